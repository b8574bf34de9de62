//! Views and clicks of sites as the builder, the list and home show them; analytics counts them.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{
    sites,
    types::{BlockClicks, SiteClicks, WorkspaceClicks},
};
use crate::{
    analytics::{
        counts,
        periods::{Period, zone},
        types::Totals,
    },
    kernel::{
        AppError, Result,
        id::{BlockId, SiteId},
        permission::Permission,
        time::now,
    },
    server::ctx::WorkspaceCtx,
};

/// The spans that the builder offers, in days.
const SPANS: [u32; 2] = [7, 30];
/// The most sites that are counted for the list; deleted ones are among them.
const MAX_COUNTED: u64 = 1000;

/// Clicks of the blocks of a site over the last 7 or 30 days, today included; days begin at midnight in the workspace's
/// time zone.
///
/// # Errors
/// Forbidden; NotFound; Invalid (`days`).
pub async fn of_site(ws: &WorkspaceCtx, id: SiteId, days: u32) -> Result<SiteClicks> {
    ws.require(Permission::ViewAnalytics)?;
    if !SPANS.contains(&days) {
        return Err(AppError::invalid("days", "Choose 7 or 30 days."));
    }
    let site = sites::find(ws.db().read(), ws, id).await?;
    let period = Period::last_days(days, now(), zone(ws));
    let span = period.days();
    let mut blocks: HashMap<BlockId, Vec<u64>> = HashMap::new();
    let mut bots = 0;
    for (block, hour, clicks, machines) in counts::of_blocks(ws, site.id, &period).await? {
        bots += machines;
        let day = period.day_of(hour);
        let Some(at) = span.iter().position(|known| *known == day).filter(|_| clicks > 0) else { continue };
        blocks.entry(block).or_insert_with(|| vec![0; span.len()])[at] += clicks;
    }
    let mut blocks: Vec<BlockClicks> =
        blocks.into_iter().map(|(block, per_day)| BlockClicks { block, per_day }).collect();
    blocks.sort_by_key(|row| row.block);
    Ok(SiteClicks { days: span.iter().map(NaiveDate::to_string).collect(), blocks, bots })
}

/// Views and clicks of people on each site in the last 7 days, today included.
pub(super) async fn of_last_week(ws: &WorkspaceCtx) -> Result<HashMap<SiteId, Totals>> {
    counts::of_sites(ws, &Period::last_days(7, now(), zone(ws)), MAX_COUNTED).await
}

/// Views and clicks of people on all sites over the last 14 days, today included.
///
/// # Errors
/// Forbidden.
pub async fn of_workspace(ws: &WorkspaceCtx) -> Result<WorkspaceClicks> {
    ws.require(Permission::ViewAnalytics)?;
    let period = Period::last_days(14, now(), zone(ws));
    let span = period.days();
    let (mut per_day, mut views_per_day) = (vec![0; span.len()], vec![0; span.len()]);
    for (hour, totals) in counts::by_hour(ws, None, None, &period).await? {
        let day = period.day_of(hour);
        if let Some(at) = span.iter().position(|known| *known == day) {
            per_day[at] += totals.clicks;
            views_per_day[at] += totals.views;
        }
    }
    let week = Period::last_days(7, now(), period.zone);
    let before = counts::totals(ws, None, None, week.hours_before(now())).await?;
    let ever = per_day.iter().any(|clicks| *clicks > 0) || counts::ever(ws, None, None, true).await?;
    Ok(WorkspaceClicks { days: span.iter().map(NaiveDate::to_string).collect(), per_day, views_per_day, before, ever })
}
