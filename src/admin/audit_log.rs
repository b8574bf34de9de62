//! The audit log, read: searched by staff, shown to the person whom it is about, taken out as a file.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Func},
};
use uuid::Uuid;

use super::types::audit::{Asked, Entry, PAGE, RISKS, Risk, changes};
use crate::{
    entity::{audit, user},
    kernel::{
        AppError, Result,
        id::{AuditId, UserId},
        page::{self, Page},
        time::Time,
    },
    server::{
        audit::{self as log, Change},
        ctx::{AdminCtx, Ctx, StaffCtx},
        db::containing,
    },
};

/// Rows that an export reads at once.
const EXPORT_STEP: u64 = 1000;
/// Entries shown beside one person.
const BESIDE: u64 = 10;
/// The most people that a search for an actor may mean.
const ACTORS: u64 = 200;

/// One page of the log, the newest first.
///
/// # Errors
/// Invalid (`from`, `to`, `before`).
pub async fn list(admin: &AdminCtx, asked: &Asked) -> Result<Page<Entry>> {
    let db = admin.db().read();
    let found = matching(db, asked).await?;
    let total = found.clone().count(db).await?;
    let (items, next) = step(db, found, &asked.before, PAGE).await?;
    Ok(Page { items, next, total })
}

/// Notes that somebody takes the log out. Then [`export_step`] may be called.
pub async fn begin_export(admin: &AdminCtx, asked: &Asked) -> Result<()> {
    let new = Some(serde_json::json!({ "filter": asked.query() }));
    let change = Change { action: "audit.export", object_kind: "audit", object_id: None, old: None::<()>, new };
    log::record(admin.db().write(), admin, change).await
}

/// A part of an export and where the next one begins.
///
/// # Errors
/// Invalid (`from`, `to`, `before`).
pub async fn export_step(admin: &AdminCtx, asked: &Asked) -> Result<(Vec<Entry>, Option<String>)> {
    let db = admin.db().read();
    step(db, matching(db, asked).await?, &asked.before, EXPORT_STEP).await
}

/// The newest entries about or by one person.
pub(super) async fn about_person(staff: &StaffCtx, id: UserId) -> Result<Vec<Entry>> {
    let db = staff.db().read();
    let either = Condition::any()
        .add(audit::Column::ObjectId.eq(id.0))
        .add(audit::Column::UserId.eq(id))
        .add(audit::Column::Impersonating.eq(id));
    Ok(step(db, audit::Entity::find().filter(either), "", BESIDE).await?.0)
}

/// What staff did in the name of whoever asks, between two instants.
pub(super) async fn in_the_name_of(ctx: &Ctx, from: Time, to: Time) -> Result<Vec<Entry>> {
    let db = ctx.db().read();
    let found = audit::Entity::find()
        .filter(audit::Column::Impersonating.eq(ctx.user()?.id))
        .filter(audit::Column::At.between(from, to));
    let mut entries = step(db, found, "", page::MAX_PAGE).await?.0;
    // Who of the staff it was is for the platform to know.
    entries.iter_mut().for_each(|entry| entry.actor = "Staff of the platform".to_owned());
    Ok(entries)
}

