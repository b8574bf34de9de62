//! Clicks on the blocks of a site, added up by hour while they happen and shown by day.

use std::collections::HashMap;

use chrono::{DateTime, Days, DurationRound, NaiveDate, TimeDelta, TimeZone};
use chrono_tz::Tz;
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationDef,
    sea_query::{Expr, ExprTrait, Query},
};

use super::{
    sites,
    types::{BlockClicks, SiteClicks, WorkspaceClicks},
};
use crate::{
    entity::{block, click_hour},
    kernel::{
        AppError, Result,
        id::{BlockId, SiteId},
        permission::Permission,
        time::{Time, now},
    },
    server::ctx::{Scoped, WorkspaceCtx},
};

/// The spans that the builder offers, in days.
const SPANS: [u32; 2] = [7, 30];

/// Clicks of the blocks of a site over the last 7 or 30 days, today included; days begin at midnight in the workspace's
/// time zone. In zones that are not whole hours from UTC an hour counts for the day in which it begins.
///
/// # Errors
/// Forbidden; NotFound; Invalid (`days`).
pub async fn of_site(ws: &WorkspaceCtx, id: SiteId, days: u32) -> Result<SiteClicks> {
    ws.require(Permission::ViewAnalytics)?;
    if !SPANS.contains(&days) {
        return Err(AppError::invalid("days", "Choose 7 or 30 days."));
    }
    let db = ws.db().read();
    let site = sites::find(db, ws, id).await?;
    let zone = zone(ws);
    let span = days_until(now(), zone, days);
    let blocks = Query::select()
        .column(block::Column::Id)
        .from(block::Entity)
        .and_where(Expr::col(block::Column::SiteId).eq(site.id.0))
        .to_owned();
    let rows = click_hour::Entity::find()
        .scoped(ws)
        .filter(click_hour::Column::ObjectId.in_subquery(blocks))
        .filter(click_hour::Column::Hour.gte(start_of(span[0], zone)))
        .all(db)
        .await?;
    Ok(by_day(rows, &span, zone))
}

/// Clicks of people on each site in the last 7 days, today included.
pub(super) async fn of_last_week(ws: &WorkspaceCtx) -> Result<HashMap<SiteId, u64>> {
    let blocks: RelationDef =
        click_hour::Entity::belongs_to(block::Entity).from(click_hour::Column::ObjectId).to(block::Column::Id).into();
    let week = start_of(*days_until(now(), zone(ws), 7).first().unwrap_or(&NaiveDate::MIN), zone(ws));
    let rows: Vec<(SiteId, i64)> = click_hour::Entity::find()
        .select_only()
        .column_as(Expr::col((block::Entity, block::Column::SiteId)), "site_id")
        .column_as(Expr::col((click_hour::Entity, click_hour::Column::Clicks)).sum().cast_as("bigint"), "clicks")
        .join(JoinType::InnerJoin, blocks)
        .scoped(ws)
        .filter(click_hour::Column::Hour.gte(week))
        .group_by(Expr::col((block::Entity, block::Column::SiteId)))
        .into_tuple()
        .all(ws.db().read())
        .await?;
    Ok(rows.into_iter().map(|(site, clicks)| (site, clicks.unsigned_abs())).collect())
}

/// Clicks of people on all sites over the last 14 days, today included.
///
/// # Errors
/// Forbidden.
pub async fn of_workspace(ws: &WorkspaceCtx) -> Result<WorkspaceClicks> {
    ws.require(Permission::ViewAnalytics)?;
    let (db, zone) = (ws.db().read(), zone(ws));
    let span = days_until(now(), zone, 14);
    let rows: Vec<(Time, i64)> = click_hour::Entity::find()
        .select_only()
        .column(click_hour::Column::Hour)
        .column_as(click_hour::Column::Clicks.sum().cast_as("bigint"), "clicks")
        .scoped(ws)
        .filter(click_hour::Column::Hour.gte(start_of(span[0], zone)))
        .group_by(click_hour::Column::Hour)
        .into_tuple()
        .all(db)
        .await?;
    let mut per_day = vec![0; span.len()];
    for (hour, clicks) in rows {
        let day = hour.with_timezone(&zone).date_naive();
        if let Some(at) = span.iter().position(|known| *known == day) {
            per_day[at] += clicks.unsigned_abs();
        }
    }
    let before = || click_hour::Entity::find().scoped(ws).filter(click_hour::Column::Clicks.gt(0)).one(db);
    let ever = per_day.iter().any(|clicks| *clicks > 0) || before().await?.is_some();
    Ok(WorkspaceClicks { days: span.iter().map(NaiveDate::to_string).collect(), per_day, ever })
}

fn zone(ws: &WorkspaceCtx) -> Tz {
    ws.workspace().time_zone.parse().unwrap_or(Tz::UTC)
}

/// The last days in a zone, the oldest first, today last.
fn days_until(now: Time, zone: Tz, count: u32) -> Vec<NaiveDate> {
    let today = now.with_timezone(&zone).date_naive();
    (0..count).rev().filter_map(|back| today.checked_sub_days(Days::new(u64::from(back)))).collect()
}

/// The first instant of a day, cut to the hour in UTC. Where clocks skip midnight the day begins an hour later.
fn start_of(day: NaiveDate, zone: Tz) -> Time {
    let midnight = day.and_hms_opt(0, 0, 0).unwrap_or_default();
    let local = zone.from_local_datetime(&midnight).earliest();
    let local = local.or_else(|| zone.from_local_datetime(&(midnight + TimeDelta::hours(1))).earliest());
    let start: Time = local.map_or_else(|| midnight.and_utc(), |local: DateTime<Tz>| local.to_utc());
    start.duration_trunc(TimeDelta::hours(1)).unwrap_or(start)
}

fn by_day(rows: Vec<click_hour::Model>, span: &[NaiveDate], zone: Tz) -> SiteClicks {
    let mut blocks: HashMap<BlockId, Vec<u64>> = HashMap::new();
    let mut bots = 0;
    for row in rows {
        let day = row.hour.with_timezone(&zone).date_naive();
        let Some(at) = span.iter().position(|known| *known == day) else { continue };
        bots += row.bots.unsigned_abs();
        if row.clicks > 0 {
            blocks.entry(BlockId(row.object_id)).or_insert_with(|| vec![0; span.len()])[at] +=
                row.clicks.unsigned_abs();
        }
    }
    let mut blocks: Vec<BlockClicks> =
        blocks.into_iter().map(|(block, per_day)| BlockClicks { block, per_day }).collect();
    blocks.sort_by_key(|row| row.block);
    SiteClicks { days: span.iter().map(NaiveDate::to_string).collect(), blocks, bots }
}
