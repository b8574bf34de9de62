//! Who may pass a door, and the people who try: each built-in role, and roles of the workspace's own.

use mewayz::{
    entity::{member, workspace_role},
    kernel::{
        id::{MemberId, RoleId},
        permission::{Permission, Role},
        time,
    },
    server::ctx::WorkspaceCtx,
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};

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

/// The beginning of every refusal of a role, see `Permission::refusal`.
pub const REFUSAL: &str = "Your role does not allow this";

/// A member of the first workspace.
pub struct Colleague {
    /// What they are there.
    pub what: String,
    /// Their browser.
    pub client: Client,
    /// The built-in role; `None` when it is one of the workspace's own.
    role: Option<Role>,
    permissions: Vec<Permission>,
}

impl Colleague {
    /// Whether a door opens to them.
    pub fn may(&self, door: Door) -> bool {
        match door {
            Door::Workspace(permission) => self.permissions.contains(&permission),
            _ => false,
        }
    }
}

/// Two workspaces and everybody who tries the doors of the first one.
pub struct Cast {
    /// Of the first workspace.
    pub owner: Member,
    /// Everybody else in the first workspace: one of each built-in role; of roles of its own one with each permission alone, one
    /// with all but each, one with all.
    pub colleagues: Vec<Colleague>,
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
        let owner = t.owner("studio").await;
        Self {
            colleagues: colleagues(t, &owner).await,
            owner,
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

    /// Who tries a door: every built-in role, and of the workspace's own roles those that differ in what the door asks for.
    pub fn triers(&self, door: Door) -> impl Iterator<Item = &Colleague> {
        let own = match door {
            Door::Workspace(permission) => [format!("only {permission:?}"), format!("all but {permission:?}")],
            _ => ["all permissions".to_owned(), String::new()],
        };
        self.colleagues.iter().filter(move |one| one.role.is_some() || own.contains(&one.what))
    }
}

async fn colleagues(t: &TestApp, owner: &Member) -> Vec<Colleague> {
    let mut out = Vec::new();
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Owner) {
        let client = t.member(&owner.ws, role).await.client;
        let permissions = Permission::ALL.into_iter().filter(|one| role.allows(*one)).collect();
        out.push(Colleague { what: role.label().to_owned(), client, role: Some(role), permissions });
    }
    out.push(own(t, &owner.ws, "all permissions", Permission::ALL.to_vec()).await);
    for one in Permission::ALL {
        let only = [Some(Permission::ViewWorkspace), Some(one), one.needs()].into_iter().flatten().collect();
        out.push(own(t, &owner.ws, &format!("only {one:?}"), only).await);
        if one != Permission::ViewWorkspace {
            let apart = |other: &Permission| *other != one && other.needs() != Some(one);
            let rest = Permission::ALL.into_iter().filter(apart).collect();
            out.push(own(t, &owner.ws, &format!("all but {one:?}"), rest).await);
        }
    }
    out
}

/// A member with a role of the workspace's own.
async fn own(t: &TestApp, ws: &WorkspaceCtx, what: &str, permissions: Vec<Permission>) -> Colleague {
    let (id, at) = (RoleId::new(), time::now());
    let row = workspace_role::Model {
        id,
        workspace_id: ws.id(),
        name: what.to_owned(),
        about: String::new(),
        permissions: serde_json::json!(permissions.iter().map(|one| one.as_str()).collect::<Vec<_>>()),
        version: 1,
        created_at: at,
        updated_at: at,
    };
    row.into_active_model().insert(t.db().write()).await.expect("a role can be stored");
    let user_id = t.person(what).await;
    let row = member::Model {
        id: MemberId::new(),
        workspace_id: ws.id(),
        user_id,
        role: Role::Viewer,
        role_id: Some(id),
        created_at: at,
    };
    row.into_active_model().insert(t.db().write()).await.expect("a membership can be stored");
    Colleague { what: what.to_owned(), client: t.sign_in(user_id).await, role: None, permissions }
}
