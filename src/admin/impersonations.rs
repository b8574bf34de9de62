//! Visits of staff in somebody's name: begun with a reason, ended by whoever began them or by the clock, told to the person.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use super::{
    audit_log, mail,
    types::users::{VISIT_MINUTES, Visit, Visiting, check_reason},
};
use crate::{
    entity::{impersonation, user},
    kernel::{
        AppError, Result,
        email::Email,
        id::{ImpersonationId, UserId},
        time::now,
    },
    server::{
        audit::{self, Change},
        config::Config,
        ctx::{Actor, AdminCtx, Ctx, System},
        db::Tx,
        impersonation as session,
    },
};

/// Visits that a person is shown.
const SHOWN: u64 = 20;
/// Visits that one sweep ends.
const SWEEP: u64 = 100;

/// Begins a visit: this session becomes one in the person's name, for at most an hour.
///
/// # Errors
/// Invalid (`reason`); NotFound; Forbidden for staff and for suspended people.
pub async fn begin(admin: &AdminCtx, person: UserId, reason: &str) -> Result<()> {
    let reason = check_reason(reason)?;
    let tx = admin.db().begin().await?;
    let found = user::Entity::find_by_id(person).one(&tx).await?.ok_or_else(|| AppError::not_found("person"))?;
    if found.role != "user" {
        return Err(AppError::Forbidden("Nobody may act in the name of staff.".to_owned()));
    }
    if found.status == "suspended" {
        return Err(AppError::Forbidden("This account is suspended, so nobody may use it.".to_owned()));
    }
    let row = impersonation::Model {
        id: ImpersonationId::new(),
        staff_id: admin.user().id,
        user_id: person,
        reason: reason.clone(),
        started_at: now(),
        until: now() + TimeDelta::minutes(VISIT_MINUTES),
        ended_at: None,
    };
    let (id, until) = (row.id, row.until);
    row.into_active_model().insert(&tx).await?;
    record(&tx, admin, "user.impersonate", person, json!({ "reason": reason, "until": until })).await?;
    tx.commit().await?;
    session::begin(admin.ctx(), id, person, until).await
}

/// Ends the visit that this session is, goes back to the session of staff, and tells the person by mail.
///
/// # Errors
/// Conflict when this session is no visit.
pub async fn stop(ctx: &Ctx) -> Result<UserId> {
    let visit = ctx.impersonation().cloned();
    let visit = visit.ok_or_else(|| AppError::Conflict("You are not here in somebody else's name.".to_owned()))?;
    let person = ctx.user()?.id;
    let tx = ctx.db().begin().await?;
    if let Some(row) = impersonation::Entity::find_by_id(visit.id).one(&tx).await?.filter(|row| row.ended_at.is_none())
    {
        end(&tx, ctx, ctx.app().config(), &row).await?;
    }
    tx.commit().await?;
    session::end(ctx, &visit).await?;
    Ok(person)
}

/// Ends visits whose hour is over; gives how many. A job calls it.
pub async fn sweep(system: &System) -> Result<usize> {
    let over = impersonation::Entity::find()
        .filter(impersonation::Column::EndedAt.is_null())
        .filter(impersonation::Column::Until.lte(now()))
        .limit(SWEEP)
        .all(system.db().read())
        .await?;
    for row in &over {
        let tx = system.db().begin().await?;
        end(&tx, system, system.app().config(), row).await?;
        tx.commit().await?;
    }
    Ok(over.len())
}

/// The visits in the name of whoever asks, the newest first, with what was done in them.
///
/// # Errors
/// Unauthenticated.
pub async fn of_me(ctx: &Ctx) -> Result<Vec<Visit>> {
    let me = ctx.user()?.id;
    let rows = impersonation::Entity::find()
        .filter(impersonation::Column::UserId.eq(me))
        .order_by_desc(impersonation::Column::StartedAt)
        .limit(SHOWN)
        .all(ctx.db().read())
        .await?;
    let mut visits = Vec::new();
    for row in rows {
        let end = row.ended_at.unwrap_or_else(|| now().min(row.until));
        let done = audit_log::in_the_name_of(ctx, row.started_at, end).await?;
        visits.push(Visit { reason: row.reason, started_at: row.started_at, ended_at: row.ended_at, done });
    }
    Ok(visits)
}

/// What the banner says, when this session is a visit.
pub fn banner(ctx: &Ctx) -> Option<Visiting> {
    let (visit, person) = (ctx.impersonation()?, ctx.user_maybe()?);
    Some(Visiting { name: person.name.clone(), email: person.email.clone(), until: visit.until })
}

async fn end(tx: &Tx, actor: &impl Actor, config: &Config, row: &impersonation::Model) -> Result<()> {
    let ended = now().min(row.until);
    impersonation::ActiveModel { id: Set(row.id), ended_at: Set(Some(ended)), ..Default::default() }.update(tx).await?;
    let minutes = (ended - row.started_at).num_minutes().max(1);
    record(tx, actor, "user.impersonate_end", row.user_id, json!({ "minutes": minutes })).await?;
    let person = user::Entity::find_by_id(row.user_id).one(tx).await?;
    let Some(person) = person else { return Ok(()) };
    match Email::parse(&person.email) {
        Ok(to) => mail::visited(config, &to, &person.name, &row.reason, minutes).send(tx).await,
        Err(_) => Ok(()),
    }
}

async fn record(tx: &Tx, actor: &impl Actor, action: &str, person: UserId, new: serde_json::Value) -> Result<()> {
    let change = Change { action, object_kind: "user", object_id: Some(person.0), old: None::<()>, new: Some(new) };
    audit::record(tx, actor, change).await
}
