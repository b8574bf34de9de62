//! Workspaces: what a creator or a team owns together, its handle, members and invitations.

#[cfg(feature = "ssr")]
pub mod acceptance;
#[cfg(feature = "ssr")]
pub mod activity;
#[cfg(feature = "ssr")]
pub mod boards;
#[cfg(feature = "ssr")]
pub mod brands;
#[cfg(feature = "ssr")]
pub mod columns;
#[cfg(feature = "ssr")]
pub mod deletions;
#[cfg(feature = "ssr")]
pub mod downloads;
#[cfg(feature = "ssr")]
pub mod handles;
#[cfg(feature = "ssr")]
pub mod invitations;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
pub mod members;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod records;
#[cfg(feature = "ssr")]
pub mod roles;
pub mod rpc;
#[cfg(feature = "ssr")]
pub mod sign_in_rules;
#[cfg(feature = "ssr")]
pub mod suspensions;
#[cfg(feature = "ssr")]
pub mod tasks;
#[cfg(feature = "ssr")]
pub mod time_zones;
#[cfg(feature = "ssr")]
pub mod transfers;
pub mod types;
#[cfg(feature = "ssr")]
#[allow(clippy::module_inception)]
pub mod workspaces;
