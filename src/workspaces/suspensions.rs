//! Workspaces that the platform has closed: their public pages answer with words, their members are told why.

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel};
use serde_json::json;

use crate::{
    entity::{workspace, workspace_suspension},
    kernel::{AppError, Result, id::WorkspaceId, time::now},
    server::{
        audit::{self, Change},
        ctx::AdminCtx,
        db::Tx,
    },
};

/// Closes the public pages of a workspace, inside a transaction.
///
/// # Errors
/// NotFound; Conflict when they are closed already.
pub async fn suspend(tx: &Tx, admin: &AdminCtx, id: WorkspaceId, reason: &str) -> Result<workspace::Model> {
    let found = find(tx, id).await?;
    if of(tx, id).await?.is_some() {
        return Err(AppError::Conflict("Somebody else suspended this workspace meanwhile.".to_owned()));
    }
    let by_id = Some(admin.user().id);
    let row = workspace_suspension::Model { workspace_id: id, reason: reason.to_owned(), by_id, at: now() };
    row.into_active_model().insert(tx).await?;
    record(tx, admin, "workspace.suspend", id, None, Some(json!({ "reason": reason }))).await?;
    Ok(found)
}

/// Opens them again, inside a transaction.
///
/// # Errors
/// NotFound; Conflict when they are open.
pub async fn lift(tx: &Tx, admin: &AdminCtx, id: WorkspaceId) -> Result<workspace::Model> {
    let found = find(tx, id).await?;
    let old = of(tx, id).await?;
    let old = old.ok_or_else(|| AppError::Conflict("This workspace is not suspended any more.".to_owned()))?;
    workspace_suspension::Entity::delete_by_id(id).exec(tx).await?;
    record(tx, admin, "workspace.lift_suspension", id, Some(json!({ "reason": old.reason })), None).await?;
    Ok(found)
}

/// Why a workspace is closed, when it is.
pub async fn of<C: ConnectionTrait>(db: &C, id: WorkspaceId) -> Result<Option<workspace_suspension::Model>> {
    Ok(workspace_suspension::Entity::find_by_id(id).one(db).await?)
}

async fn find(tx: &Tx, id: WorkspaceId) -> Result<workspace::Model> {
    workspace::Entity::find_by_id(id).one(tx).await?.ok_or_else(|| AppError::not_found("workspace"))
}

async fn record(
    tx: &Tx,
    admin: &AdminCtx,
    action: &str,
    id: WorkspaceId,
    old: Option<serde_json::Value>,
    new: Option<serde_json::Value>,
) -> Result<()> {
    let change = Change { action, object_kind: "workspace", object_id: Some(id.0), old, new };
    audit::record(tx, &admin.within(id), change).await
}
