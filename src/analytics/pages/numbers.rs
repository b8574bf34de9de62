//! The numbers at a glance, each with what it compares to, and what was left out of them.

use leptos::prelude::*;

use crate::{
    analytics::types::{Range, Report, Totals},
    kernel::id::SiteId,
    ui::{StatCard, Trend, compared, grouped, rate},
};

/// Views, unique visitors, clicks, and clicks for each view.
#[component]
pub fn Numbers(report: Report) -> impl IntoView {
    let Report { totals, before, ref points, .. } = report;
    let span = match (report.range, report.before_days) {
        (Range::Year, _) => "12 months".to_owned(),
        (_, 1) => "day".to_owned(),
        (_, days) => format!("{days} days"),
    };
    let of_block = report.subject.block.is_some();
    let line = |count: fn(&Totals) -> u64| -> Vec<f64> {
        let values: Vec<f64> = points.iter().map(|point| count(&point.totals) as f64).collect();
        if values.iter().any(|value| *value > 0.0) { values } else { Vec::new() }
    };
    let card = |label: &'static str, count: fn(&Totals) -> u64, line: Vec<f64>| {
        let (now, before) = (count(&totals), count(&before));
        let (comparison, trend) = compared(now, before, &span);
        view! { <StatCard label number=grouped(now) comparison trend line/> }
    };
    let label = if of_block { "Views of the page" } else { "Views" };
    let views = card(label, |totals| totals.views, if of_block { Vec::new() } else { line(|totals| totals.views) });
    let label = if of_block { "People who clicked" } else { "Unique visitors" };
    let visitors = card(label, |totals| totals.visitors, line(|totals| totals.visitors));
    let clicks = card("Clicks", |totals| totals.clicks, line(|totals| totals.clicks));
    let (comparison, trend) = compared_rates(&totals, &before, &span);
    let rates: Vec<f64> = points.iter().map(|point| point.totals.click_rate().unwrap_or(0.0)).collect();
    let rates = if of_block || rates.iter().all(|rate| *rate == 0.0) { Vec::new() } else { rates };
    let label = if of_block { "Clicks for each view of the page" } else { "Click-through rate" };
    view! {
        <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
            {views}
            {visitors}
            {clicks}
            <StatCard label number=rate(totals.clicks, totals.views) comparison trend line=rates/>
        </div>
    }
}

fn compared_rates(now: &Totals, before: &Totals, span: &str) -> (String, Trend) {
    let (Some(rate_now), Some(rate_before)) = (now.click_rate(), before.click_rate()) else {
        return (format!("Nothing to compare with in the {span} before"), Trend::Same);
    };
    let was = rate(before.clicks, before.views);
    match rate_now - rate_before {
        change if change.abs() < 0.05 => (format!("The same as in the {span} before"), Trend::Same),
        change if change > 0.0 => (format!("Up from {was} in the {span} before"), Trend::Better),
        _ => (format!("Down from {was} in the {span} before"), Trend::Worse),
    }
}

/// How it was counted, and what was not.
#[component]
pub fn LeftOut(report: Report, site: Option<SiteId>) -> impl IntoView {
    let Totals { bots, unnamed, .. } = report.totals;
    let many = |count: u64| match count {
        1 => "1 view or click".to_owned(),
        count => format!("{} views and clicks", grouped(count)),
    };
    let bots = match bots {
        0 => "No bots came in these days.".to_owned(),
        bots => format!("{} by bots left out.", many(bots)),
    };
    let unnamed = (unnamed > 0)
        .then(|| format!("{} by people who asked not to be followed: counted, but not as visitors.", many(unnamed)));
    let place = if site.is_some() { "this site" } else { "each site" };
    view! {
        <section class="flex flex-col gap-1 text-sm text-muted" aria-label="How this is counted">
            <p class="tabular">{bots} " " {unnamed}</p>
            <details>
                <summary class="w-fit hover:text-text">"How this is counted"</summary>
                <div class="mt-2 flex max-w-prose flex-col gap-2">
                    <p>
                        "Days begin at midnight in the time zone of the workspace (" {report.zone} "). While today is not over, the days before are compared up to the same hour."
                    </p>
                    <p>
                        {format!("A visitor counts once a day on {place}, with days as in UTC, so somebody who comes on three days counts three times. ")}
                        "Your pages set no cookie for that: visitors are told apart by a scrambled mark of their network address and browser, whose key is thrown away after two days. People who turn on Do Not Track or Global Privacy Control get no mark."
                    </p>
                    <p>
                        "Bots are programs that say so, pages that a browser loads in advance, and visitors who are faster than people: more than 20 views and clicks in 10 seconds, 100 in 10 minutes or 300 in a day. What they did earlier on that day is taken out, too."
                    </p>
                </div>
            </details>
        </section>
    }
}
