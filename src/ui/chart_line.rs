//! Lines over time, one or several, drawn on the server.

use leptos::prelude::*;

use super::chart::{ChartPoint, grid, label_axis, path, point_table, value_axis, walk, words};
use super::chart_scale::ticks;

/// One line of a [`LineChart`]. All lines of a chart have the same labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it counts.
    pub name: String,
    /// The points, oldest first.
    pub points: Vec<ChartPoint>,
}

impl Series {
    /// A line.
    pub fn new(name: impl Into<String>, points: Vec<ChartPoint>) -> Self {
        Self { name: name.into(), points }
    }
}

/// Up to four lines over time, told apart by colour and by dashes. Values appear on hover and focus.
#[component]
pub fn LineChart(
    /// What it shows: "Orders and visits in the last 30 days".
    #[prop(into)]
    title: String,
    /// The lines.
    series: Vec<Series>,
    /// What the labels are, for the table: "Day".
    #[prop(default = "Day".into(), into)]
    labels: String,
    /// Pixels from the lower to the upper end of the axis.
    #[prop(default = 200)]
    height: u16,
) -> impl IntoView {
    let (top, marks) = ticks(series.iter().flat_map(|line| line.points.iter().map(|point| point.value)));
    let first = series.first().map(|line| line.points.clone()).unwrap_or_default();
    let axis = label_axis(&first, |index| index as f64 * 100.0 / (first.len().max(2) - 1) as f64);
    let rows = first.iter().enumerate().map(|(index, point)| {
        let text = |line: &Series| line.points.get(index).map(|point| point.text.clone()).unwrap_or_default();
        (point.label.clone(), series.iter().map(text).collect())
    });
    let table = point_table(&labels, series.iter().map(|line| line.name.clone()).collect(), rows.collect());
    let legend = (series.len() > 1).then(|| legend(&series));
    let single = series.len() == 1;
    let lines = series.iter().enumerate().map(|(index, line)| {
        let values: Vec<f64> = line.points.iter().map(|point| point.value).collect();
        let line = path(&values, top);
        let area = single.then(|| {
            view! { <path class="chart-area series-fill-0" d=format!("{line} L100 100 L0 100 Z")></path> }
        });
        view! { {area} <path class=format!("chart-line series-{}", index % 4) d=line.clone()></path> }
    });
    let lines = lines.collect_view();
    let points = (0..first.len()).map(|index| column(index, first.len(), &series, top)).collect_view();
    view! {
        <figure class="chart" style=format!("--chart-height:{height}px")>
            {legend}
            <div class="chart-plot">
                {value_axis(&marks)}
                <svg class="chart-svg" role="group" aria-label=title on:keydown=walk>
                    {grid(&marks, top)}
                    <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%" overflow="visible">
                        {lines}
                    </svg>
                    {points}
                </svg>
                {axis}
            </div>
            {table}
        </figure>
    }
}

/// One moment: a place to hover and focus, with a dot on each line and the values.
fn column(index: usize, count: usize, series: &[Series], top: f64) -> impl IntoView + use<> {
    let slot = 100.0 / (count.max(2) - 1) as f64;
    let at = slot * index as f64;
    let (left, right) = ((at - slot / 2.0).max(0.0), (at + slot / 2.0).min(100.0));
    let here = series.iter().filter_map(|line| line.points.get(index).map(|point| (&line.name, point)));
    let here: Vec<_> = here.collect();
    let label = here.first().map(|(_, point)| point.label.clone()).unwrap_or_default();
    let values = match here.as_slice() {
        [(_, point)] => point.text.clone(),
        many => many.iter().map(|(name, point)| format!("{name} {}", point.text)).collect::<Vec<_>>().join(", "),
    };
    let said = format!("{label}: {values}");
    let (title, name) = (said.clone(), said.clone());
    let y = |value: f64| format!("{:.3}%", 100.0 - (value / top * 100.0).clamp(0.0, 100.0));
    let dots = here.iter().enumerate().map(|(line, (_, point))| {
        view! {
            <circle class=format!("chart-dot series-fill-{}", line % 4) cx=format!("{at:.3}%") cy=y(point.value) r="4"></circle>
        }
    });
    let dots = dots.collect_view();
    view! {
        <g class="chart-point" role="img" aria-label=name tabindex=if index == 0 { "0" } else { "-1" }>
            <title>{title}</title>
            <rect
                class="chart-hit"
                x=format!("{left:.3}%")
                y="0"
                width=format!("{:.3}%", right - left)
                height="100%"
            ></rect>
            {dots}
            {words(said, left, right)}
        </g>
    }
}

/// The names of the lines, each with a piece of its line.
fn legend(series: &[Series]) -> impl IntoView + use<> {
    let items = series.iter().enumerate().map(|(index, line)| {
        view! {
            <li>
                <svg width="24" height="4" aria-hidden="true">
                    <line class=format!("chart-line series-{}", index % 4) x1="0" x2="24" y1="2" y2="2"></line>
                </svg>
                {line.name.clone()}
            </li>
        }
    });
    view! { <ul class="chart-legend">{items.collect_view()}</ul> }
}
