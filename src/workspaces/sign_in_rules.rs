//! What a workspace asks of its members' sign-in.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::json;

use crate::{
    entity::workspace,
    kernel::{AppError, Result, permission::Permission, time},
    server::{
        audit::{self, Change},
        ctx::WorkspaceCtx,
    },
};

/// Asks every member for two-factor sign-in, or stops asking. Whoever signed in without it sees nothing of the workspace until they
/// have set it up; so whoever turns this on must have done so.
///
/// # Errors
/// Forbidden; OneFactor when the person who asks for it has none.
pub async fn require_two_factor(ws: &WorkspaceCtx, required: bool) -> Result<()> {
    ws.require(Permission::ManageWorkspace)?;
    if required && !ws.ctx().two_factors() {
        return Err(AppError::OneFactor);
    }
    let before = ws.workspace().two_factor_required;
    let tx = ws.db().begin().await?;
    let row = workspace::ActiveModel {
        id: Set(ws.id()),
        two_factor_required: Set(required),
        updated_at: Set(time::now()),
        ..Default::default()
    };
    row.update(&tx).await?;
    let change = Change {
        action: "workspace.require_two_factor",
        object_kind: "workspace",
        object_id: Some(ws.id().0),
        old: Some(json!({ "two_factor_required": before })),
        new: Some(json!({ "two_factor_required": required })),
    };
    audit::record(&tx, ws, change).await?;
    tx.commit().await?;
    Ok(())
}
