//! The home of a workspace: what to do next, how its sites do.

mod clicks;
mod numbers;
mod sites;
mod steps;

use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    current::{use_current, use_workspace},
    error_view::ErrorView,
};
use crate::{
    kernel::{Result, id::WorkspaceId, permission::Permission},
    page,
    sites::{
        rpc::{list_sites, workspace_clicks},
        types::{SiteSummary, WorkspaceClicks},
    },
    ui::{PageBody, PageHeader, Skeleton, SkeletonShape},
    workspaces::{rpc::read_team, types::Team},
};

page!(
    /// `/w/{handle}`
    pub HomeRoute, Home
);

/// What the page is made of.
#[derive(Clone)]
struct Facts {
    /// Empty for a role that may not see sites.
    sites: Vec<SiteSummary>,
    /// `None` for a role that may not see numbers.
    clicks: Option<WorkspaceClicks>,
    team: Team,
}

#[component]
fn Home() -> impl IntoView {
    let current = use_current();
    let open = current.get_untracked();
    let (id, counts) = (open.id, open.can(Permission::ViewAnalytics));
    let seen = open.can(Permission::ViewSites);
    let sites = Resource::new(move || (id, seen), |(id, seen)| sites_if(id, seen));
    let clicks = Resource::new(move || (id, counts), |(id, counts)| clicks_if(id, counts));
    let team = Resource::new(move || id, read_team);
    let retry = Callback::new(move |()| {
        sites.refetch();
        clicks.refetch();
        team.refetch();
    });
    view! {
        <Title text="Home"/>
        <PageBody>
            <PageHeader title=current.read(|open| open.name.clone())/>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Cards count=3/> }>
                {move || Suspend::new(async move {
                    match (sites.await, clicks.await, team.await) {
                        (Ok(sites), Ok(clicks), Ok(team)) => view! { <Overview facts=Facts { sites, clicks, team }/> }.into_any(),
                        (Err(error), ..) | (_, Err(error), _) | (.., Err(error)) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </PageBody>
    }
}

async fn sites_if(workspace: WorkspaceId, allowed: bool) -> Result<Vec<SiteSummary>> {
    if allowed { list_sites(workspace).await } else { Ok(Vec::new()) }
}

async fn clicks_if(workspace: WorkspaceId, allowed: bool) -> Result<Option<WorkspaceClicks>> {
    if allowed { workspace_clicks(workspace).await.map(Some) } else { Ok(None) }
}

#[component]
fn Overview(facts: Facts) -> impl IntoView {
    let open = use_workspace();
    let seen = open.can(Permission::ViewSites);
    let steps = steps::steps(&open, &facts);
    let Facts { sites, clicks, team } = facts;
    let online = sites.iter().filter(|site| site.published_at.is_some()).count();
    let chart = clicks.clone().filter(|clicks| clicks.ever || clicks.views_per_day.iter().any(|views| *views > 0));
    view! {
        <steps::NextSteps steps/>
        <numbers::Numbers clicks sites=seen.then_some((online, sites.len())) team/>
        {chart.map(|clicks| view! { <clicks::ClickChart clicks/> })}
        <sites::Sites sites/>
    }
}
