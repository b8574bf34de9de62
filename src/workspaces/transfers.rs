//! A change of owner: offered by the owner with the password, accepted by the new one with a link. At every instant a
//! workspace has exactly one owner.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr,
};
use serde_json::json;

use super::{
    acceptance, mail,
    types::owners::{Offer, OfferView, TRANSFER_DAYS},
    workspaces::{Newcomer, refuse_too_many},
};
use crate::{
    accounts::passwords,
    entity::{member, ownership_transfer, user, workspace},
    kernel::{
        AppError, Result,
        email::Email,
        id::{MemberId, RoleId, TransferId, UserId},
        permission::Role,
        time::now,
    },
    server::{
        audit::{self, Change},
        config::Secrets,
        ctx::{Actor, Ctx, Scoped, WorkspaceCtx},
        error::internal,
    },
};

/// What the hashes of the links are made for.
const PURPOSE: &str = "ownership";

/// Refuses everybody but the owner.
///
/// # Errors
/// Forbidden.
pub(super) fn require_owner(ws: &WorkspaceCtx) -> Result<()> {
    if ws.role() == Role::Owner {
        return Ok(());
    }
    Err(AppError::Forbidden("Only the owner of the workspace can do this.".to_owned()))
}

/// Offers the workspace to one of its members. An offer that waits is replaced.
///
/// # Errors
/// Forbidden for everybody but the owner; Invalid (`member`, `password`); Limited.
pub async fn offer(ws: &WorkspaceCtx, to: MemberId, password: &str) -> Result<()> {
    require_owner(ws)?;
    passwords::confirm(ws.ctx(), password).await?;
    let tx = ws.db().begin().await?;
    let member = member::Entity::find_by_id(to).scoped(ws).filter(member::Column::UserId.ne(ws.user().id));
    let unknown = || AppError::invalid("member", "Choose a member of this workspace.");
    let member = member.one(&tx).await?.ok_or_else(unknown)?;
    let heir = user::Entity::find_by_id(member.user_id).one(&tx).await?.ok_or_else(unknown)?;
    close_open(&tx, ws).await?;
    let (id, token) = (TransferId::new(), Secrets::new_token());
    ownership_transfer::ActiveModel {
        id: Set(id),
        workspace_id: Set(ws.id()),
        from_user: Set(ws.user().id),
        to_user: Set(heir.id),
        token_hash: Set(ws.app().secrets().token_hash(PURPOSE, &token)),
        created_at: Set(now()),
        expires_at: Set(now() + TimeDelta::days(TRANSFER_DAYS)),
        accepted_at: Set(None),
        closed_at: Set(None),
    }
    .insert(&tx)
    .await?;
    let email = Email::parse(&heir.email).map_err(|why| internal("stored address", why))?;
    mail::owners::offer(ws, &email, &heir.name, &token).send(&tx).await?;
    record(&tx, ws, "ownership.offer", ws.id().0, (None, Some(&heir.name))).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the offer back.
///
/// # Errors
/// Forbidden for everybody but the owner.
pub async fn cancel(ws: &WorkspaceCtx) -> Result<()> {
    require_owner(ws)?;
    let tx = ws.db().begin().await?;
    if close_open(&tx, ws).await? {
        record(&tx, ws, "ownership.cancel", ws.id().0, (None, None)).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The offer that waits.
///
/// # Errors
/// Forbidden for everybody but the owner.
pub async fn waiting(ws: &WorkspaceCtx) -> Result<Option<Offer>> {
    require_owner(ws)?;
    let db = ws.db().write();
    let row = ownership_transfer::Entity::find()
        .scoped(ws)
        .filter(ownership_transfer::Column::ClosedAt.is_null())
        .filter(ownership_transfer::Column::ExpiresAt.gt(now()))
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let heir = user::Entity::find_by_id(row.to_user).one(db).await?;
    Ok(heir.map(|heir| Offer { to: heir.name, expires_at: row.expires_at }))
}

/// What an offer is about, for whoever holds its link. Changes nothing.
///
/// # Errors
/// Gone when it was used, taken back, is over, or never was.
pub async fn look(ctx: &Ctx, token: &str) -> Result<OfferView> {
    let db = ctx.db().read();
    let row = find(db, ctx, token).await?;
    let name =
        async |id: UserId| -> Result<String> { Ok(user::Entity::find_by_id(id).one(db).await?.ok_or_else(gone)?.name) };
    let workspace = workspace::Entity::find_by_id(row.workspace_id).one(db).await?.ok_or_else(gone)?;
    Ok(OfferView {
        workspace: workspace.name,
        from: name(row.from_user).await?,
        to: name(row.to_user).await?,
        expires_at: row.expires_at,
        meant: ctx.user_maybe().map(|user| user.id == row.to_user),
    })
}

/// Accepts an offer: the person who is signed in becomes the owner, the owner before an admin. Gives the workspace's handle.
///
/// # Errors
/// Unauthenticated; Forbidden for everybody but whom it was made to; Gone; Invalid when the person owns too many.
pub async fn accept(ctx: &Ctx, token: &str) -> Result<String> {
    let user = ctx.myself()?;
    let tx = ctx.db().begin().await?;
    let row = find(&tx, ctx, token).await?;
    refuse_others(ctx, &row)?;
    refuse_too_many(&tx, user.id).await?;
    close(&tx, &row, true).await?;
    let set = |user: UserId| {
        member::Entity::update_many()
            .col_expr(member::Column::RoleId, Expr::value(None::<RoleId>))
            .filter(member::Column::WorkspaceId.eq(row.workspace_id))
            .filter(member::Column::UserId.eq(user))
    };
    // First there is none for an instant inside the transaction, then the other: the index refuses two.
    let stepped_down = set(row.from_user)
        .col_expr(member::Column::Role, Expr::value(Role::Admin))
        .filter(member::Column::Role.eq(Role::Owner))
        .exec(&tx)
        .await?;
    let stepped_up = set(row.to_user).col_expr(member::Column::Role, Expr::value(Role::Owner)).exec(&tx).await?;
    if (stepped_down.rows_affected, stepped_up.rows_affected) != (1, 1) {
        return Err(gone());
    }
    let before = user::Entity::find_by_id(row.from_user).one(&tx).await?.ok_or_else(gone)?;
    let workspace = workspace::Entity::find_by_id(row.workspace_id).one(&tx).await?.ok_or_else(gone)?;
    if let Ok(email) = Email::parse(&before.email) {
        mail::owners::accepted(&email, &before.name, &user.name, &workspace.name).send(&tx).await?;
    }
    let newcomer = Newcomer::new(ctx, row.workspace_id)?;
    record(&tx, &newcomer, "ownership.accept", row.workspace_id.0, (Some(&before.name), Some(&user.name))).await?;
    let handle = acceptance::handle_of(&tx, row.workspace_id).await?;
    tx.commit().await?;
    Ok(handle)
}

/// Declines an offer.
///
/// # Errors
/// Unauthenticated; Forbidden for everybody but whom it was made to; Gone.
pub async fn decline(ctx: &Ctx, token: &str) -> Result<()> {
    ctx.myself()?;
    let tx = ctx.db().begin().await?;
    let row = find(&tx, ctx, token).await?;
    refuse_others(ctx, &row)?;
    close(&tx, &row, false).await?;
    let newcomer = Newcomer::new(ctx, row.workspace_id)?;
    record(&tx, &newcomer, "ownership.decline", row.workspace_id.0, (None, None)).await?;
    tx.commit().await?;
    Ok(())
}

fn refuse_others(ctx: &Ctx, row: &ownership_transfer::Model) -> Result<()> {
    if ctx.myself()?.id == row.to_user {
        return Ok(());
    }
    let why = "This offer was made to somebody else. Sign in with the account that the mail went to.";
    Err(AppError::Forbidden(why.to_owned()))
}

/// Uses an offer up. Of several who try at the same time one succeeds.
async fn close<C: ConnectionTrait>(tx: &C, row: &ownership_transfer::Model, accepted: bool) -> Result<()> {
    let closed = ownership_transfer::Entity::update_many()
        .col_expr(ownership_transfer::Column::ClosedAt, Expr::value(now()))
        .col_expr(ownership_transfer::Column::AcceptedAt, Expr::value(accepted.then(now)))
        .filter(ownership_transfer::Column::Id.eq(row.id))
        .filter(ownership_transfer::Column::ClosedAt.is_null())
        .exec(tx)
        .await?;
    if closed.rows_affected == 1 { Ok(()) } else { Err(gone()) }
}

async fn close_open<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx) -> Result<bool> {
    let closed = ownership_transfer::Entity::update_many()
        .col_expr(ownership_transfer::Column::ClosedAt, Expr::value(now()))
        .filter(ownership_transfer::Column::WorkspaceId.eq(ws.id()))
        .filter(ownership_transfer::Column::ClosedAt.is_null())
        .exec(tx)
        .await?;
    Ok(closed.rows_affected > 0)
}

async fn find<C: ConnectionTrait>(db: &C, ctx: &Ctx, token: &str) -> Result<ownership_transfer::Model> {
    let hash = ctx.app().secrets().token_hash(PURPOSE, token.trim());
    let row = ownership_transfer::Entity::find().filter(ownership_transfer::Column::TokenHash.eq(hash)).one(db).await?;
    row.filter(|row| row.closed_at.is_none() && row.expires_at > now()).ok_or_else(gone)
}

fn gone() -> AppError {
    AppError::Gone("This offer was used, taken back, or is over. Ask the owner for a new one.".to_owned())
}

async fn record<C: ConnectionTrait>(
    tx: &C,
    actor: &impl Actor,
    action: &str,
    workspace: uuid::Uuid,
    (old, new): (Option<&str>, Option<&str>),
) -> Result<()> {
    let owner = |name: &str| json!({ "owner": name });
    let change = Change {
        action,
        object_kind: "workspace",
        object_id: Some(workspace),
        old: old.map(owner),
        new: new.map(owner),
    };
    audit::record(tx, actor, change).await
}
