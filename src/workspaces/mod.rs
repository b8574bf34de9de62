//! Workspaces: what a creator or a team owns together, its handle, members and invitations.

#[cfg(feature = "ssr")]
pub mod handles;
#[cfg(feature = "ssr")]
pub mod workspaces;
