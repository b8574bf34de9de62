//! What workspace pages ask the server.

pub mod activity;
pub mod owners;
pub mod roles;
pub mod tasks;

use leptos::prelude::*;

use super::types::{HandleState, InvitationView, OpenWorkspace, Team, TimeZone, WorkspaceLink};
use crate::kernel::{
    AppError,
    id::{InvitationId, MemberId, WorkspaceId},
};
#[cfg(feature = "ssr")]
use crate::{
    server::ctx,
    workspaces::{acceptance, handles, invitations, members, sign_in_rules, time_zones, types::Region, workspaces},
};

/// Opens a workspace by a handle that is or was its own.
#[server(name = ReadWorkspace)]
pub async fn open_workspace(handle: String) -> Result<OpenWorkspace, AppError> {
    let ws = ctx::current().await?.workspace_by_handle(&handle).await?;
    workspaces::open(&ws).await
}

/// The workspaces of the person who is signed in.
#[server]
pub async fn list_workspaces() -> Result<Vec<WorkspaceLink>, AppError> {
    workspaces::mine(&ctx::current().await?).await
}

/// Makes a workspace and opens it.
#[server]
pub async fn create_workspace(
    #[server(default)] name: String,
    #[server(default)] handle: String,
) -> Result<(), AppError> {
    let handle = workspaces::create_another(&ctx::current().await?, &name, &handle).await?;
    leptos_axum::redirect(&format!("/w/{handle}"));
    Ok(())
}

/// Changes the name; gives the new version.
#[server]
pub async fn rename_workspace(
    workspace: WorkspaceId,
    version: i64,
    #[server(default)] name: String,
) -> Result<i64, AppError> {
    workspaces::rename(&ctx::workspace(workspace).await?, version, &name).await
}

/// Changes currency, time zone and language; gives the new version.
#[server]
pub async fn change_region(
    workspace: WorkspaceId,
    version: i64,
    #[server(default)] currency: String,
    #[server(default)] time_zone: String,
    #[server(default)] locale: String,
) -> Result<i64, AppError> {
    let ws = ctx::workspace(workspace).await?;
    workspaces::change_region(&ws, version, Region { currency, time_zone, locale }).await
}

/// Asks every member for two-factor sign-in, or stops asking.
#[server]
pub async fn require_two_factor(workspace: WorkspaceId, #[server(default)] required: bool) -> Result<(), AppError> {
    sign_in_rules::require_two_factor(&ctx::workspace(workspace).await?, required).await
}

/// The time zones to choose from.
#[server]
pub async fn list_time_zones() -> Result<Vec<TimeZone>, AppError> {
    ctx::current().await?.user()?;
    Ok(time_zones::list())
}

/// Whether a new workspace can have a handle.
#[server]
pub async fn check_new_handle(handle: String) -> Result<HandleState, AppError> {
    handles::check_new(&ctx::current().await?, &handle).await
}

/// Whether a workspace can have another handle.
#[server]
pub async fn check_handle(workspace: WorkspaceId, handle: String) -> Result<HandleState, AppError> {
    handles::check(&ctx::workspace(workspace).await?, &handle).await
}

/// Gives a workspace another handle and goes to its settings at the new address.
#[server]
pub async fn change_handle(workspace: WorkspaceId, #[server(default)] handle: String) -> Result<(), AppError> {
    let handle = handles::change(&ctx::workspace(workspace).await?, &handle).await?;
    leptos_axum::redirect(&format!("/w/{handle}/settings"));
    Ok(())
}

/// Everybody in a workspace, and who is about to be.
#[server]
pub async fn read_team(workspace: WorkspaceId) -> Result<Team, AppError> {
    members::team(&ctx::workspace(workspace).await?).await
}

/// Gives a member another role.
#[server]
pub async fn change_role(workspace: WorkspaceId, member: MemberId, role: String) -> Result<(), AppError> {
    members::change_role(&ctx::workspace(workspace).await?, member, &role).await
}

/// Takes somebody out of a workspace.
#[server]
pub async fn remove_member(workspace: WorkspaceId, member: MemberId) -> Result<(), AppError> {
    members::remove(&ctx::workspace(workspace).await?, member).await
}

/// Leaves a workspace.
#[server]
pub async fn leave_workspace(workspace: WorkspaceId) -> Result<(), AppError> {
    members::leave(&ctx::workspace(workspace).await?).await?;
    leptos_axum::redirect("/w");
    Ok(())
}

/// Invites somebody by e-mail.
#[server]
pub async fn invite_member(
    workspace: WorkspaceId,
    #[server(default)] email: String,
    #[server(default)] role: String,
) -> Result<InvitationId, AppError> {
    invitations::invite(&ctx::workspace(workspace).await?, &email, &role).await
}

/// Sends an invitation again.
#[server]
pub async fn resend_invitation(workspace: WorkspaceId, invitation: InvitationId) -> Result<(), AppError> {
    invitations::resend(&ctx::workspace(workspace).await?, invitation).await
}

/// Takes an invitation back.
#[server]
pub async fn revoke_invitation(workspace: WorkspaceId, invitation: InvitationId) -> Result<(), AppError> {
    invitations::revoke(&ctx::workspace(workspace).await?, invitation).await
}

/// What an invitation is about; changes nothing.
#[server]
pub async fn look_at_invitation(token: String) -> Result<InvitationView, AppError> {
    acceptance::look(&ctx::current().await?, &token).await
}

/// Accepts an invitation and opens the workspace.
#[server]
pub async fn accept_invitation(token: String) -> Result<(), AppError> {
    let handle = acceptance::accept(&ctx::current().await?, &token).await?;
    leptos_axum::redirect(&format!("/w/{handle}"));
    Ok(())
}
