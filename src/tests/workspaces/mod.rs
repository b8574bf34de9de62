//! Workspaces: handles, roles, members, invitations, settings; nothing of one is seen from another.

mod handles;
mod invitations;
mod members;
mod roles;
mod settings;
