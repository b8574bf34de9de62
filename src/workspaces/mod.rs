//! Workspaces: what a creator or a team owns together, its handle, members and invitations.

#[cfg(feature = "ssr")]
pub mod acceptance;
#[cfg(feature = "ssr")]
pub mod handles;
#[cfg(feature = "ssr")]
pub mod invitations;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
pub mod members;
pub mod pages;
pub mod rpc;
#[cfg(feature = "ssr")]
pub mod sign_in_rules;
#[cfg(feature = "ssr")]
pub mod suspensions;
#[cfg(feature = "ssr")]
mod time_zones;
pub mod types;
#[cfg(feature = "ssr")]
#[allow(clippy::module_inception)]
pub mod workspaces;
