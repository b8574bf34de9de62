//! Contacts: one person for each workspace and e-mail address, joined with the browsers that were theirs.

pub mod pages;
pub mod rpc;
pub mod types;

#[cfg(feature = "ssr")]
pub mod audience;
#[cfg(feature = "ssr")]
pub mod downloads;
#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
pub mod messages;
#[cfg(feature = "ssr")]
pub mod people;
