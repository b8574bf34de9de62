//! Reading counts. Whatever shows a number of views or clicks asks here, so that no two places disagree.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use super::{
    periods::Period,
    tallies::{DAY, HOUR},
    types::{Dimension, Totals},
};
use crate::{
    entity::tally::{self, Column},
    kernel::{
        Result,
        id::{BlockId, SiteId},
        permission::Permission,
    },
    server::ctx::{Scoped, WorkspaceCtx},
};

/// The numbers that every row has.
const NUMBERS: [Column; 5] = [Column::Views, Column::Visitors, Column::Clicks, Column::Bots, Column::Unnamed];

/// What is counted: a site, or everything of the workspace.
fn object(ws: &WorkspaceCtx, site: Option<SiteId>) -> Uuid {
    site.map_or(ws.id().0, |site| site.0)
}

/// Whose values a table lists. Only clicks belong to a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// All sites of the workspace.
    Workspace,
    /// One site.
    Site(SiteId),
    /// One block.
    Block(BlockId),
}

impl Of {
    /// The narrowest that is named.
    pub fn named(site: Option<SiteId>, block: Option<BlockId>) -> Self {
        match (site, block) {
            (_, Some(block)) => Self::Block(block),
            (Some(site), None) => Self::Site(site),
            (None, None) => Self::Workspace,
        }
    }
}

#[derive(FromQueryResult)]
struct Row {
    views: i64,
    visitors: i64,
    clicks: i64,
    bots: i64,
    unnamed: i64,
}

impl From<Row> for Totals {
    fn from(row: Row) -> Self {
        // A count is never below zero.
        let count = |value: i64| u64::try_from(value).unwrap_or(0);
        Self {
            views: count(row.views),
            visitors: count(row.visitors),
            clicks: count(row.clicks),
            bots: count(row.bots),
            unnamed: count(row.unnamed),
        }
    }
}

/// Counts hour by hour, of everything or of one block; hours in which nothing happened are left out.
///
/// # Errors
/// Forbidden.
pub async fn by_hour(
    ws: &WorkspaceCtx,
    site: Option<SiteId>,
    block: Option<BlockId>,
    period: &Period,
) -> Result<Vec<(i64, Totals)>> {
    ws.require(Permission::ViewAnalytics)?;
    let (from, to) = period.hours();
    let (dimension, value) = of_block(block);
    let rows: Vec<(i64, i64, i64, i64, i64, i64)> = tally::Entity::find()
        .select_only()
        .column(Column::Start)
        .columns(NUMBERS)
        .scoped(ws)
        .filter(Column::ObjectId.eq(object(ws, site)))
        .filter(Column::Dimension.eq(dimension.as_str()))
        .filter(Column::Span.eq(HOUR))
        .filter(Column::Start.gte(from))
        .filter(Column::Start.lt(to))
        .filter(Column::Value.eq(value))
        .order_by_asc(Column::Start)
        .into_tuple()
        .all(ws.db().read())
        .await?;
    let row = |(start, views, visitors, clicks, bots, unnamed)| {
        (start, Totals::from(Row { views, visitors, clicks, bots, unnamed }))
    };
    Ok(rows.into_iter().map(row).collect())
}

fn of_block(block: Option<BlockId>) -> (Dimension, String) {
    block.map_or((Dimension::All, String::new()), |block| (Dimension::Block, block.to_string()))
}

/// The sum of some hours, of everything or of one block; the second hour is the first that does not belong to it.
///
/// # Errors
/// Forbidden.
pub async fn totals(
    ws: &WorkspaceCtx,
    site: Option<SiteId>,
    block: Option<BlockId>,
    (from, to): (i64, i64),
) -> Result<Totals> {
    ws.require(Permission::ViewAnalytics)?;
    let (dimension, value) = of_block(block);
    let mut rows = tally::Entity::find().select_only();
    for column in NUMBERS {
        rows = rows.column_as(Expr::expr(column.sum().if_null(0)).cast_as("bigint"), column);
    }
    let row = rows
        .scoped(ws)
        .filter(Column::ObjectId.eq(object(ws, site)))
        .filter(Column::Dimension.eq(dimension.as_str()))
        .filter(Column::Span.eq(HOUR))
        .filter(Column::Start.gte(from))
        .filter(Column::Start.lt(to))
        .filter(Column::Value.eq(value))
        .into_model::<Row>()
        .one(ws.db().read())
        .await?;
    Ok(row.map(Totals::from).unwrap_or_default())
}

/// The sums of all sites on which anything happened, at most `limit`.
///
/// # Errors
/// Forbidden.
pub async fn of_sites(ws: &WorkspaceCtx, period: &Period, limit: u64) -> Result<HashMap<SiteId, Totals>> {
    let top = top(ws, Of::Workspace, Dimension::Site, period, limit).await?;
    Ok(top.lines.into_iter().filter_map(|(site, totals)| Some((site.parse().ok()?, totals))).collect())
}

/// Clicks on the blocks of a site, and those of machines, by block and hour.
///
/// # Errors
/// Forbidden.
pub async fn of_blocks(ws: &WorkspaceCtx, site: SiteId, period: &Period) -> Result<Vec<(BlockId, i64, u64, u64)>> {
    ws.require(Permission::ViewAnalytics)?;
    let (from, to) = period.hours();
    let rows: Vec<(String, i64, i64, i64)> = tally::Entity::find()
        .select_only()
        .columns([Column::Value, Column::Start, Column::Clicks, Column::Bots])
        .scoped(ws)
        .filter(Column::ObjectId.eq(site.0))
        .filter(Column::Dimension.eq(Dimension::Block.as_str()))
        .filter(Column::Span.eq(HOUR))
        .filter(Column::Start.gte(from))
        .filter(Column::Start.lt(to))
        .into_tuple()
        .all(ws.db().read())
        .await?;
    let count = |value: i64| u64::try_from(value).unwrap_or(0);
    let row = |(block, hour, clicks, bots): (String, i64, i64, i64)| {
        Some((block.parse().ok()?, hour, count(clicks), count(bots)))
    };
    Ok(rows.into_iter().filter_map(row).collect())
}

