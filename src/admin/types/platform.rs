//! The platform at a glance, and its workspaces, as staff see them.

use serde::{Deserialize, Serialize};

use crate::kernel::{
    id::{SiteId, UserId, WorkspaceId},
    permission::Role,
    time::Time,
};

/// How many workspaces one page of the list shows.
pub const PAGE: u64 = 25;

/// One of the staff, for the frame around the pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffMe {
    /// Name.
    pub name: String,
    /// Whether they may do everything.
    pub admin: bool,
    /// Reports that nobody has decided.
    pub open_reports: u64,
}

/// What the home of staff counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// People with an account.
    pub people: u64,
    /// Of them in the last seven days.
    pub new_people: u64,
    /// People who may not sign in.
    pub suspended: u64,
    /// Workspaces.
    pub workspaces: u64,
    /// Sites that are online.
    pub sites_online: u64,
    /// Sites, online or not.
    pub sites: u64,
    /// Reports that nobody has decided.
    pub open_reports: u64,
    /// Jobs that were given up.
    pub failed_jobs: u64,
    /// Jobs that wait.
    pub waiting_jobs: u64,
}

/// One page of the workspaces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Workspaces {
    /// The workspaces of this page.
    pub items: Vec<WorkspaceRow>,
    /// How many match in all.
    pub total: u64,
    /// Which page it is, from 1.
    pub page: u64,
}

/// A workspace in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkspaceRow {
    /// Id.
    pub id: WorkspaceId,
    /// Name.
    pub name: String,
    /// Its handle now, without `@`.
    pub handle: String,
    /// Whose it is.
    pub owner: Option<(UserId, String)>,
    /// How many members it has.
    pub members: u64,
    /// How many sites it has.
    pub sites: u64,
    /// When it was made.
    pub created_at: Time,
    /// Its public pages are closed.
    pub suspended: bool,
}

/// One workspace with what staff decide by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Workspace {
    /// What the list says.
    pub row: WorkspaceRow,
    /// Since when and why its public pages are closed.
    pub suspended: Option<super::users::Suspended>,
    /// Everybody in it.
    pub members: Vec<WorkspaceMember>,
    /// Its sites.
    pub sites: Vec<WorkspaceSite>,
}

/// A member as staff see them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkspaceMember {
    /// Who.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// What they are in the workspace.
    pub role: Role,
}

/// A site as staff see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkspaceSite {
    /// Which.
    pub id: SiteId,
    /// Name.
    pub title: String,
    /// Address without the host.
    pub path: String,
    /// It can be seen.
    pub online: bool,
}
