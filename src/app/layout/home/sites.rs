//! The sites of the workspace at a glance.

use leptos::prelude::*;

use crate::{
    sites::types::SiteSummary,
    ui::{Badge, ExternalLink, Tone},
};

/// One card a site: its state, its address, its clicks.
#[component]
pub fn Sites(sites: Vec<SiteSummary>) -> impl IntoView {
    let cards = sites.into_iter().map(card).collect_view();
    view! { <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">{cards}</div> }
}

fn card(site: SiteSummary) -> impl IntoView {
    let (tone, state) = match (site.published_at, site.changed) {
        (None, _) => (Tone::Neutral, "Not published"),
        (Some(_), true) => (Tone::Warning, "Unpublished changes"),
        (Some(_), false) => (Tone::Success, "Online"),
    };
    view! {
        <article class="card flex flex-col gap-2 p-4">
            <h2 class="text-base" dir="auto">{site.title}</h2>
            <p class="flex items-center gap-2"><Badge tone dot=true>{state}</Badge></p>
            <ExternalLink href=site.public_url.clone()>{site.public_url.clone()}</ExternalLink>
            {site.clicks_7_days.map(|clicks| view! {
                <p class="text-muted">{format!("{clicks} clicks in the last 7 days")}</p>
            })}
        </article>
    }
}
