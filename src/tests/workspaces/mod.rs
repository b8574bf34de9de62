//! Workspaces: handles, roles, members, invitations, settings; nothing of one is seen from another.

mod activity;
mod handles;
mod invitations;
mod members;
mod own_roles;
pub mod owners;
mod records;
mod roles;
mod settings;
mod tasks;
