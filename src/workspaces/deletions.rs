//! The end of a workspace: asked for by its owner, offline at once, erased after two weeks unless it is brought back.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef,
};
use serde_json::json;

use super::{acceptance::handle_of, mail, transfers::require_owner, types::owners::GRACE_DAYS, workspaces::Newcomer};
use crate::{
    accounts::passwords,
    entity::{member, user, workspace, workspace_deletion},
    kernel::{
        AppError, Result,
        email::Email,
        id::{UserId, WorkspaceId},
        permission::Role,
        time::{Time, now},
    },
    server::{
        audit::{self, Change},
        ctx::{Actor, Ctx, Scoped, System, WorkspaceCtx},
        erasure,
        mailer::Mail,
    },
};

/// The most workspaces that one run of the job erases.
const PORTION: u64 = 20;

/// Takes the workspace offline and erases it in [`GRACE_DAYS`]. The owner types the handle and the password.
///
/// # Errors
/// Forbidden for everybody but the owner; Invalid (`handle`, `password`); Limited.
pub async fn ask(ws: &WorkspaceCtx, handle: &str, password: &str) -> Result<()> {
    require_owner(ws)?;
    let current = handle_of(ws.db().read(), ws.id()).await?;
    if handle.trim().trim_start_matches('@').to_lowercase() != current {
        let why = format!("Type the handle of this workspace, {current}, to delete it.");
        return Err(AppError::invalid("handle", why));
    }
    passwords::confirm(ws.ctx(), password).await?;
    let tx = ws.db().begin().await?;
    if workspace_deletion::Entity::find_by_id(ws.id()).one(&tx).await?.is_some() {
        return Ok(());
    }
    let erase_at = begin(&tx, ws).await?;
    tell_admins(&tx, ws, |email, name| mail::owners::leaving(ws, email, name, erase_at)).await?;
    tx.commit().await?;
    Ok(())
}

async fn begin<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx) -> Result<Time> {
    let erase_at = now() + TimeDelta::days(GRACE_DAYS);
    workspace_deletion::ActiveModel {
        workspace_id: Set(ws.id()),
        asked_by: Set(Some(ws.user().id)),
        asked_at: Set(now()),
        erase_at: Set(erase_at),
    }
    .insert(tx)
    .await?;
    record(tx, ws, "workspace.delete", Some(erase_at)).await?;
    Ok(erase_at)
}

/// Brings the workspace back.
///
/// # Errors
/// Forbidden for everybody but the owner.
pub async fn restore(ws: &WorkspaceCtx) -> Result<()> {
    require_owner(ws)?;
    let tx = ws.db().begin().await?;
    let deleted = workspace_deletion::Entity::delete_by_id(ws.id()).exec(&tx).await?;
    if deleted.rows_affected == 0 {
        return Ok(());
    }
    let config = ws.app().config();
    let name = &ws.workspace().name;
    tell_admins(&tx, ws, |email, to| mail::owners::staying(config, email, to, name)).await?;
    record(&tx, ws, "workspace.restore", None).await?;
    tx.commit().await?;
    Ok(())
}

/// The workspaces that somebody owns, with their names.
pub async fn owned_by<C: ConnectionTrait>(db: &C, user: UserId) -> Result<Vec<(WorkspaceId, String)>> {
    let to_workspace: RelationDef = member::Entity::belongs_to(workspace::Entity)
        .from(member::Column::WorkspaceId)
        .to(workspace::Column::Id)
        .into();
    let found = member::Entity::find()
        .select_only()
        .column(member::Column::WorkspaceId)
        .column(workspace::Column::Name)
        .join(JoinType::InnerJoin, to_workspace)
        .filter(member::Column::UserId.eq(user))
        .filter(member::Column::Role.eq(Role::Owner))
        .order_by_asc(workspace::Column::Name)
        .limit(super::types::MAX_OWNED * 2)
        .into_tuple();
    Ok(found.all(db).await?)
}

