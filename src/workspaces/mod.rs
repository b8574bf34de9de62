//! Workspaces: what a creator or a team owns together, its handle, members and invitations.
