//! What was clicked, and where visitors came from.

use leptos::prelude::*;

use super::report::base;
use crate::{
    analytics::types::{Dimension, Line, Report, TopTable, Totals},
    app::layout::current::use_workspace,
    ui::{Badge, ButtonLink, Card, Cell, Column, Kind, Row, Size, Table, grouped, rate},
};

/// All tables of a report; campaigns only when there are some.
#[component]
pub fn Tables(report: Report) -> impl IntoView {
    let Report { tables, totals, subject, range, .. } = report;
    let file = {
        let open = use_workspace();
        let site = subject.site.map(|site| format!("&site={site}")).unwrap_or_default();
        let block = subject.block.map(|block| format!("&block={block}")).unwrap_or_default();
        move |table: &str| format!("{}?table={table}&{}{site}{block}", open.path("analytics.csv"), range.query())
    };
    let of_block = subject.block.is_some();
    let without_campaign = tables.iter().all(|table| table.dimension != Dimension::Source || table.lines.is_empty());
    let (wide, narrow): (Vec<_>, Vec<_>) = tables
        .into_iter()
        .filter(|table| !table.lines.is_empty())
        .partition(|table| matches!(table.dimension, Dimension::Block | Dimension::Site));
    let query = range.query();
    let card = move |table: TopTable| {
        let file = file(table.dimension.as_str());
        let numbers = if of_block { Numbers::OfBlock } else { Numbers::of(table.dimension) };
        view! { <TableCard table numbers file query=query.clone()/> }
    };
    let wide = wide.into_iter().map(card.clone()).collect_view();
    let narrow = narrow.into_iter().map(card).collect_view();
    let nobody = without_campaign && totals.views > 0 && !of_block;
    view! {
        {wide}
        <div class="grid items-start gap-4 lg:grid-cols-2">{narrow} {nobody.then(NoCampaign)}</div>
    }
}

/// Which numbers stand beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbers {
    /// Of visitors: views, people, clicks and their rate.
    Visitors,
    /// Of blocks: clicks, people, their rate, and the share of all clicks.
    Blocks,
    /// Of the clicks on one block: clicks, people, and the share of all.
    OfBlock,
}

impl Numbers {
    fn of(dimension: Dimension) -> Self {
        if dimension == Dimension::Block { Self::Blocks } else { Self::Visitors }
    }

    fn heads(self) -> &'static [&'static str] {
        match self {
            Self::Visitors => &["Views", "Visitors", "Clicks", "Rate"],
            Self::Blocks => &["Clicks", "People", "Rate", "Share"],
            Self::OfBlock => &["Clicks", "People", "Share"],
        }
    }

    fn row(self, line: &Totals, whole: &Totals) -> Vec<String> {
        let Totals { views, visitors, clicks, .. } = *line;
        let share = rate(clicks, whole.clicks);
        match self {
            Self::Visitors => vec![grouped(views), grouped(visitors), grouped(clicks), rate(clicks, views)],
            Self::Blocks => vec![grouped(clicks), grouped(visitors), rate(clicks, views), share],
            Self::OfBlock => vec![grouped(clicks), grouped(visitors), share],
        }
    }

    /// How much of the whole a line is, in percent: the bar behind its name.
    fn bar(self, line: &Totals, whole: &Totals) -> f64 {
        let (part, all) = match self {
            Self::Visitors => (line.views, whole.views),
            Self::Blocks | Self::OfBlock => (line.clicks, whole.clicks),
        };
        if all == 0 { 0.0 } else { part as f64 * 100.0 / all as f64 }
    }
}

/// What campaigns are for.
#[component]
fn NoCampaign() -> impl IntoView {
    view! {
        <Card title="Campaigns">
            <p class="text-muted">
                "Nobody came through a campaign. To see which post or mail brings visitors, add "
                <code class="break-all">"?utm_source=newsletter&utm_campaign=spring"</code>
                " to the address that you share there."
            </p>
        </Card>
    }
}

#[component]
fn TableCard(table: TopTable, numbers: Numbers, file: String, query: String) -> impl IntoView {
    let TopTable { dimension, lines, all, count } = table;
    let title = dimension.title();
    let heads = numbers.heads().iter().map(|head| Column::number(*head));
    let columns: Vec<Column> = [Column::text(dimension.noun())].into_iter().chain(heads).collect();
    let rest = rest(&lines, &all, count);
    let rows = lines.into_iter().chain(rest).map(|line| {
        let href = address(dimension, &line, &query);
        view! { <LineRow line href numbers whole=all/> }
    });
    let rows = rows.collect_view();
    let label = format!("Download {} as CSV", title.to_lowercase());
    let download = move || {
        view! {
            <ButtonLink href=file.clone() kind=Kind::Ghost size=Size::Small icon=icondata_lu::LuDownload attr:download="" attr:aria-label=label.clone()>
                "CSV"
            </ButtonLink>
        }
    };
    view! {
        <Card title=title actions=download flush=true class="table-tight min-w-0">
            <Table caption=title columns keep=true>{rows}</Table>
        </Card>
    }
}

/// What the rows that are not shown add up to.
fn rest(lines: &[Line], all: &Totals, count: u64) -> Option<Line> {
    let more = count.saturating_sub(lines.len() as u64);
    let left = |total: u64, of: fn(&Line) -> u64| total.saturating_sub(lines.iter().map(of).sum());
    (more > 0).then(|| Line {
        value: String::new(),
        name: format!("{} more", grouped(more)),
        site: None,
        deleted: false,
        totals: Totals {
            views: left(all.views, |line| line.totals.views),
            visitors: left(all.visitors, |line| line.totals.visitors),
            clicks: left(all.clicks, |line| line.totals.clicks),
            ..Totals::default()
        },
    })
}

/// Where a row leads: to the numbers of its site or block.
fn address(dimension: Dimension, line: &Line, query: &str) -> Option<String> {
    match dimension {
        Dimension::Site => line.value.parse().ok().map(|site| format!("{}?{query}", base(Some(site)))),
        Dimension::Block => line.site.map(|site| format!("{}?{query}&block={}", base(Some(site)), line.value)),
        _ => None,
    }
}

#[component]
fn LineRow(line: Line, href: Option<String>, numbers: Numbers, whole: Totals) -> impl IntoView {
    let share = format!("--share:{:.1}%", numbers.bar(&line.totals, &whole));
    let name = match href {
        Some(href) => view! { <a class="row-link" href=href dir="auto">{line.name}</a> }.into_any(),
        None => view! { <span dir="auto">{line.name}</span> }.into_any(),
    };
    let deleted = line.deleted.then(|| view! { " " <Badge>"Deleted"</Badge> });
    let numbers = numbers.row(&line.totals, &whole).into_iter();
    let numbers =
        numbers.map(|number| view! { <Cell number=true><span class="tabular">{number}</span></Cell> }).collect_view();
    view! {
        <Row>
            <Cell main=true><span class="share" style=share>{name} {deleted}</span></Cell>
            {numbers}
        </Row>
    }
}
