//! Handles: the names of workspaces in addresses, which are free, and where an old one leads.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;

use super::types::{HandleState, MAX_OLD_HANDLES, REDIRECT_DAYS};
use crate::{
    entity::handle,
    kernel::{AppError, Result, handle::Handle, id::WorkspaceId, permission::Permission, time},
    server::{
        audit::{self, Change},
        ctx::{Ctx, Scoped, WorkspaceCtx},
        error::internal,
    },
};

/// Whether somebody who makes a workspace can have this handle.
///
/// # Errors
/// Unauthenticated.
pub async fn check_new(ctx: &Ctx, text: &str) -> Result<HandleState> {
    ctx.user()?;
    look(ctx, text, None).await
}

/// Whether this workspace can have this handle; its own old ones it can have back.
///
/// # Errors
/// Forbidden.
pub async fn check(ws: &WorkspaceCtx, text: &str) -> Result<HandleState> {
    ws.require(Permission::ManageWorkspace)?;
    look(ws.ctx(), text, Some(ws.id())).await
}

async fn look(ctx: &Ctx, text: &str, asking: Option<WorkspaceId>) -> Result<HandleState> {
    let wanted = match Handle::parse(text) {
        Ok(wanted) => wanted,
        Err(why) => return Ok(HandleState::Refused(why.to_owned())),
    };
    let found = handle::Entity::find_by_id(wanted.as_str()).filter(in_force()).one(ctx.db().read()).await?;
    Ok(match found {
        None => HandleState::Free(wanted.to_string()),
        Some(row) if Some(row.workspace_id) != asking => HandleState::Taken,
        Some(row) if row.current => HandleState::Yours,
        Some(_) => HandleState::Free(wanted.to_string()),
    })
}

/// Gives the workspace another handle. The old one leads to it for [`REDIRECT_DAYS`].
///
/// # Errors
/// Forbidden; Invalid (`handle`) when it is taken, also when somebody took it a moment ago, reserved or not a handle.
pub async fn change(ws: &WorkspaceCtx, text: &str) -> Result<Handle> {
    ws.require(Permission::ManageWorkspace)?;
    let wanted = Handle::parse(text).map_err(|why| AppError::invalid("handle", why))?;
    let tx = ws.db().begin().await?;
    let current = handle::Entity::find().scoped(ws).filter(handle::Column::Current.eq(true)).one(&tx).await?;
    let current = current.ok_or_else(|| internal("handle", "the workspace has none"))?;
    if current.name == wanted.as_str() {
        return Ok(wanted);
    }
    retire(&tx, ws, &current, &wanted).await?;
    if !(take_back(&tx, ws, &wanted).await? || claim(&tx, ws.id(), &wanted).await?) {
        let taken = format!("@{wanted} belongs to somebody else. Choose another.");
        return Err(AppError::invalid("handle", taken));
    }
    let change = Change {
        action: "workspace.change_handle",
        object_kind: "workspace",
        object_id: Some(ws.id().0),
        old: Some(json!({ "handle": current.name })),
        new: Some(json!({ "handle": wanted.as_str() })),
    };
    audit::record(&tx, ws, change).await?;
    tx.commit().await?;
    Ok(wanted)
}

/// From now on the handle leads to the new one, for some time.
async fn retire<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx, current: &handle::Model, wanted: &Handle) -> Result<()> {
    let old = handle::Entity::find()
        .scoped(ws)
        .filter(handle::Column::Current.eq(false))
        .filter(handle::Column::ExpiresAt.gt(time::now()))
        .filter(handle::Column::Name.ne(wanted.as_str()))
        .count(tx)
        .await?;
    if old >= MAX_OLD_HANDLES {
        let why = format!(
            "{old} old handles lead here already, which is the limit. Take one of them back, or wait until one expires."
        );
        return Err(AppError::invalid("handle", why));
    }
    let until = time::now() + chrono::Duration::days(REDIRECT_DAYS);
    handle::Entity::update_many()
        .col_expr(handle::Column::Current, Expr::value(false))
        .col_expr(handle::Column::ExpiresAt, Expr::value(Some(until)))
        .filter(handle::Column::Name.eq(current.name.as_str()))
        .filter(handle::Column::WorkspaceId.eq(ws.id()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Makes an old handle of the workspace the current one again.
async fn take_back<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx, wanted: &Handle) -> Result<bool> {
    let updated = handle::Entity::update_many()
        .col_expr(handle::Column::Current, Expr::value(true))
        .col_expr(handle::Column::ExpiresAt, Expr::value(None::<time::Time>))
        .filter(handle::Column::Name.eq(wanted.as_str()))
        .filter(handle::Column::WorkspaceId.eq(ws.id()))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// A handle that is somebody's, now or as an address that still redirects.
fn in_force() -> Condition {
    Condition::any().add(handle::Column::Current.eq(true)).add(handle::Column::ExpiresAt.gt(time::now()))
}

/// Takes a handle for a workspace; `false` when somebody has it, now or as an address that still redirects. The primary
/// key decides, so two who want the same name at the same time cannot both get it.
pub(super) async fn claim<C: ConnectionTrait>(tx: &C, workspace: WorkspaceId, name: &Handle) -> Result<bool> {
    handle::Entity::delete_many()
        .filter(handle::Column::Name.eq(name.as_str()))
        .filter(handle::Column::Current.eq(false))
        .filter(handle::Column::ExpiresAt.lte(time::now()))
        .exec(tx)
        .await?;
    let row = handle::ActiveModel {
        name: Set(name.as_str().to_owned()),
        workspace_id: Set(workspace),
        current: Set(true),
        created_at: Set(time::now()),
        expires_at: Set(None),
    };
    let rows = handle::Entity::insert(row)
        .on_conflict(OnConflict::column(handle::Column::Name).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(rows == 1)
}

/// Takes the wanted handle or the nearest one that is free: `studio`, `studio-2` … `studio-9`, then random digits.
pub(super) async fn claim_near<C: ConnectionTrait>(tx: &C, workspace: WorkspaceId, wanted: &str) -> Result<Handle> {
    let first = Handle::parse(wanted).map_or_else(|_| Handle::suggest(wanted), |handle| handle.as_str().to_owned());
    let base: String = first.chars().take(24).collect();
    let counted = (2..=9).map(|n| format!("{base}-{n}"));
    let random = (0..20).map(|_| format!("{base}-{}", rand::random_range(1_000..100_000)));
    for candidate in std::iter::once(first).chain(counted).chain(random) {
        if let Ok(handle) = Handle::parse(&candidate)
            && claim(tx, workspace, &handle).await?
        {
            return Ok(handle);
        }
    }
    Err(internal("handle", format!("no handle near {base} is free")))
}
