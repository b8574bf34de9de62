//! The design system: every button, field and frame that pages are made of.
