//! Workspaces: what a creator or a team owns together, its handle, members and invitations.

#[cfg(feature = "ssr")]
pub mod handles;
pub mod rpc;
pub mod types;
#[cfg(feature = "ssr")]
#[allow(clippy::module_inception)]
pub mod workspaces;
