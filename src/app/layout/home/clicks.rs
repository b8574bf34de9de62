//! The clicks of two weeks, day by day.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::numbers::grouped;
use crate::{
    sites::types::WorkspaceClicks,
    ui::{BarChart, Card, ChartPoint},
};

/// One bar a day.
#[component]
pub fn ClickChart(clicks: WorkspaceClicks) -> impl IntoView {
    let points = clicks.days.iter().zip(&clicks.per_day).map(|(day, count)| {
        let label = day.parse::<NaiveDate>().map_or_else(|_| day.clone(), |day| day.format("%-d %b").to_string());
        ChartPoint::new(label, *count as f64, grouped(*count))
    });
    let points = points.collect();
    view! {
        <Card title="Clicks by day">
            <BarChart title="Clicks on all sites in the last 14 days" points values="Clicks" height=160/>
        </Card>
    }
}