/// Takes a workspace offline because its owner leaves; it is erased with the account.
///
/// # Errors
/// Unauthenticated.
pub async fn begin_with_owner<C: ConnectionTrait>(tx: &C, ctx: &Ctx, id: WorkspaceId, erase_at: Time) -> Result<()> {
    workspace_deletion::Entity::delete_by_id(id).exec(tx).await?;
    workspace_deletion::ActiveModel {
        workspace_id: Set(id),
        asked_by: Set(Some(ctx.myself()?.id)),
        asked_at: Set(now()),
        erase_at: Set(erase_at),
    }
    .insert(tx)
    .await?;
    record(tx, &Newcomer::new(ctx, id)?, "workspace.delete", Some(erase_at)).await
}

/// Brings a workspace back because its owner stays.
///
/// # Errors
/// Unauthenticated.
pub async fn keep_with_owner<C: ConnectionTrait>(tx: &C, ctx: &Ctx, id: WorkspaceId) -> Result<()> {
    workspace_deletion::Entity::delete_by_id(id).exec(tx).await?;
    record(tx, &Newcomer::new(ctx, id)?, "workspace.restore", None).await
}

/// When a workspace will be erased, when its owner has asked for it.
pub async fn erase_at<C: ConnectionTrait>(db: &C, workspace: WorkspaceId) -> Result<Option<Time>> {
    let row = workspace_deletion::Entity::find_by_id(workspace).one(db).await?;
    Ok(row.map(|row| row.erase_at))
}

/// What visitors hear of a workspace whose owner has deleted it.
///
/// # Errors
/// Gone.
pub async fn refuse_leaving<C: ConnectionTrait>(db: &C, workspace: WorkspaceId) -> Result<()> {
    match erase_at(db, workspace).await? {
        Some(_) => Err(AppError::Gone("This page was here once. Its owner has taken it offline.".to_owned())),
        None => Ok(()),
    }
}

/// Erases what is due: rows, files, everything. A job calls it; what it did not reach it does the next time.
///
/// # Errors
/// Internal.
pub async fn erase_due(system: &System) -> Result<u64> {
    let due = workspace_deletion::Entity::find()
        .filter(workspace_deletion::Column::EraseAt.lte(now()))
        .order_by_asc(workspace_deletion::Column::EraseAt)
        .limit(PORTION)
        .all(system.db().write())
        .await?;
    let count = due.len() as u64;
    for row in due {
        erase(system, row.workspace_id).await?;
    }
    Ok(count)
}

/// Erases a workspace for good: its files first, so that rows lead to them until they are gone.
///
/// # Errors
/// Internal.
pub async fn erase(system: &System, id: WorkspaceId) -> Result<()> {
    system.app().storage().delete_below(&format!("media/{id}")).await?;
    let tx = system.db().begin().await?;
    workspace::Entity::delete_by_id(id).exec(&tx).await?;
    erasure::rows_of_workspace(&tx, id).await?;
    tx.commit().await?;
    // What was uploaded while we were at it.
    system.app().storage().delete_below(&format!("media/{id}")).await?;
    tracing::info!(workspace = %id, "a workspace was erased");
    Ok(())
}

async fn tell_admins<C: ConnectionTrait>(
    tx: &C,
    ws: &WorkspaceCtx,
    write: impl Fn(&Email, &str) -> Mail,
) -> Result<()> {
    let people: RelationDef =
        member::Entity::belongs_to(user::Entity).from(member::Column::UserId).to(user::Column::Id).into();
    let admins: Vec<(String, String)> = member::Entity::find()
        .select_only()
        .columns([user::Column::Email, user::Column::Name])
        .join(JoinType::InnerJoin, people)
        .scoped(ws)
        .filter(member::Column::Role.is_in([Role::Owner, Role::Admin]))
        .limit(super::types::MAX_MEMBERS)
        .into_tuple()
        .all(tx)
        .await?;
    for (email, name) in admins {
        if let Ok(email) = Email::parse(&email) {
            write(&email, &name).send(tx).await?;
        }
    }
    Ok(())
}

async fn record<C: ConnectionTrait>(tx: &C, actor: &impl Actor, action: &str, erase_at: Option<Time>) -> Result<()> {
    let change = Change {
        action,
        object_kind: "workspace",
        object_id: actor.facts().workspace_id.map(|id| id.0),
        old: None::<()>,
        new: erase_at.map(|at| json!({ "erased_on": at })),
    };
    audit::record(tx, actor, change).await
}
