//! The dashboard's pages for sites: the list, a new site, the builder.

pub mod actions;
pub mod builder;
pub mod compare;
pub mod editor;
pub mod list;
pub mod new;
pub mod saving;
pub mod theme_cards;
