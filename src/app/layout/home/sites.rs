//! The sites of the workspace at a glance.

use leptos::prelude::*;

use crate::{
    app::layout::current::use_workspace,
    kernel::permission::Permission,
    sites::types::SiteSummary,
    ui::{Badge, ButtonLink, CopyButton, ExternalLink, Kind, Size, Tone, When, grouped},
};

/// The most sites that are shown here.
const SHOWN: usize = 6;

/// One card a site: its state, its address, its clicks; the latest changed first. Nothing when there is none.
#[component]
pub fn Sites(mut sites: Vec<SiteSummary>) -> impl IntoView {
    if sites.is_empty() {
        return ().into_any();
    }
    let open = use_workspace();
    let all = sites.len();
    sites.sort_by_key(|site| std::cmp::Reverse(site.updated_at));
    sites.truncate(SHOWN);
    let cards = sites.into_iter().map(|site| view! { <SiteCard site/> }).collect_view();
    let list = open.path("sites");
    let more = (all > SHOWN).then(|| {
        view! { <ButtonLink href=list kind=Kind::Ghost size=Size::Small>{format!("Show all {all}")}</ButtonLink> }
    });
    let new = open.path("sites/new");
    let new = open.can(Permission::EditSites).then(|| {
        view! { <ButtonLink href=new size=Size::Small icon=icondata_lu::LuPlus>"Create site"</ButtonLink> }
    });
    view! {
        <section class="flex flex-col gap-3" aria-labelledby="home-sites">
            <div class="flex items-center justify-between gap-3">
                <h2 class="text-lg" id="home-sites">"Sites"</h2>
                <div class="flex gap-2">{more} {new}</div>
            </div>
            <div class="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">{cards}</div>
        </section>
    }
    .into_any()
}

#[component]
fn SiteCard(site: SiteSummary) -> impl IntoView {
    let open = use_workspace();
    let (tone, state) = match (site.published_at, site.changed) {
        (None, _) => (Tone::Neutral, "Not published"),
        (Some(_), true) => (Tone::Warning, "Unpublished changes"),
        (Some(_), false) => (Tone::Success, "Online"),
    };
    let address = site.public_url.split("://").last().unwrap_or_default().to_owned();
    let address = if site.published_at.is_some() {
        view! { <ExternalLink href=site.public_url.clone()>{address}</ExternalLink> }.into_any()
    } else {
        view! { <span class="text-muted">{address}</span> }.into_any()
    };
    let title = if site.title.trim().is_empty() { "Untitled site".to_owned() } else { site.title };
    let many = |count: u64, noun: &str| format!("{} {noun}{}", grouped(count), if count == 1 { "" } else { "s" });
    let clicks = site
        .views_7_days
        .zip(site.clicks_7_days)
        .map(|(views, clicks)| format!("{}, {} in 7 days", many(views, "view"), many(clicks, "click")));
    view! {
        <article class="card flex min-w-0 flex-col gap-3 p-4">
            <div class="flex items-start justify-between gap-3">
                <h3 class="min-w-0 text-base">
                    <a class="row-link line-clamp-2 break-words" dir="auto" href=open.path(&format!("sites/{}", site.id))>
                        {title}
                    </a>
                </h3>
                <Badge tone dot=true>{state}</Badge>
            </div>
            <p class="flex min-w-0 items-center gap-1">
                <span class="min-w-0 truncate">{address}</span>
                <CopyButton text=site.public_url label="Copy address" compact=true/>
            </p>
            <p class="mt-auto flex flex-wrap justify-between gap-x-3 text-sm text-muted">
                <span class="tabular">{clicks}</span>
                <span>"Changed " <When at=site.updated_at/></span>
            </p>
        </article>
    }
}
