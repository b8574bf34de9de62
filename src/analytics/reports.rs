//! The numbers of a site, of a block or of all sites over a range of days, with the days before to compare.

use super::{
    country_names::country_name,
    counts,
    periods::{self, Period},
    tallies::hour_of,
    types::{Dimension, Line, Point, Range, Report, Subject, TABLE_ROWS, TopTable, Totals},
};
use chrono::{Datelike, Timelike};

use crate::{
    kernel::{
        AppError, Result,
        id::{BlockId, SiteId},
        permission::Permission,
        time::now,
    },
    server::ctx::WorkspaceCtx,
    sites::names::{self, SiteName},
};

/// The report of one site, of one of its blocks, or of all sites.
///
/// # Errors
/// Forbidden; NotFound (site, block).
pub async fn read(ws: &WorkspaceCtx, site: Option<SiteId>, block: Option<BlockId>, range: Range) -> Result<Report> {
    ws.require(Permission::ViewAnalytics)?;
    let sites = names::of_sites(ws).await?;
    let subject = subject(ws, &sites, site, block).await?;
    let period = Period::of(range, now(), periods::zone(ws));
    let hours = counts::by_hour(ws, site, block, &period).await?;
    let mut totals = sum(hours.iter().map(|(_, totals)| *totals));
    // Today is not over: what is compared with it ends at the same hour.
    let (until, before) = (hour_of(now()) + 1, period.before());
    let hours_before = before.hours_until(until - (period.hours().1 - before.hours().1));
    let mut totals_before = counts::totals(ws, site, block, hours_before).await?;
    if block.is_some() {
        // How often it was seen is how often its page was.
        totals.views = counts::totals(ws, site, None, period.hours()).await?.views;
        totals_before.views = counts::totals(ws, site, None, hours_before).await?.views;
    }
    let ever = totals != Totals::default() || counts::ever(ws, site, block, false).await?;
    let mut tables = Vec::new();
    if block.is_none() {
        for dimension in Dimension::TABLES.into_iter().filter(|known| site.is_none() || *known != Dimension::Site) {
            tables.push(table(ws, &sites, site, dimension, &period, TABLE_ROWS).await?);
        }
    }
    Ok(Report {
        hours: strip(&hours, &period, block.is_some()),
        points: points(&hours, &period, until),
        subject,
        range,
        days: (period.first, period.last),
        zone: period.zone.name().to_owned(),
        totals,
        before: totals_before,
        before_days: before.length(),
        step: period.step(),
        tables,
        ever,
    })
}

/// The rows of one table, as many as asked for.
///
/// # Errors
/// Forbidden; NotFound (site).
pub async fn read_table(
    ws: &WorkspaceCtx,
    site: Option<SiteId>,
    dimension: Dimension,
    range: Range,
    rows: u64,
) -> Result<TopTable> {
    ws.require(Permission::ViewAnalytics)?;
    let sites = names::of_sites(ws).await?;
    subject(ws, &sites, site, None).await?;
    let period = Period::of(range, now(), periods::zone(ws));
    table(ws, &sites, site, dimension, &period, rows).await
}

async fn subject(
    ws: &WorkspaceCtx,
    sites: &[SiteName],
    site: Option<SiteId>,
    block: Option<BlockId>,
) -> Result<Subject> {
    let Some(id) = site else { return Ok(Subject::default()) };
    let known = sites.iter().find(|known| known.id == id).ok_or_else(|| AppError::not_found("site"))?;
    let mut subject = Subject { site, title: known.title.clone(), deleted: known.deleted, ..Subject::default() };
    if let Some(block) = block {
        let found = names::of_blocks(ws, vec![block]).await?.remove(&block).filter(|found| found.site == id);
        let found = found.ok_or_else(|| AppError::not_found("block"))?;
        subject = Subject { block: Some(block), block_name: found.name, deleted: found.deleted, ..subject };
    }
    Ok(subject)
}

fn sum(all: impl Iterator<Item = Totals>) -> Totals {
    all.fold(Totals::default(), |sum, one| Totals {
        views: sum.views + one.views,
        visitors: sum.visitors + one.visitors,
        clicks: sum.clicks + one.clicks,
        bots: sum.bots + one.bots,
        unnamed: sum.unnamed + one.unnamed,
    })
}

/// The points of the chart, without those that are still to come.
fn points(hours: &[(i64, Totals)], period: &Period, until: i64) -> Vec<Point> {
    let (mut points, places) = period.points();
    let from = period.hours().0;
    if let Some(last) = usize::try_from(until - from - 1).ok().and_then(|at| places.get(at)) {
        points.truncate(last + 1);
    }
    for (hour, totals) in hours {
        let place = usize::try_from(hour - from).ok().and_then(|at| places.get(at));
        if let Some(point) = place.and_then(|place| points.get_mut(*place)) {
            point.totals = sum([point.totals, *totals].into_iter());
        }
    }
    points
}

fn strip(hours: &[(i64, Totals)], period: &Period, clicks: bool) -> Vec<Vec<u64>> {
    let mut strip = vec![vec![0; 24]; 7];
    for (hour, totals) in hours {
        let local = period.local(*hour);
        let day = local.weekday().num_days_from_monday() as usize;
        strip[day][local.hour() as usize] += if clicks { totals.clicks } else { totals.views };
    }
    strip
}

async fn table(
    ws: &WorkspaceCtx,
    sites: &[SiteName],
    site: Option<SiteId>,
    dimension: Dimension,
    period: &Period,
    rows: u64,
) -> Result<TopTable> {
    let top = counts::top(ws, site, dimension, period, rows).await?;
    let mut lines: Vec<Line> = top
        .lines
        .into_iter()
        .map(|(value, totals)| Line { name: name(dimension, &value), value, deleted: false, totals })
        .collect();
    if dimension == Dimension::Site {
        for line in &mut lines {
            let found = line.value.parse().ok().and_then(|id: SiteId| sites.iter().find(|known| known.id == id));
            line.deleted = found.is_none_or(|found| found.deleted);
            line.name = found.map_or_else(|| "Unknown site".to_owned(), |found| found.title.clone());
        }
    }
    if dimension == Dimension::Block {
        let ids = lines.iter().filter_map(|line| line.value.parse().ok()).collect();
        let known = names::of_blocks(ws, ids).await?;
        for line in &mut lines {
            let found = line.value.parse().ok().and_then(|id: BlockId| known.get(&id));
            line.deleted = found.is_none_or(|found| found.deleted);
            line.name = found.map_or_else(|| "Unknown block".to_owned(), |found| found.name.clone());
            let place = found.and_then(|found| sites.iter().find(|known| known.id == found.site));
            if let (None, Some(place)) = (site, place) {
                line.name = format!("{} on {}", line.name, place.title);
                line.deleted |= place.deleted;
            }
        }
    }
    Ok(TopTable { dimension, lines, all: top.all, count: top.count })
}

fn name(dimension: Dimension, value: &str) -> String {
    match (dimension, value) {
        (Dimension::Referrer, "") => "Direct, or not told".to_owned(),
        (Dimension::Country, "") => "Unknown".to_owned(),
        (Dimension::Country, code) => country_name(code).unwrap_or(code).to_owned(),
        (Dimension::Device, "phone") => "Phone".to_owned(),
        (Dimension::Device, "tablet") => "Tablet".to_owned(),
        (Dimension::Device, "desktop") => "Computer".to_owned(),
        (Dimension::Device, _) => "Other".to_owned(),
        _ => value.to_owned(),
    }
}
