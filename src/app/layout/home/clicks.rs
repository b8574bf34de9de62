//! The views and clicks of two weeks, day by day.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::{
    sites::types::WorkspaceClicks,
    ui::{Card, ChartPoint, LineChart, Series, grouped},
};

/// One line each.
#[component]
pub fn ClickChart(clicks: WorkspaceClicks) -> impl IntoView {
    let WorkspaceClicks { days, per_day, views_per_day, .. } = clicks;
    let line = |name: &str, counts: Vec<u64>| {
        let points = days.iter().zip(counts).map(|(day, count)| {
            let label = day.parse::<NaiveDate>().map_or_else(|_| day.clone(), |day| day.format("%-d %b").to_string());
            ChartPoint::new(label, count as f64, grouped(count))
        });
        Series::new(name, points.collect())
    };
    let series = vec![line("Views", views_per_day), line("Clicks", per_day)];
    view! {
        <Card title="Views and clicks by day">
            <LineChart title="Views and clicks on all sites in the last 14 days" series height=160/>
        </Card>
    }
}
