//! Invitations: sent by mail, sent again, taken back, accepted once.

use chrono::Duration;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, RelationDef, sea_query::Expr,
};
use serde_json::json;

use super::{
    mail, members,
    roles::{self, Found},
    types::{INVITATION_DAYS, Invitation, MAX_INVITATIONS_A_DAY, MAX_MEMBERS, roles::Post},
};
use crate::{
    entity::{invitation, user},
    kernel::{
        AppError, Result,
        email::Email,
        id::{InvitationId, RoleId},
        permission::{Permission, Role},
        time::{self, Time},
    },
    server::{
        audit::{self, Change},
        config::Secrets,
        ctx::{Actor, Scoped, WorkspaceCtx},
    },
};

/// What the hashes of these tokens are made for.
pub(super) const PURPOSE: &str = "invitation";
/// How long the same invitation rests before it is sent again, in seconds.
const REST: i64 = 60;

/// Invites somebody by e-mail.
///
/// # Errors
/// Forbidden; Invalid (`email`, `role`); Limited after [`MAX_INVITATIONS_A_DAY`].
pub async fn invite(ws: &WorkspaceCtx, email: &str, role: &str) -> Result<InvitationId> {
    ws.require(Permission::ManageMembers)?;
    let email = Email::parse(email).map_err(|why| AppError::invalid("email", why));
    let tx = ws.db().begin().await?;
    let (email, found) = both(email, roles::choose(&tx, ws, role).await)?;
    refuse_too_many(&tx, ws).await?;
    if members::has_address(&tx, ws, &email).await? {
        return Err(AppError::invalid("email", "This person is a member already."));
    }
    clear_expired(&tx, ws, &email).await?;
    let (id, token) = (InvitationId::new(), Secrets::new_token());
    let row = invitation::ActiveModel {
        id: Set(id),
        workspace_id: Set(ws.id()),
        email: Set(email.as_str().to_owned()),
        role: Set(found.role),
        role_id: Set(found.own),
        token_hash: Set(ws.app().secrets().token_hash(PURPOSE, &token)),
        invited_by: Set(Some(ws.user().id)),
        created_at: Set(time::now()),
        expires_at: Set(time::now() + Duration::days(INVITATION_DAYS)),
        accepted_at: Set(None),
        revoked_at: Set(None),
    }
    .insert(&tx)
    .await?;
    mail::invitation(ws, &email, &found.post, &token).send(&tx).await?;
    record(&tx, ws, "invitation.send", &row, json!({ "email": row.email, "role": found.post.label })).await?;
    tx.commit().await?;
    Ok(id)
}

/// Sends an invitation again with a new link and a new week; the old link stops working.
///
/// # Errors
/// Forbidden; NotFound; Conflict when it was accepted or taken back; Limited within a minute.
pub async fn resend(ws: &WorkspaceCtx, id: InvitationId) -> Result<()> {
    ws.require(Permission::ManageMembers)?;
    let tx = ws.db().begin().await?;
    let row = find(&tx, ws, id).await?;
    let rested = (time::now() - row.created_at).num_seconds();
    if rested < REST {
        return Err(AppError::Limited { retry_after: (REST - rested).unsigned_abs() });
    }
    refuse_too_many(&tx, ws).await?;
    let found = roles::held(&tx, row.role, row.role_id).await?;
    roles::refuse_beyond(ws, &found.permissions)?;
    let token = Secrets::new_token();
    let updated = invitation::Entity::update_many()
        .col_expr(invitation::Column::TokenHash, Expr::value(ws.app().secrets().token_hash(PURPOSE, &token)))
        .col_expr(invitation::Column::InvitedBy, Expr::value(Some(ws.user().id)))
        .col_expr(invitation::Column::CreatedAt, Expr::value(time::now()))
        .col_expr(invitation::Column::ExpiresAt, Expr::value(time::now() + Duration::days(INVITATION_DAYS)))
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::AcceptedAt.is_null())
        .filter(invitation::Column::RevokedAt.is_null())
        .exec(&tx)
        .await?;
    if updated.rows_affected != 1 {
        return Err(over());
    }
    let email = Email::parse(&row.email).map_err(|why| AppError::invalid("email", why))?;
    mail::invitation(ws, &email, &found.post, &token).send(&tx).await?;
    record(&tx, ws, "invitation.resend", &row, json!({ "email": row.email })).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes an invitation back; its link stops working.
