//! The dashboard's pages about contacts.

pub mod audience;
pub mod messages;
