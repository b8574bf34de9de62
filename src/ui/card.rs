//! Cards, the card with one number, and lists of facts.

use leptos::prelude::*;

use super::{Icon, Sparkline};

/// A box with an optional title line and actions in it.
#[component]
pub fn Card(
    /// The heading of the box.
    #[prop(optional, into)]
    title: Option<String>,
    /// Buttons or a link at the end of the title line.
    #[prop(optional, into)]
    actions: ViewFn,
    /// The content fills the box to its borders, for example a list.
    #[prop(optional)]
    flush: bool,
    /// More classes.
    #[prop(optional, into)]
    class: String,
    /// The content.
    children: Children,
) -> impl IntoView {
    let head = title.map(|title| {
        view! {
            <div class="card-head">
                <h2 class="text-base">{title}</h2>
                <div class="flex items-center gap-2">{actions.run()}</div>
            </div>
        }
    });
    view! {
        <section class=format!("card {class}")>
            {head}
            <div class=if flush { "" } else { "card-body" }>{children()}</div>
        </section>
    }
}

/// The card that ends a page: what its dangerous button does, and the button.
#[component]
pub fn LastCard(
    /// What is lost.
    #[prop(into)]
    about: String,
    /// The button.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card card-body flex flex-wrap items-center justify-between gap-3">
            <p class="text-muted">{about}</p>
            {children()}
        </section>
    }
}

/// Which way a number went, and whether that is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// Up, which is good.
    Better,
    /// Down, which is bad.
    Worse,
    /// About the same, or neither good nor bad.
    Same,
}

/// One number at a glance: what it counts, how it compares in words, a small line of the days before.
#[component]
pub fn StatCard(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// The number as people read it, for example "1,204" or "€12.50".
    #[prop(into)]
    number: String,
    /// The exact value, shown on hover.
    #[prop(optional, into)]
    exact: Option<String>,
    /// The comparison spelled out: "12% more than the week before".
    #[prop(optional, into)]
    comparison: Option<String>,
    /// Which way it went.
    #[prop(optional)]
    trend: Option<Trend>,
    /// The values of the days before, oldest first.
    #[prop(optional)]
    line: Vec<f64>,
    /// Where the details are.
    #[prop(optional, into)]
    href: Option<String>,
) -> impl IntoView {
    let (icon, colour) = match trend {
        Some(Trend::Better) => (Some(icondata_lu::LuTrendingUp), "text-success"),
        Some(Trend::Worse) => (Some(icondata_lu::LuTrendingDown), "text-danger"),
        Some(Trend::Same) => (Some(icondata_lu::LuMinus), "text-muted"),
        None => (None, ""),
    };
    let line = (line.len() > 1).then(|| view! { <Sparkline values=line/> });
    let inside = view! {
        <span class="text-muted">{label}</span>
        <span class="stat-number" title=exact>{number}</span>
        {comparison.map(|comparison| view! {
            <span class="stat-about">
                {icon.map(|icon| view! { <Icon icon class=colour/> })}
                {comparison}
            </span>
        })}
        {line}
    };
    match href {
        Some(href) => view! { <a class="card stat" href=href>{inside}</a> }.into_any(),
        None => view! { <div class="card stat">{inside}</div> }.into_any(),
    }
}

/// A list of facts about one thing, at the side of its page.
#[component]
pub fn Facts(
    /// [`Fact`]s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One fact: its name and what is so.
#[component]
pub fn Fact(
    /// The name of the fact.
    #[prop(into)]
    label: String,
    /// What is so.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="contents">
            <dt>{label}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