async fn matching<C: ConnectionTrait>(db: &C, asked: &Asked) -> Result<Select<audit::Entity>> {
    let mut found = audit::Entity::find();
    let text = |text: &str| text.trim().replace('\0', "");
    let actor = text(&asked.actor).to_lowercase();
    if !actor.is_empty() {
        let ids = people(db, &actor).await?;
        let either = audit::Column::UserId.is_in(ids.clone()).or(audit::Column::Impersonating.is_in(ids));
        found = found.filter(either);
    }
    let action = text(&asked.action).to_lowercase();
    if !action.is_empty() {
        found = found.filter(audit::Column::Action.starts_with(action.replace(['%', '_'], "")));
    }
    let object = text(&asked.object);
    if let Ok(id) = Uuid::parse_str(&object) {
        found = found.filter(audit::Column::ObjectId.eq(id).or(audit::Column::WorkspaceId.eq(id)));
    } else if !object.is_empty() {
        found = found.filter(audit::Column::ObjectKind.eq(object.to_lowercase()));
    }
    let of_risk = |risk| RISKS.iter().filter(move |(_, known)| *known == risk).map(|(action, _)| *action);
    found = match Risk::parse(&asked.risk) {
        None => found,
        Some(Risk::Low) => found.filter(audit::Column::Action.is_not_in(RISKS.iter().map(|(action, _)| *action))),
        Some(risk) => found.filter(audit::Column::Action.is_in(of_risk(risk))),
    };
    if let Some(day) = day("from", &asked.from)? {
        found = found.filter(audit::Column::At.gte(day));
    }
    if let Some(day) = day("to", &asked.to)? {
        found = found.filter(audit::Column::At.lt(day + TimeDelta::days(1)));
    }
    Ok(found)
}

fn day(field: &str, text: &str) -> Result<Option<Time>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || AppError::invalid(field, "Write a day like 2026-11-21.");
    let day: NaiveDate = text.parse().map_err(|_| wrong())?;
    // Before and after these no database keeps instants.
    let years = 1970..=9998;
    let start = day.and_hms_opt(0, 0, 0).filter(|_| years.contains(&chrono::Datelike::year(&day))).ok_or_else(wrong)?;
    Ok(Some(start.and_utc()))
}

async fn people<C: ConnectionTrait>(db: &C, search: &str) -> Result<Vec<UserId>> {
    let name = Func::lower(Expr::col(user::Column::Name));
    let either = Condition::any()
        .add(user::Column::Email.like(containing(search)))
        .add(Expr::expr(name).like(containing(search)));
    let ids = user::Entity::find().select_only().column(user::Column::Id).filter(either).limit(ACTORS);
    Ok(ids.into_tuple().all(db).await?)
}

async fn step<C: ConnectionTrait>(
    db: &C,
    mut found: Select<audit::Entity>,
    before: &str,
    size: u64,
) -> Result<(Vec<Entry>, Option<String>)> {
    if !before.is_empty() {
        let (at, id) = page::read_cursor(before)?;
        let same = audit::Column::At.eq(at).and(audit::Column::Id.lt(AuditId(id)));
        found = found.filter(Condition::any().add(audit::Column::At.lt(at)).add(same));
    }
    let found = found.order_by_desc(audit::Column::At).order_by_desc(audit::Column::Id);
    let mut rows = found.limit(size + 1).all(db).await?;
    let more = rows.len() as u64 > size;
    rows.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|last| page::cursor(last.at, last.id));
    let ids = rows.iter().flat_map(|row| [row.user_id, row.impersonating]).flatten().collect();
    let names = names(db, ids).await?;
    Ok((rows.into_iter().map(|row| entry(row, &names)).collect(), next))
}

async fn names<C: ConnectionTrait>(db: &C, ids: Vec<UserId>) -> Result<HashMap<UserId, String>> {
    let rows: Vec<(UserId, String, String)> = user::Entity::find()
        .select_only()
        .columns([user::Column::Id, user::Column::Name, user::Column::Email])
        .filter(user::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, name, email)| (id, format!("{name} ({email})"))).collect())
}

fn entry(row: audit::Model, names: &HashMap<UserId, String>) -> Entry {
    let name = |id: UserId| names.get(&id).cloned().unwrap_or_else(|| "A deleted account".to_owned());
    let nobody = if row.ip.is_empty() { "The system" } else { "A visitor" };
    Entry {
        id: row.id,
        at: row.at,
        actor: row.user_id.map_or_else(|| nobody.to_owned(), name),
        impersonating: row.impersonating.map(name).unwrap_or_default(),
        risk: Risk::of(&row.action),
        action: row.action,
        object_kind: row.object_kind,
        object_id: row.object_id.map(|id| id.to_string()).unwrap_or_default(),
        ip: row.ip,
        request_id: row.request_id,
        changes: changes(row.old.as_ref(), row.new.as_ref()),
    }
}
