//! What staff ask about the platform as a whole.

use leptos::prelude::*;

use crate::{
    admin::types::{
        audit::{Asked, Entry},
        platform::{Counts, StaffMe, Workspace, Workspaces},
    },
    kernel::{AppError, id::WorkspaceId, page::Page},
};

/// Whoever looks, for the frame around the pages of staff.
#[server(name = ReadStaffMe)]
pub async fn staff_me() -> Result<StaffMe, AppError> {
    let staff = crate::server::ctx::staff().await?;
    crate::admin::home::me(&staff).await
}

/// How much there is, and what needs a look.
#[server]
pub async fn count_platform() -> Result<Counts, AppError> {
    let staff = crate::server::ctx::staff().await?;
    crate::admin::home::counts(&staff).await
}

/// One page of the workspaces, the newest first.
#[server]
pub async fn list_all_workspaces(
    #[server(default)] search: String,
    #[server(default)] page: u64,
) -> Result<Workspaces, AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::workspaces::list(&admin, &search, page).await
}

/// One workspace with its members and sites.
#[server]
pub async fn inspect_workspace(workspace: WorkspaceId) -> Result<Workspace, AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::workspaces::open(&admin, workspace).await
}

/// Closes the public pages of a workspace.
#[server]
pub async fn suspend_workspace(workspace: WorkspaceId, #[server(default)] reason: String) -> Result<(), AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::workspaces::suspend(&admin, workspace, &reason).await
}

/// Opens them again.
#[server]
pub async fn lift_workspace(workspace: WorkspaceId) -> Result<(), AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::workspaces::lift(&admin, workspace).await
}

/// One page of the audit log, the newest first.
#[server]
pub async fn read_audit(#[server(default)] asked: Asked) -> Result<Page<Entry>, AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::audit_log::list(&admin, &asked).await
}
