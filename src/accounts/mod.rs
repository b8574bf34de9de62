//! Accounts: people who sign in, their passwords, sessions and the mails that prove an address.

pub mod pages;
pub mod rpc;
pub mod types;

#[cfg(feature = "ssr")]
mod brute_force;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
pub mod operator;
#[cfg(feature = "ssr")]
pub mod passwords;
#[cfg(feature = "ssr")]
pub mod sessions;
#[cfg(feature = "ssr")]
pub mod standing;
#[cfg(feature = "ssr")]
pub mod tokens;
#[cfg(feature = "ssr")]
pub mod users;
#[cfg(feature = "ssr")]
pub mod verification;
