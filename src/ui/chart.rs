//! Charts drawn on the server: bars and the small line beside a number. `chart_line` holds the large lines.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::chart_scale::{short, shown_labels, ticks};

/// One point of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartPoint {
    /// What stands below it: a day, a country.
    pub label: String,
    /// How high it is.
    pub value: f64,
    /// The value as people read it, with its unit.
    pub text: String,
}

impl ChartPoint {
    /// A point with its value as people read it, for example money.
    pub fn new(label: impl Into<String>, value: f64, text: impl Into<String>) -> Self {
        Self { label: label.into(), value, text: text.into() }
    }

    /// A point that counts things.
    pub fn count(label: impl Into<String>, count: u64) -> Self {
        Self::new(label, count as f64, count.to_string())
    }
}

/// Bars side by side: counts by day, by country. Values appear on hover and focus; arrow keys go from bar to bar.
#[component]
pub fn BarChart(
    /// What it shows: "Visits in the last 30 days".
    #[prop(into)]
    title: String,
    /// The points, in order.
    points: Vec<ChartPoint>,
    /// What the values are, for the table: "Visits".
    #[prop(into)]
    values: String,
    /// What the labels are, for the table: "Day".
    #[prop(default = "Day".into(), into)]
    labels: String,
    /// Pixels from the lower to the upper end of the axis.
    #[prop(default = 200)]
    height: u16,
) -> impl IntoView {
    let (top, marks) = ticks(points.iter().map(|point| point.value));
    let count = points.len().max(1);
    let rows = points.iter().map(|point| (point.label.clone(), vec![point.text.clone()])).collect();
    let table = point_table(&labels, vec![values], rows);
    let axis = label_axis(&points, |index| (index as f64 + 0.5) * 100.0 / count as f64);
    let bars = points.iter().enumerate().map(|(index, point)| bar(index, count, point, top)).collect_view();
    view! {
        <figure class="chart" style=format!("--chart-height:{height}px")>
            <div class="chart-plot">
                {value_axis(&marks)}
                <svg class="chart-svg" role="group" aria-label=title on:keydown=walk>
                    {grid(&marks, top)} {bars}
                </svg>
                {axis}
            </div>
            {table}
        </figure>
    }
}

fn bar(index: usize, count: usize, point: &ChartPoint, top: f64) -> impl IntoView + use<> {
    let slot = 100.0 / count as f64;
    let left = slot * index as f64;
    let share = (point.value.max(0.0) / top * 100.0).min(100.0);
    // A bar that is not zero is never too low to be seen.
    let share = if point.value > 0.0 { share.max(0.75) } else { 0.0 };
    let said = format!("{}: {}", point.label, point.text);
    let (title, name) = (said.clone(), said.clone());
    view! {
        <g class="chart-point" role="img" aria-label=name tabindex=if index == 0 { "0" } else { "-1" }>
            <title>{title}</title>
            <rect class="chart-hit" x=format!("{left:.3}%") y="0" width=format!("{slot:.3}%") height="100%"></rect>
            <rect
                class="chart-bar"
                x=format!("{:.3}%", left + slot * 0.15)
                y=format!("{:.3}%", 100.0 - share)
                width=format!("{:.3}%", slot * 0.7)
                height=format!("{share:.3}%")
                rx="2"
            ></rect>
            {words(said, left, left + slot)}
        </g>
    }
}

/// Words of more bytes than this need the whole width of a phone.
const LONG: usize = 24;

/// The words of a point, shown above the chart while it has the pointer or the focus; there no bar or line covers them.
/// `left` and `right` are the borders of its place in percent.
pub(super) fn words(said: String, left: f64, right: f64) -> impl IntoView {
    let (anchor, at) = match (left + right) / 2.0 {
        ..50.0 if said.len() > LONG => ("start", 0.0),
        50.0.. if said.len() > LONG => ("end", 100.0),
        ..33.0 => ("start", left),
        67.0.. => ("end", right),
        middle => ("middle", middle),
    };
    view! { <text class="chart-value" x=format!("{at:.3}%") y="0" dy="-8" text-anchor=anchor>{said}</text> }
}

