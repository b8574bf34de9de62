//! The table of counts. Every batch of touches adds to it in its own transaction, so that the two never disagree; [`recount`] makes
//! the same rows from the touches alone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, TimeDelta};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict, SimpleExpr},
};

use super::{
    tallies::{DAY, Tallies, is_counted, is_machine},
    types::Dimension,
    visitor_keys::{self, day_of},
};
use crate::{
    entity::{machine, tally, touch, workspace},
    kernel::{
        Result,
        id::{SiteId, TouchId, WorkspaceId},
        time::Time,
    },
    server::{ctx::System, events::Record},
};

/// The topic of a recount of everything in the outbox.
pub const RECOUNT: &str = "analytics.recount";
/// How many values of one dimension a site can have on one day; the rest are [`OTHER`].
pub const MAX_VALUES: usize = 100;
/// The value that stands for those beyond [`MAX_VALUES`].
pub const OTHER: &str = "other";
/// The key of PostgreSQL's advisory lock under which one process counts while the others wait.
const LOCK: i64 = 0x7461_6c6c_7973;
/// Rows of one statement; both databases limit its parameters.
const CHUNK: usize = 2000;

/// Prepares touches for being stored: visitors get their keys, and rare values become [`OTHER`].
///
/// # Errors
/// Unavailable; Internal.
pub async fn prepare<C: ConnectionTrait>(tx: &C, records: &mut [Record]) -> Result<()> {
    if records.iter().any(|record| is_counted(&record.touch)) {
        lock(tx).await?;
    }
    visitor_keys::fill(tx, records).await?;
    fold(tx, records).await
}

/// Counts touches that were just stored, in the same transaction.
///
/// # Errors
/// Unavailable; Internal.
pub async fn add<C: ConnectionTrait>(tx: &C, stored: &[touch::Model]) -> Result<()> {
    let new: Vec<&touch::Model> = stored.iter().filter(|touch| is_counted(touch)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let mut tallies = Tallies::default();
    new.iter().filter(|touch| touch.visitor_key.is_none()).for_each(|touch| tallies.add_single(touch));
    let keys: BTreeSet<i64> = new.iter().filter_map(|touch| touch.visitor_key).collect();
    let machines = known_machines(tx, &keys).await?;
    let is_known = |touch: &touch::Model| touch.visitor_key.is_some_and(|key| machines.contains(&key));
    new.iter().filter(|touch| is_known(touch)).for_each(|touch| tallies.add_machine(touch));
    let others: Vec<i64> = keys.into_iter().filter(|key| !machines.contains(key)).collect();
    let ids: HashSet<TouchId> = new.iter().map(|touch| touch.id).collect();
    let mut unmasked = Vec::new();
    for (key, touches) in days_of(tx, others).await? {
        let all: Vec<&touch::Model> = touches.iter().collect();
        let before: Vec<&touch::Model> = touches.iter().filter(|touch| !ids.contains(&touch.id)).collect();
        tallies.add_visitor(&before, -1);
        tallies.add_visitor(&all, 1);
        if is_machine(&all) {
            unmasked.extend(all.first().map(|touch| machine::Model { visitor_key: key, day: day_of(touch.at) }));
        }
    }
    visitor_keys::note_machines(tx, unmasked).await?;
    store(tx, tallies).await
}

async fn known_machines<C: ConnectionTrait>(tx: &C, keys: &BTreeSet<i64>) -> Result<HashSet<i64>> {
    if keys.is_empty() {
        return Ok(HashSet::new());
    }
    let found = machine::Entity::find()
        .filter(machine::Column::VisitorKey.is_in(keys.iter().copied()))
        .limit(keys.len() as u64)
        .all(tx)
        .await?;
    Ok(found.into_iter().map(|row| row.visitor_key).collect())
}

/// The whole days of visitors, of whom none has more touches than a person may.
async fn days_of<C: ConnectionTrait>(tx: &C, keys: Vec<i64>) -> Result<BTreeMap<i64, Vec<touch::Model>>> {
    let mut days: BTreeMap<i64, Vec<touch::Model>> = BTreeMap::new();
    if keys.is_empty() {
        return Ok(days);
    }
    let found = touch::Entity::find().filter(touch::Column::VisitorKey.is_in(keys)).all(tx).await?;
    for touch in found.into_iter().filter(is_counted) {
        days.entry(touch.visitor_key.unwrap_or_default()).or_default().push(touch);
    }
    Ok(days)
}

/// Adds to the rows.
async fn store<C: ConnectionTrait>(tx: &C, tallies: Tallies) -> Result<()> {
    let rows: Vec<tally::Model> = tallies.into_rows().collect();
    let key = [
        tally::Column::WorkspaceId,
        tally::Column::ObjectId,
        tally::Column::Dimension,
        tally::Column::Span,
        tally::Column::Start,
        tally::Column::Value,
    ];
    for rows in rows.chunks(CHUNK) {
        let mut conflict = OnConflict::columns(key);
        for column in [
            tally::Column::Views,
            tally::Column::Visitors,
            tally::Column::Clicks,
            tally::Column::Bots,
            tally::Column::Unnamed,
        ] {
            conflict.value(column, add_excluded(column));
        }
        tally::Entity::insert_many(rows.iter().cloned().map(IntoActiveModel::into_active_model))
            .on_conflict(conflict)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// `tally.column + excluded.column`, on both databases.
fn add_excluded(column: tally::Column) -> SimpleExpr {
    Expr::col((tally::Entity, column)).add(Expr::col(("excluded", column)))
}

/// Of several processes on PostgreSQL one counts at a time; SQLite has one writer anyway.
async fn lock<C: ConnectionTrait>(tx: &C) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
    }
    Ok(())
}

/// The values that a site has on one day.
type Known = HashMap<(SiteId, i64), HashSet<(Dimension, String)>>;

/// Turns values beyond the limit of a day into [`OTHER`], so that nobody floods a table with made-up campaigns.
async fn fold<C: ConnectionTrait>(tx: &C, records: &mut [Record]) -> Result<()> {
    let mut known: Known = HashMap::new();
    for Record { touch, .. } in records {
        let Some(site) = touch.site_id.filter(|_| !touch.bot && is_counted(touch)) else { continue };
        let (workspace, day) = (touch.workspace_id, day_of(touch.at));
        for (dimension, value) in [
            (Dimension::Referrer, &mut touch.referrer_host),
            (Dimension::Source, &mut touch.source),
            (Dimension::Medium, &mut touch.medium),
            (Dimension::Campaign, &mut touch.campaign),
        ] {
            let Some(value) = value else { continue };
            let known = match known.get_mut(&(site, day)) {
                Some(known) => known,
                None => known.entry((site, day)).or_insert(values_of(tx, workspace, site, day).await?),
            };
            let pair = (dimension, value.clone());
            if known.contains(&pair) {
                continue;
            }
            if known.iter().filter(|(known, _)| *known == dimension).count() >= MAX_VALUES {
                OTHER.clone_into(value);
            } else {
                known.insert(pair);
            }
        }
    }
    Ok(())
}

async fn values_of<C: ConnectionTrait>(
    tx: &C,
    workspace: WorkspaceId,
    site: SiteId,
    day: i64,
) -> Result<HashSet<(Dimension, String)>> {
    let open = [Dimension::Referrer, Dimension::Source, Dimension::Medium, Dimension::Campaign];
    let rows: Vec<(String, String)> = tally::Entity::find()
        .select_only()
        .columns([tally::Column::Dimension, tally::Column::Value])
        .filter(tally::Column::WorkspaceId.eq(workspace))
        .filter(tally::Column::ObjectId.eq(site.0))
        .filter(tally::Column::Dimension.is_in(open.map(Dimension::as_str)))
        .filter(tally::Column::Span.eq(DAY))
        .filter(tally::Column::Start.eq(day * i64::from(DAY)))
        .filter(tally::Column::Value.ne(""))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().filter_map(|(dimension, value)| Some((Dimension::parse(&dimension)?, value))).collect())
}

