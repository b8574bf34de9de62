//! Numbers as a file for spreadsheets.

use std::fmt::Display;

use axum::{
    body::Body,
    extract::{Path, Query, Request, State},
    response::Response,
};
use serde::Deserialize;

use super::{
    reports,
    types::{Dimension, Range, Report, TopTable, Totals},
};
use crate::{
    kernel::{
        AppError, Result,
        id::{BlockId, SiteId},
    },
    server::{answer, app::App, csv, ctx::Ctx, router::Routes},
};

/// The most rows of a file.
const MAX_ROWS: u64 = 10_000;

/// `GET /w/{workspace}/analytics.csv`
pub fn routes(routes: Routes) -> Routes {
    routes.get("/w/{workspace}/analytics.csv", analytics_csv)
}

/// What the file holds: `table` is `all` (the points of the chart) or one of the dimensions.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    table: String,
    site: String,
    block: String,
    range: String,
    from: String,
    to: String,
}

async fn analytics_csv(
    State(app): State<App>,
    Path(workspace): Path<String>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Response {
    let html = answer::wants_html(request.headers());
    match file(&app, &workspace, &asked, request).await {
        Ok((name, text)) => csv::download(&name, Body::from(text)),
        Err(error) => answer::error(html, &error),
    }
}

async fn file(app: &App, workspace: &str, asked: &Asked, request: Request) -> Result<(String, String)> {
    let (parts, _) = request.into_parts();
    let ws = Ctx::from_parts(app, &parts).await?.workspace_by_handle(workspace).await?;
    let unknown = || AppError::invalid("table", "There is no such table. Open the page of numbers and choose one.");
    let table = if asked.table.is_empty() { "all" } else { &asked.table };
    let dimension = Dimension::parse(table).ok_or_else(unknown)?;
    let site = match asked.site.trim() {
        "" => None,
        id => Some(id.parse::<SiteId>().map_err(|_| AppError::not_found("site"))?),
    };
    let block = match asked.block.trim() {
        "" => None,
        id => Some(id.parse::<BlockId>().map_err(|_| AppError::not_found("block"))?),
    };
    let range = Range::parse(&asked.range, &asked.from, &asked.to)?;
    let text = if dimension == Dimension::All {
        points(&reports::read(&ws, site, block, range).await?)
    } else {
        lines(&reports::read_table(&ws, site, block, dimension, range, MAX_ROWS).await?, block.is_some())
    };
    // The handle is known by now, so it holds nothing strange.
    Ok((format!("{workspace}-{table}-{}", range.as_str()), text))
}

fn points(report: &Report) -> String {
    let step = format!("{} ({})", report.step.label(), report.zone);
    let head = [step.as_str(), "Views", "Unique visitors", "Clicks", "Bots, not counted"];
    let mut text = csv::MARK.to_owned() + &csv::line(head);
    for point in &report.points {
        let Totals { views, visitors, clicks, bots, .. } = point.totals;
        text += &csv::line(row(point.start.clone(), [views, visitors, clicks, bots]));
    }
    text
}

/// `of_block`: only clicks belong to a block.
fn lines(table: &TopTable, of_block: bool) -> String {
    let of_blocks = table.dimension == Dimension::Block;
    let title = table.dimension.title();
    let mut text = csv::MARK.to_owned();
    if of_blocks {
        text += &csv::line([title, "Id", "Clicks", "People who clicked", "Bots, not counted", "Deleted"]);
    } else if of_block {
        text += &csv::line([title, "Value", "Clicks", "People who clicked"]);
    } else {
        text += &csv::line([title, "Value", "Views", "Unique visitors", "Clicks"]);
    }
    for line in &table.lines {
        let Totals { views, visitors, clicks, bots, .. } = line.totals;
        let mut cells = vec![line.name.clone(), line.value.clone()];
        if of_blocks {
            cells.extend([clicks, visitors, bots].map(|count| count.to_string()));
            cells.push(if line.deleted { "yes" } else { "no" }.to_owned());
        } else if of_block {
            cells.extend([clicks, visitors].map(|count| count.to_string()));
        } else {
            cells.extend([views, visitors, clicks].map(|count| count.to_string()));
        }
        text += &csv::line(cells);
    }
    text
}

fn row<T: Display, const N: usize>(label: String, numbers: [T; N]) -> Vec<String> {
    [label].into_iter().chain(numbers.map(|number| number.to_string())).collect()
}