/// Arrow keys move the focus from point to point.
pub(super) fn walk(event: ev::KeyboardEvent) {
    let from = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let from = from.and_then(|from| from.closest(".chart-point").ok().flatten());
    let to = from.and_then(|from| match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => from.next_element_sibling(),
        "ArrowLeft" | "ArrowUp" => from.previous_element_sibling(),
        _ => None,
    });
    let to = to.filter(|to| to.class_list().contains("chart-point"));
    if let Some(to) = to {
        event.prevent_default();
        // SVG elements can be focused, too; only the method is needed.
        drop(to.unchecked_into::<web_sys::HtmlElement>().focus());
    }
}

/// The labels of the upright axis, from the top down.
pub(super) fn value_axis(marks: &[f64]) -> impl IntoView + use<> {
    let marks = marks.iter().map(|mark| view! { <span class="chart-axis">{short(*mark)}</span> }).collect_view();
    view! { <div class="chart-y" aria-hidden="true">{marks}</div> }
}

/// The lines across.
pub(super) fn grid(marks: &[f64], top: f64) -> impl IntoView + use<> {
    marks
        .iter()
        .map(|mark| {
            let y = format!("{:.3}%", 100.0 - mark / top * 100.0);
            view! { <line class="chart-grid" x1="0" x2="100%" y1=y.clone() y2=y></line> }
        })
        .collect_view()
}

/// The labels of the lower axis: at most five, each at its share of the width in percent.
pub(super) fn label_axis(labels: &[ChartPoint], at: impl Fn(usize) -> f64) -> AnyView {
    let span = |index: usize| {
        let at = at(index);
        let label = labels[index].label.clone();
        view! { <span class="chart-axis" class:end={at > 95.0} style=format!("left:{at:.2}%")>{label}</span> }
    };
    let spans = shown_labels(labels.len(), 5).map(span).collect_view();
    view! { <div class="chart-x" aria-hidden="true">{spans}</div> }.into_any()
}

/// The same numbers as a table, folded away.
pub(super) fn point_table(
    labels: &str,
    values: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
) -> impl IntoView + use<> {
    let number = |text: String| view! { <td class="number">{text}</td> };
    let rows = rows
        .into_iter()
        .map(|(label, values)| {
            view! { <tr><th scope="row">{label}</th> {values.into_iter().map(number).collect_view()}</tr> }
        })
        .collect_view();
    let labels = labels.to_owned();
    let heads = values.into_iter().map(|head| view! { <th scope="col" class="number">{head}</th> }).collect_view();
    view! {
        <details class="chart-table">
            <summary>"Show as table"</summary>
            <div class="table-scroll mt-2 max-h-80">
                <table class="table">
                    <thead><tr><th scope="col">{labels}</th> {heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

/// A line without axes beside a number that says the rest. Decorative.
#[component]
pub fn Sparkline(
    /// The values, oldest first.
    values: Vec<f64>,
) -> impl IntoView {
    let line = path(&values, values.iter().copied().fold(0.0, f64::max).max(f64::MIN_POSITIVE));
    view! {
        <svg class="sparkline" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            <path class="chart-area series-fill-0" d=format!("{line} L100 100 L0 100 Z")></path>
            <path class="chart-line series-0" d=line></path>
        </svg>
    }
}

/// A line through the values in a square of 100 by 100, which is stretched over the chart.
pub(super) fn path(values: &[f64], top: f64) -> String {
    let last = values.len().saturating_sub(1).max(1) as f64;
    let mut path = String::with_capacity(values.len() * 14);
    for (index, value) in values.iter().enumerate() {
        let command = if index == 0 { 'M' } else { 'L' };
        let (x, y) = (index as f64 / last * 100.0, 100.0 - (value / top * 100.0).clamp(0.0, 100.0));
        path.push_str(&format!("{command}{x:.2} {y:.2} "));
    }
    path
}
