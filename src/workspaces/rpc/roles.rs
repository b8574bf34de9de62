//! What pages ask the server about roles.

use leptos::prelude::*;

use crate::{
    kernel::{
        AppError,
        id::{RoleId, WorkspaceId},
    },
    workspaces::types::roles::Roles,
};
#[cfg(feature = "ssr")]
use crate::{
    server::ctx,
    workspaces::{roles, types::roles::RoleForm},
};

/// Every role of a workspace.
#[server]
pub async fn list_roles(workspace: WorkspaceId) -> Result<Roles, AppError> {
    roles::list(&ctx::workspace(workspace).await?).await
}

/// Makes a role.
#[server]
pub async fn create_role(
    workspace: WorkspaceId,
    #[server(default)] name: String,
    #[server(default)] about: String,
    #[server(default)] permissions: Vec<String>,
) -> Result<RoleId, AppError> {
    roles::create(&ctx::workspace(workspace).await?, &RoleForm { name, about, permissions }).await
}

/// Changes a role.
#[server]
pub async fn change_own_role(
    workspace: WorkspaceId,
    role: RoleId,
    version: i64,
    #[server(default)] name: String,
    #[server(default)] about: String,
    #[server(default)] permissions: Vec<String>,
) -> Result<(), AppError> {
    roles::change(&ctx::workspace(workspace).await?, role, version, &RoleForm { name, about, permissions }).await
}

/// Deletes a role; whoever has it gets the replacement.
#[server]
pub async fn delete_role(
    workspace: WorkspaceId,
    role: RoleId,
    #[server(default)] replacement: String,
) -> Result<(), AppError> {
    roles::delete(&ctx::workspace(workspace).await?, role, &replacement).await
}