/// Makes every count anew from the touches, one day of one workspace after the other; counting goes on meanwhile.
///
/// # Errors
/// Unavailable; Internal. What was done until then stays right.
pub async fn recount(system: &System) -> Result<()> {
    let workspaces: Vec<WorkspaceId> = workspace::Entity::find()
        .select_only()
        .column(workspace::Column::Id)
        .order_by_asc(workspace::Column::Id)
        .into_tuple()
        .all(system.db().read())
        .await?;
    for workspace in workspaces {
        let span: Option<(Option<Time>, Option<Time>)> = touch::Entity::find()
            .select_only()
            .column_as(touch::Column::At.min(), "first")
            .column_as(touch::Column::At.max(), "last")
            .filter(touch::Column::WorkspaceId.eq(workspace))
            .into_tuple()
            .one(system.db().read())
            .await?;
        let Some((Some(first), Some(last))) = span else { continue };
        for day in day_of(first)..=day_of(last) {
            recount_day(system, workspace, day).await?;
        }
    }
    Ok(())
}

async fn recount_day(system: &System, workspace: WorkspaceId, day: i64) -> Result<()> {
    let start = DateTime::from_timestamp(day * 24 * 60 * 60, 0).unwrap_or_default();
    let tx = system.db().begin().await?;
    lock(&tx).await?;
    tally::Entity::delete_many()
        .filter(tally::Column::WorkspaceId.eq(workspace))
        .filter(tally::Column::Start.gte(day * i64::from(DAY)))
        .filter(tally::Column::Start.lt((day + 1) * i64::from(DAY)))
        .exec(&tx)
        .await?;
    let touches = touch::Entity::find()
        .filter(touch::Column::WorkspaceId.eq(workspace))
        .filter(touch::Column::At.gte(start))
        .filter(touch::Column::At.lt(start + TimeDelta::days(1)))
        .all(&tx)
        .await?;
    let mut tallies = Tallies::default();
    let mut visitors: BTreeMap<i64, Vec<&touch::Model>> = BTreeMap::new();
    for touch in touches.iter().filter(|touch| is_counted(touch)) {
        match touch.visitor_key {
            Some(key) => visitors.entry(key).or_default().push(touch),
            None => tallies.add_single(touch),
        }
    }
    visitors.values().for_each(|touches| tallies.add_visitor(touches, 1));
    store(&tx, tallies).await?;
    tx.commit().await?;
    Ok(())
}
