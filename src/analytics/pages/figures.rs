//! The charts: what happened when.

use leptos::prelude::*;

use crate::{
    analytics::types::{Report, Step, Totals},
    ui::{Card, ChartPoint, LineChart, Series, WeekHeat, grouped},
};

/// Views and clicks over the days.
#[component]
pub fn Chart(report: Report) -> impl IntoView {
    let line = |name: &str, count: fn(&Totals) -> u64| {
        let point = |point: &crate::analytics::types::Point| {
            let count = count(&point.totals);
            ChartPoint::new(point.label.clone(), count as f64, grouped(count))
        };
        Series::new(name, report.points.iter().map(point).collect())
    };
    let clicks = line("Clicks", |totals| totals.clicks);
    let step = match report.step {
        Step::Hour => "hour",
        Step::Day => "day",
        Step::Month => "month",
    };
    let (what, series) = if report.subject.block.is_some() {
        ("Clicks", vec![clicks])
    } else {
        ("Views and clicks", vec![line("Views", |totals| totals.views), clicks])
    };
    let title = format!("{what} by {step}");
    view! {
        <Card title=title.clone()>
            <LineChart title series labels=report.step.label() height=220/>
        </Card>
    }
}

/// Which days of the week, at which hours.
#[component]
pub fn Strip(report: Report) -> impl IntoView {
    // A day or two say nothing of a week.
    if report.step == Step::Hour || report.hours.iter().flatten().all(|count| *count == 0) {
        return ().into_any();
    }
    let (title, nouns) = if report.subject.block.is_some() {
        ("Clicks by day of the week and hour", ("click", "clicks"))
    } else {
        ("Views by day of the week and hour", ("view", "views"))
    };
    view! {
        <Card title=title>
            <WeekHeat title nouns hours=report.hours/>
        </Card>
    }
    .into_any()
}
