//! Bio sites: the builder, the public page, short links and imports.

pub mod blocks;
pub mod types;
