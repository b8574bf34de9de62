//! The activity of a workspace: the audit log in words, filtered, in pages, as a file.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde_json::{Map, Value};

use super::types::{
    MAX_MEMBERS,
    activity::{ACTIVITY_PAGE, Activity, Deed, Difference, Lookup, Topic, sentence},
};
use crate::{
    accounts::avatars,
    entity::{audit, member, site, user},
    kernel::{
        AppError, FieldErrors, Result,
        id::{AuditId, SiteId, UserId},
        page,
        permission::Permission,
        time::Time,
    },
    server::{
        audit::{Change, record},
        ctx::WorkspaceCtx,
        middleware::client,
    },
};

/// The most signs of one value that are shown.
const LONGEST: usize = 160;

/// One page of the activity, the newest first.
///
/// # Errors
/// Forbidden; Invalid (`from`, `to`, `before`).
pub async fn list(ws: &WorkspaceCtx, lookup: &Lookup, before: &str) -> Result<Activity> {
    ws.require(Permission::ViewActivity)?;
    let (deeds, next) = step(ws, lookup, before).await?;
    Ok(Activity { deeds, next, people: people(ws).await? })
}

/// Some lines below a cursor, and the next cursor.
///
/// # Errors
/// Forbidden; Invalid.
pub async fn step(ws: &WorkspaceCtx, lookup: &Lookup, before: &str) -> Result<(Vec<Deed>, Option<String>)> {
    ws.require(Permission::ViewActivity)?;
    let mut found = matching(ws, lookup)?;
    if !before.is_empty() {
        let (at, id) = page::read_cursor(before)?;
        let earlier = audit::Column::At.lt(at);
        let same = audit::Column::At.eq(at).and(audit::Column::Id.lt(AuditId(id)));
        found = found.filter(Condition::any().add(earlier).add(same));
    }
    let found = found.order_by_desc(audit::Column::At).order_by_desc(audit::Column::Id).limit(ACTIVITY_PAGE + 1);
    let mut rows = found.all(ws.db().write()).await?;
    let more = rows.len() as u64 > ACTIVITY_PAGE;
    rows.truncate(usize::try_from(ACTIVITY_PAGE).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|last| page::cursor(last.at, last.id));
    Ok((in_words(ws, rows).await?, next))
}

/// Writes down that somebody takes the activity along as a file.
///
/// # Errors
/// Forbidden; Invalid.
pub async fn begin_export(ws: &WorkspaceCtx, lookup: &Lookup) -> Result<()> {
    ws.require(Permission::ViewActivity)?;
    matching(ws, lookup)?;
    let change = Change {
        action: "activity.export",
        object_kind: "activity",
        object_id: None,
        old: None::<()>,
        new: Some(lookup.clone()),
    };
    record(ws.db().write(), ws, change).await
}

/// The rows of this workspace that somebody looks for.
fn matching(ws: &WorkspaceCtx, lookup: &Lookup) -> Result<Select<audit::Entity>> {
    let mut errors = FieldErrors::default();
    let mut day = |field: &str, text: &str| match text.trim() {
        "" => None,
        text => NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map_err(|_| errors.add(field, "Write a day as 2026-11-21."))
            .ok(),
    };
    let (from, to) = (day("from", &lookup.from), day("to", &lookup.to));
    errors.into_result()?;
    let mut found = audit::Entity::find().filter(audit::Column::WorkspaceId.eq(ws.id()));
    if let Some(from) = from {
        found = found.filter(audit::Column::At.gte(begins(ws, from)));
    }
    if let Some(next) = to.and_then(|to| to.checked_add_signed(TimeDelta::days(1))) {
        found = found.filter(audit::Column::At.lt(begins(ws, next)));
    }
    if let Some(topic) = Topic::parse(&lookup.topic) {
        found = found.filter(audit::Column::ObjectKind.is_in(topic.kinds().iter().copied()));
    }
    if !lookup.person.is_empty() {
        let person: UserId = lookup.person.parse().map_err(|_| AppError::invalid("person", "Choose a person."))?;
        found = found.filter(audit::Column::UserId.eq(person));
    }
    Ok(found)
}

/// When a day begins where the person is.
fn begins(ws: &WorkspaceCtx, day: NaiveDate) -> Time {
    let midnight = day.and_time(NaiveTime::MIN);
    let zone = zone(ws);
    // Where clocks jump over midnight, the day begins an hour later.
    let local = zone.from_local_datetime(&midnight).earliest();
    let later = || zone.from_local_datetime(&(midnight + TimeDelta::hours(1))).earliest();
    local.or_else(later).map_or_else(|| midnight.and_utc(), |at| at.to_utc())
}

fn zone(ws: &WorkspaceCtx) -> Tz {
    ws.user().time_zone.parse().unwrap_or(Tz::UTC)
}

