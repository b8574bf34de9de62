//! The numbers of a site, of a block or of all sites over a range of days, with the days before to compare.

use super::{
    country_names::country_name,
    counts::{self, Of},
    periods::{self, Period, Tick},
    roll_ups::OTHER,
    tallies::hour_of,
    types::{Dimension, Line, Point, Range, Report, Subject, TABLE_ROWS, TopTable, Totals},
};
use chrono::Datelike;

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
    let hours_before = period.hours_before(now());
    let mut totals_before = counts::totals(ws, site, block, hours_before).await?;
    if block.is_some() {
        // How often it was seen is how often its page was.
        totals.views = counts::totals(ws, site, None, period.hours()).await?.views;
        totals_before.views = counts::totals(ws, site, None, hours_before).await?.views;
    }
    let ever = totals != Totals::default() || counts::ever(ws, site, block, false).await?;
    let mut tables = Vec::new();
    let of = Of::named(site, block);
    for dimension in Dimension::TABLES.into_iter().filter(|dimension| has(of, *dimension)) {
        tables.push(table(ws, &sites, of, dimension, &period, TABLE_ROWS).await?);
    }
    if block.is_none() {
        give_views(&mut tables, site, totals.views);
    }
    let clock = period.clock();
    Ok(Report {
        hours: strip(&hours, &clock, block.is_some()),
        points: points(&hours, &period, &clock),
        subject,
        range,
        days: (period.first, period.last),
        zone: period.zone.name().to_owned(),
        totals,
        before: totals_before,
        before_days: period.length(),
        step: period.step(),
        tables,
        ever,
    })
}

/// Only the workspace has a table of sites, and a block has none of blocks.
fn has(of: Of, dimension: Dimension) -> bool {
    match dimension {
        Dimension::Site => of == Of::Workspace,
        Dimension::Block => !matches!(of, Of::Block(_)),
        _ => true,
    }
}

/// The rows of one table, as many as asked for.
///
/// # Errors
/// Forbidden; NotFound (site, block).
pub async fn read_table(
    ws: &WorkspaceCtx,
    site: Option<SiteId>,
    block: Option<BlockId>,
    dimension: Dimension,
    range: Range,
    rows: u64,
) -> Result<TopTable> {
    ws.require(Permission::ViewAnalytics)?;
    let sites = names::of_sites(ws).await?;
    subject(ws, &sites, site, block).await?;
    let period = Period::of(range, now(), periods::zone(ws));
    table(ws, &sites, Of::named(site, block), dimension, &period, rows).await
}

async fn subject(
    ws: &WorkspaceCtx,
    sites: &[SiteName],
    site: Option<SiteId>,
    block: Option<BlockId>,
) -> Result<Subject> {
    let Some(id) = site else {
        return if block.is_some() { Err(AppError::not_found("block")) } else { Ok(Subject::default()) };
    };
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
fn points(hours: &[(i64, Totals)], period: &Period, clock: &[Tick]) -> Vec<Point> {
    let (mut points, places) = period.points(clock);
    let from = period.hours().0;
    let place = |hour: i64| usize::try_from(hour - from).ok().and_then(|at| places.get(at)).copied();
    if let Some(last) = place(hour_of(now())) {
        points.truncate(last + 1);
    }
    for (hour, totals) in hours {
        if let Some(point) = place(*hour).and_then(|place| points.get_mut(place)) {
            point.totals = sum([point.totals, *totals].into_iter());
        }
    }
    points
}

/// By day of the week and hour.
fn strip(hours: &[(i64, Totals)], clock: &[Tick], clicks: bool) -> Vec<Vec<u64>> {
    let mut strip = vec![vec![0; 24]; 7];
    let first = clock.first().map_or(0, |tick| tick.hour);
    for (hour, totals) in hours {
        let Some(tick) = usize::try_from(hour - first).ok().and_then(|at| clock.get(at)) else { continue };
        let day = tick.day.weekday().num_days_from_monday() as usize;
        strip[day][tick.at as usize] += if clicks { totals.clicks } else { totals.views };
    }
    strip
}

async fn table(
    ws: &WorkspaceCtx,
    sites: &[SiteName],
    of: Of,
    dimension: Dimension,
    period: &Period,
    rows: u64,
) -> Result<TopTable> {
    let top = counts::top(ws, of, dimension, period, rows).await?;
    let mut lines: Vec<Line> = top
        .lines
        .into_iter()
        .map(|(value, totals)| Line { name: name(dimension, &value), value, site: None, deleted: false, totals })
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
            line.site = found.map(|found| found.site);
            line.name = found.map_or_else(|| "Unknown block".to_owned(), |found| found.name.clone());
            let place = found.and_then(|found| sites.iter().find(|known| known.id == found.site));
            if let (Of::Workspace, Some(place)) = (of, place) {
                line.name = format!("{} on {}", line.name, place.title);
                line.deleted |= place.deleted;
            }
        }
    }
    Ok(TopTable { dimension, lines, all: top.all, count: top.count })
}

/// A block is seen as often as its site; the views of a site beyond those that are listed are not known here.
fn give_views(tables: &mut [TopTable], site: Option<SiteId>, views: u64) {
    let listed: Vec<(String, u64)> = tables
        .iter()
        .filter(|table| table.dimension == Dimension::Site)
        .flat_map(|table| table.lines.iter().map(|line| (line.value.clone(), line.totals.views)))
        .collect();
    for table in tables.iter_mut().filter(|table| table.dimension == Dimension::Block) {
        for line in &mut table.lines {
            let own = line.site.map(|site| site.to_string());
            let found = listed.iter().find(|(site, _)| Some(site) == own.as_ref()).map(|(_, views)| *views);
            line.totals.views = if site.is_some() { views } else { found.unwrap_or(0) };
        }
    }
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
        (_, OTHER) => "Others, together".to_owned(),
        _ => value.to_owned(),
    }
}
