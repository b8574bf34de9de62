//! Contacts: one person for each workspace and e-mail address, joined with the browsers that were theirs.

#[cfg(feature = "ssr")]
pub mod people;