/// Whether anything was ever counted, of everything or of one block; clicks only, when that is asked.
///
/// # Errors
/// Forbidden.
pub async fn ever(ws: &WorkspaceCtx, site: Option<SiteId>, block: Option<BlockId>, clicks: bool) -> Result<bool> {
    ws.require(Permission::ViewAnalytics)?;
    let (dimension, value) = of_block(block);
    let something =
        if clicks { Column::Clicks.gt(0) } else { Expr::col(Column::Views).add(Expr::col(Column::Clicks)).gt(0) };
    let found: Option<i64> = tally::Entity::find()
        .select_only()
        .column(Column::Start)
        .scoped(ws)
        .filter(Column::ObjectId.eq(object(ws, site)))
        .filter(Column::Dimension.eq(dimension.as_str()))
        .filter(Column::Span.eq(HOUR))
        .filter(Column::Value.eq(value))
        .filter(something)
        .into_tuple()
        .one(ws.db().read())
        .await?;
    Ok(found.is_some())
}

/// The largest values of a dimension, the sum of all of them, and how many there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Top {
    /// Values with their counts, the largest first.
    pub lines: Vec<(String, Totals)>,
    /// All values together.
    pub all: Totals,
    /// How many values there are.
    pub count: u64,
}

#[derive(FromQueryResult)]
struct TopRow {
    value: String,
    views: i64,
    visitors: i64,
    clicks: i64,
    bots: i64,
    unnamed: i64,
    all_views: i64,
    all_visitors: i64,
    all_clicks: i64,
    count: i64,
}

/// The largest values of a dimension in a period. Whole days of UTC come from rows of days, the hours at both ends from rows of
/// hours, so that a year is as quick as a week.
///
/// # Errors
/// Forbidden.
pub async fn top(ws: &WorkspaceCtx, of: Of, dimension: Dimension, period: &Period, limit: u64) -> Result<Top> {
    ws.require(Permission::ViewAnalytics)?;
    let object = match of {
        Of::Workspace => ws.id().0,
        Of::Site(site) => site.0,
        Of::Block(block) => block.0,
    };
    let mut query = Query::select();
    query.column("value");
    for column in NUMBERS {
        query.expr_as(Expr::col(column).sum().cast_as("bigint"), column);
    }
    for column in ["views", "visitors", "clicks"] {
        query.expr_as(
            Expr::cust(format!("CAST(SUM(SUM({column})) OVER () AS bigint)")),
            Alias::new(format!("all_{column}")),
        );
    }
    let clicks_only = dimension == Dimension::Block || matches!(of, Of::Block(_));
    let by = if clicks_only { ["clicks", "visitors"] } else { ["views", "clicks"] };
    query
        .expr_as(Expr::cust("COUNT(*) OVER ()"), Alias::new("count"))
        .from_subquery(parts(ws, object, dimension, period), "part")
        .group_by_col("value")
        // Rows with machines only.
        .and_having(Expr::cust("SUM(views) + SUM(clicks) > 0"))
        .order_by_expr(Expr::col(by[0]).sum(), Order::Desc)
        .order_by_expr(Expr::col(by[1]).sum(), Order::Desc)
        .order_by("value", Order::Asc)
        .limit(limit);
    let db = ws.db().read();
    let rows = TopRow::find_by_statement(db.get_database_backend().build(&query)).all(db).await?;
    let count = |value: i64| u64::try_from(value).unwrap_or(0);
    let mut top = Top::default();
    for row in rows {
        let (views, visitors, clicks) = (count(row.all_views), count(row.all_visitors), count(row.all_clicks));
        top.all = Totals { views, visitors, clicks, ..Totals::default() };
        top.count = count(row.count);
        let TopRow { views, visitors, clicks, bots, unnamed, .. } = row;
        top.lines.push((row.value, Row { views, visitors, clicks, bots, unnamed }.into()));
    }
    Ok(top)
}

/// The rows that make up a period.
fn parts(ws: &WorkspaceCtx, object: Uuid, dimension: Dimension, period: &Period) -> SelectStatement {
    let (from, to) = period.hours();
    let day = i64::from(DAY);
    let (first, last) = ((from + day - 1).div_euclid(day) * day, to.div_euclid(day) * day);
    let part = |span: i32, from: i64, to: i64| {
        let mut part = Query::select();
        part.column(Column::Value)
            .columns(NUMBERS)
            .from(tally::Entity)
            .and_where(Column::WorkspaceId.eq(ws.id()))
            .and_where(Column::ObjectId.eq(object))
            .and_where(Column::Dimension.eq(dimension.as_str()))
            .and_where(Column::Span.eq(span))
            .and_where(Column::Start.gte(from))
            .and_where(Column::Start.lt(to));
        // Most visitors come without a campaign; that is no row of a table of campaigns.
        if matches!(dimension, Dimension::Source | Dimension::Medium | Dimension::Campaign) {
            part.and_where(Column::Value.ne(""));
        }
        part
    };
    if first >= last {
        return part(HOUR, from, to);
    }
    let mut all = part(DAY, first, last);
    for (from, to) in [(from, first), (last, to)] {
        if from < to {
            all.union(UnionType::All, part(HOUR, from, to));
        }
    }
    all
}