///
/// # Errors
/// Forbidden; NotFound; Conflict when it was accepted in the meantime.
pub async fn revoke(ws: &WorkspaceCtx, id: InvitationId) -> Result<()> {
    ws.require(Permission::ManageMembers)?;
    let tx = ws.db().begin().await?;
    let row = find(&tx, ws, id).await?;
    let updated = invitation::Entity::update_many()
        .col_expr(invitation::Column::RevokedAt, Expr::value(Some(time::now())))
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::AcceptedAt.is_null())
        .filter(invitation::Column::RevokedAt.is_null())
        .exec(&tx)
        .await?;
    if updated.rows_affected != 1 {
        return Err(over());
    }
    record(&tx, ws, "invitation.revoke", &row, json!({ "revoked": true })).await?;
    tx.commit().await?;
    Ok(())
}

/// The invitations that were neither accepted nor taken back, the latest first.
pub(super) async fn waiting(ws: &WorkspaceCtx, own: &[(RoleId, Post)]) -> Result<Vec<Invitation>> {
    type Row = (InvitationId, String, Role, Option<RoleId>, Option<String>, Time, Time);
    let rows: Vec<Row> = invitation::Entity::find()
        .select_only()
        .column(invitation::Column::Id)
        .column(invitation::Column::Email)
        .column(invitation::Column::Role)
        .column(invitation::Column::RoleId)
        .column(user::Column::Name)
        .column(invitation::Column::CreatedAt)
        .column(invitation::Column::ExpiresAt)
        .join(JoinType::LeftJoin, to_inviter())
        .scoped(ws)
        .filter(invitation::Column::AcceptedAt.is_null())
        .filter(invitation::Column::RevokedAt.is_null())
        .order_by_desc(invitation::Column::CreatedAt)
        .limit(200)
        .into_tuple()
        .all(ws.db().write())
        .await?;
    let now = time::now();
    let entry = |(id, email, role, role_id, invited_by, sent_at, expires_at)| {
        let (expired, post) = (expires_at <= now, roles::post_of(own, role, role_id));
        Invitation { id, email, post, invited_by, sent_at, expires_at, expired }
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// Address and role of an invitation, or what is wrong with either.
fn both(email: Result<Email>, role: Result<Found>) -> Result<(Email, Found)> {
    match (email, role) {
        (Err(AppError::Invalid(mut errors)), Err(AppError::Invalid(more))) => {
            errors.0.extend(more.0);
            Err(AppError::Invalid(errors))
        }
        (email, role) => Ok((email?, role?)),
    }
}

/// From an invitation to whoever sent it.
pub(super) fn to_inviter() -> RelationDef {
    invitation::Entity::belongs_to(user::Entity).from(invitation::Column::InvitedBy).to(user::Column::Id).into()
}

/// An invitation whose time is over must not stand in the way of a new one.
async fn clear_expired<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx, email: &Email) -> Result<()> {
    invitation::Entity::update_many()
        .col_expr(invitation::Column::RevokedAt, Expr::value(Some(time::now())))
        .filter(invitation::Column::WorkspaceId.eq(ws.id()))
        .filter(invitation::Column::Email.eq(email.as_str()))
        .filter(invitation::Column::AcceptedAt.is_null())
        .filter(invitation::Column::RevokedAt.is_null())
        .filter(invitation::Column::ExpiresAt.lte(time::now()))
        .exec(tx)
        .await?;
    Ok(())
}

async fn refuse_too_many<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx) -> Result<()> {
    if members::count(tx, ws.id()).await? >= MAX_MEMBERS {
        return Err(full());
    }
    let sent = invitation::Entity::find()
        .scoped(ws)
        .filter(invitation::Column::CreatedAt.gt(time::now() - Duration::days(1)))
        .count(tx)
        .await?;
    if sent >= MAX_INVITATIONS_A_DAY { Err(AppError::Limited { retry_after: 24 * 3600 }) } else { Ok(()) }
}

async fn find<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx, id: InvitationId) -> Result<invitation::Model> {
    invitation::Entity::find_by_id(id).scoped(ws).one(tx).await?.ok_or_else(|| AppError::not_found("invitation"))
}

/// The workspace has as many members as it can.
pub(super) fn full() -> AppError {
    AppError::invalid("", format!("A workspace has at most {MAX_MEMBERS} members. Remove somebody first."))
}

fn over() -> AppError {
    AppError::Conflict("This invitation was accepted or taken back in the meantime. Reload the page to see.".to_owned())
}

/// Writes what happened to an invitation into the audit log.
pub(super) async fn record<C: ConnectionTrait>(
    tx: &C,
    actor: &impl Actor,
    action: &str,
    row: &invitation::Model,
    new: serde_json::Value,
) -> Result<()> {
    let change =
        Change { action, object_kind: "invitation", object_id: Some(row.id.0), old: None::<()>, new: Some(new) };
    audit::record(tx, actor, change).await
}
