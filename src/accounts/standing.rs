//! What staff decide about an account: suspended and let in again, address confirmed by hand, role on the platform.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use serde_json::json;

use super::{sessions, types::LinkKind};
use crate::{
    accounts::tokens,
    entity::{suspension, user},
    kernel::{
        AppError, Result,
        id::{SuspensionId, UserId},
        time::now,
    },
    server::{
        audit::{self, Change},
        ctx::AdminCtx,
        db::Tx,
    },
};

/// Closes an account and signs every device of it out, inside a transaction.
///
/// # Errors
/// NotFound; Conflict when it is suspended already; Invalid for oneself.
pub async fn suspend(tx: &Tx, admin: &AdminCtx, id: UserId, reason: &str) -> Result<user::Model> {
    let person = find(tx, id).await?;
    if admin.user().id == id {
        return Err(AppError::invalid("reason", "You cannot suspend yourself."));
    }
    if person.status == "suspended" {
        return Err(AppError::Conflict("Somebody else suspended this account meanwhile.".to_owned()));
    }
    suspension::Model {
        id: SuspensionId::new(),
        user_id: id,
        reason: reason.to_owned(),
        by_id: Some(admin.user().id),
        at: now(),
        lifted_at: None,
    }
    .into_active_model()
    .insert(tx)
    .await?;
    set_status(tx, id, "suspended").await?;
    sessions::end_all(tx, admin.app(), id).await?;
    let new = json!({ "status": "suspended", "reason": reason });
    record(tx, admin, "user.suspend", id, json!({ "status": person.status }), new).await?;
    Ok(person)
}

/// Opens a suspended account again, inside a transaction.
///
/// # Errors
/// NotFound; Conflict when it is not suspended.
pub async fn lift(tx: &Tx, admin: &AdminCtx, id: UserId) -> Result<user::Model> {
    let person = find(tx, id).await?;
    if person.status != "suspended" {
        return Err(AppError::Conflict("This account is not suspended any more.".to_owned()));
    }
    suspension::Entity::update_many()
        .col_expr(suspension::Column::LiftedAt, Expr::value(now()))
        .filter(suspension::Column::UserId.eq(id))
        .filter(suspension::Column::LiftedAt.is_null())
        .exec(tx)
        .await?;
    let status = if person.email_verified_at.is_some() { "active" } else { "pending" };
    set_status(tx, id, status).await?;
    let old = json!({ "status": "suspended" });
    record(tx, admin, "user.lift_suspension", id, old, json!({ "status": status })).await?;
    Ok(person)
}

/// Takes an address as the person's without the link from the mail.
///
/// # Errors
/// NotFound; Conflict when it is confirmed already.
pub async fn verify(admin: &AdminCtx, id: UserId) -> Result<()> {
    let tx = admin.db().begin().await?;
    let person = find(&tx, id).await?;
    if person.email_verified_at.is_some() {
        return Err(AppError::Conflict("This address is confirmed already.".to_owned()));
    }
    let status = if person.status == "pending" { "active" } else { &person.status };
    user::ActiveModel {
        id: Set(id),
        email_verified_at: Set(Some(now())),
        status: Set(status.to_owned()),
        updated_at: Set(now()),
        ..Default::default()
    }
    .update(&tx)
    .await?;
    tokens::retire(&tx, LinkKind::Verify, id).await?;
    let new = json!({ "email": person.email, "verified": true });
    record(&tx, admin, "user.verify_by_staff", id, json!({ "verified": false }), new).await?;
    tx.commit().await?;
    Ok(())
}

/// Changes what somebody is on the platform. Their devices stay signed in; what they may do changes at once.
///
/// # Errors
/// NotFound; Invalid (`role`), also when it would leave no administrator.
pub async fn set_role(admin: &AdminCtx, id: UserId, role: &str) -> Result<()> {
    if !matches!(role, "user" | "moderator" | "admin") {
        return Err(AppError::invalid("role", "Choose one of the roles."));
    }
    let tx = admin.db().begin().await?;
    // All administrators are locked, so that two of them cannot take each other's role at the same moment.
    let admins: Vec<UserId> = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(user::Column::Role.eq("admin"))
        .filter(user::Column::Status.eq("active"))
        .lock_exclusive()
        .into_tuple()
        .all(&tx)
        .await?;
    let person = find(&tx, id).await?;
    if role == person.role {
        return Ok(());
    }
    if person.role == "admin" && !admins.iter().any(|other| *other != id) {
        return Err(AppError::invalid("role", "This is the last administrator. Make somebody else one first."));
    }
    user::ActiveModel { id: Set(id), role: Set(role.to_owned()), updated_at: Set(now()), ..Default::default() }
        .update(&tx)
        .await?;
    record(&tx, admin, "user.change_platform_role", id, json!({ "role": person.role }), json!({ "role": role }))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Why an account is suspended, when it is.
pub async fn reason<C: ConnectionTrait>(db: &C, id: UserId) -> Result<Option<suspension::Model>> {
    Ok(suspension::Entity::find()
        .filter(suspension::Column::UserId.eq(id))
        .filter(suspension::Column::LiftedAt.is_null())
        .order_by_desc(suspension::Column::At)
        .one(db)
        .await?)
}

/// What somebody hears at the door whose account is suspended.
pub async fn refusal<C: ConnectionTrait>(db: &C, id: UserId, contact: &str) -> AppError {
    let why = match reason(db, id).await {
        Ok(Some(found)) => format!("This account is suspended: {}", found.reason.trim_end_matches('.')),
        _ => "This account is suspended".to_owned(),
    };
    AppError::Forbidden(format!("{why}. Write to {contact} if you think that this is a mistake."))
}

async fn find(tx: &Tx, id: UserId) -> Result<user::Model> {
    user::Entity::find_by_id(id).one(tx).await?.ok_or_else(|| AppError::not_found("person"))
}

async fn set_status(tx: &Tx, id: UserId, status: &str) -> Result<()> {
    user::ActiveModel { id: Set(id), status: Set(status.to_owned()), updated_at: Set(now()), ..Default::default() }
        .update(tx)
        .await?;
    Ok(())
}

async fn record(
    tx: &Tx,
    admin: &AdminCtx,
    action: &str,
    id: UserId,
    old: serde_json::Value,
    new: serde_json::Value,
) -> Result<()> {
    let change = Change { action, object_kind: "user", object_id: Some(id.0), old: Some(old), new: Some(new) };
    audit::record(tx, admin, change).await
}
