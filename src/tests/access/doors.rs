//! Who may pass a door, and the people who try.

use mewayz::kernel::permission::{Permission, Role};

use crate::support::{Client, Member, TestApp};

/// Who may pass.
#[derive(Clone, Copy, Debug)]
pub enum Door {
    /// Everybody, for the reason that is given.
    Public(&'static str),
    /// Whoever is signed in.
    SignedIn,
    /// Members with a permission. Members of other workspaces find nothing.
    Workspace(Permission),
    /// The owner of a workspace; an admin may not. Members of other workspaces find nothing.
    Owner,
    /// Staff of the platform. Everybody else finds nothing.
    Staff,
    /// Administrators of the platform. Moderators are refused, everybody else finds nothing.
    Admin,
}

/// Two workspaces and everybody who tries the doors of the first one.
pub struct Cast {
    /// Of the first workspace.
    pub owner: Member,
    /// Of the second one.
    pub outsider: Member,
    /// Nobody is signed in.
    pub stranger: Client,
    /// Works for the platform and is a member of neither.
    pub staff: Client,
    /// Works for the platform and may do everything there.
    pub admin: Client,
}

impl Cast {
    /// Makes them.
    pub async fn new(t: &TestApp) -> Self {
        Self {
            owner: t.owner("studio").await,
            outsider: t.owner("rival").await,
            stranger: t.stranger(),
            staff: t.sign_in(t.staff("Moderator").await).await,
            admin: t.sign_in(t.admin("Administrator").await).await,
        }
    }

    /// Fills `{workspace}`, `{handle}` and `{id}` (of something that does not exist) in.
    pub fn fill(&self, text: &str) -> String {
        text.replace("{workspace}", &self.owner.ws.id().to_string())
            .replace("{handle}", "studio")
            .replace("{id}", "01900000-0000-7000-8000-000000000000")
    }

    /// A member of the first workspace whose role lacks a permission, when there is such a role.
    pub async fn without(&self, t: &TestApp, permission: Permission) -> Option<(Role, Client)> {
        let role = super::role_without(permission)?;
        Some((role, t.member(&self.owner.ws, role).await.client))
    }
}
