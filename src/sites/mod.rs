//! Bio sites: the builder, the public page, short links and imports.