/// The members, to filter by.
async fn people(ws: &WorkspaceCtx) -> Result<Vec<(UserId, String)>> {
    let members = member::Entity::find().filter(member::Column::WorkspaceId.eq(ws.id())).limit(MAX_MEMBERS);
    let ids: Vec<UserId> = members.all(ws.db().read()).await?.into_iter().map(|row| row.user_id).collect();
    let mut people: Vec<_> = users(ws, &ids).await?.into_iter().map(|(id, user)| (id, user.name)).collect();
    people.sort_by_key(|(id, name)| (name.to_lowercase(), *id));
    Ok(people)
}

async fn users(ws: &WorkspaceCtx, ids: &[UserId]) -> Result<HashMap<UserId, user::Model>> {
    let rows = user::Entity::find().filter(user::Column::Id.is_in(ids.iter().copied())).all(ws.db().read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

async fn in_words(ws: &WorkspaceCtx, rows: Vec<audit::Model>) -> Result<Vec<Deed>> {
    let ids: Vec<UserId> = rows.iter().filter_map(|row| row.user_id).collect();
    let people = users(ws, &ids).await?;
    let pictures = avatars::of_all(ws.db().read(), &ids).await?;
    let sites = titles(ws, &rows).await?;
    let zone = zone(ws);
    let deed = |row: audit::Model| {
        let who = row.user_id.and_then(|id| people.get(&id));
        let staff = who.is_some_and(|who| who.role != "user") && row.object_kind == "report";
        let site = row.object_id.and_then(|id| sites.get(&SiteId(id)).cloned());
        let name = name(&row).or(site.filter(|_| row.object_kind == "site")).unwrap_or_default();
        // What the sentence says already is not said again.
        let mut changes = differences(row.old.as_ref(), row.new.as_ref());
        changes.retain(|change| {
            let (old, new) = (change.old.as_str(), change.new.as_str());
            !matches!((old, new), ("", said) | (said, "") if said == name)
        });
        Deed {
            id: row.id,
            who: match who {
                _ if staff => "Staff of Mewayz".to_owned(),
                Some(who) => who.name.clone(),
                None if row.ip.is_empty() => "Mewayz".to_owned(),
                None => "Somebody who has left".to_owned(),
            },
            avatar: row.user_id.filter(|_| !staff).and_then(|id| pictures.get(&id).cloned()),
            what: sentence(&row.action, &name).unwrap_or_else(|| row.action.replace(['.', '_'], " ")),
            changes,
            at: row.at,
            local: row.at.with_timezone(&zone).format("%-d %b %Y, %H:%M").to_string(),
            place: row.ip.parse().map(client::prefix).unwrap_or_default(),
        }
    };
    Ok(rows.into_iter().map(deed).collect())
}

/// Names of the sites that lines are about, those of deleted ones too.
async fn titles(ws: &WorkspaceCtx, rows: &[audit::Model]) -> Result<HashMap<SiteId, String>> {
    let ids = rows.iter().filter(|row| row.object_kind == "site").filter_map(|row| row.object_id.map(SiteId));
    let found = site::Entity::find()
        .filter(site::Column::WorkspaceId.eq(ws.id()))
        .filter(site::Column::Id.is_in(ids.collect::<Vec<_>>()));
    Ok(found.all(ws.db().read()).await?.into_iter().map(|site| (site.id, site.title)).collect())
}

/// What the thing was called, as the values tell.
fn name(row: &audit::Model) -> Option<String> {
    let values = [row.new.as_ref(), row.old.as_ref()];
    let find = |key: &str| values.iter().flatten().find_map(|value| value.get(key)?.as_str());
    let found = ["name", "title", "owner", "email", "handle"].into_iter().find_map(find);
    found.filter(|name| !name.is_empty()).map(short)
}

/// Values that differ. Ids say nothing to people and are left out.
pub fn differences(old: Option<&Value>, new: Option<&Value>) -> Vec<Difference> {
    let empty = Map::new();
    let object = |value: Option<&'_ Value>| value.and_then(Value::as_object).cloned().unwrap_or_else(|| empty.clone());
    let (old, new) = (object(old), object(new));
    let mut keys: Vec<&String> = old.keys().chain(new.keys().filter(|key| !old.contains_key(*key))).collect();
    keys.dedup();
    let difference = |key: &String| {
        let (before, after) = (shown(old.get(key)), shown(new.get(key)));
        let label = key.replace('_', " ");
        (before != after).then_some(Difference { label, old: before, new: after })
    };
    keys.into_iter().filter_map(difference).collect()
}

fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null | Value::Object(_)) => String::new(),
        Some(Value::Bool(true)) => "yes".to_owned(),
        Some(Value::Bool(false)) => "no".to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) if uuid::Uuid::parse_str(text).is_ok() => String::new(),
        Some(Value::String(text)) => short(text),
        Some(Value::Array(list)) if list.iter().all(Value::is_string) => {
            short(&list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "))
        }
        Some(Value::Array(list)) => list.len().to_string(),
    }
}

fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}
