//! The platform's own people: what visitors report, and what is done about it.

pub mod pages;
pub mod rpc;
pub mod types;

#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
pub mod public;
#[cfg(feature = "ssr")]
pub mod reports;
