//! The list of a workspace's sites.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    app::layout::{
        current::{CurrentWorkspace, use_current},
        error_view::ErrorView,
    },
    kernel::{id::WorkspaceId, permission::Permission},
    page,
    sites::{
        pages::actions::{CopyItems, ImportButton, ImportDialog},
        rpc::list_sites,
        types::SiteSummary,
    },
    ui::{
        Badge, ButtonLink, Cell, Column, CopyButton, EmptyState, Icon, Kind, Menu, MenuLink, PageBody, PageHeader, Row,
        Skeleton, SkeletonShape, Table, Tone, When, grouped,
    },
    workspaces::types::OpenWorkspace,
};

page!(
    /// `/w/{handle}/sites`
    pub SitesRoute, Sites
);

#[component]
fn Sites() -> impl IntoView {
    let current = use_current();
    let workspace = current.get_untracked().id;
    let sites = Resource::new(move || workspace, list_sites);
    let retry = Callback::new(move |()| sites.refetch());
    view! {
        <Title text="Sites"/>
        <PageBody>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Rows/> }>
                {move || Suspend::new(async move {
                    match sites.await {
                        Ok(sites) => view! { <Found sites current/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </PageBody>
    }
}

#[component]
fn Found(sites: Vec<SiteSummary>, current: CurrentWorkspace) -> impl IntoView {
    let open = current.get_untracked();
    let may_create = open.can(Permission::EditSites);
    let new = open.path("sites/new");
    let importing = RwSignal::new(false);
    let (empty, count) = (sites.is_empty(), sites.len() as u64);
    let create = {
        let new = new.clone();
        move || {
            (may_create && !empty).then(|| {
                view! {
                    <ImportButton open=importing/>
                    <ButtonLink href=new.clone() kind=Kind::Primary icon=icondata_lu::LuPlus>"Create site"</ButtonLink>
                }
            })
        }
    };
    let inside = if empty {
        let about = "A site is one page for everything that you want to be found: your links, pictures, and a form.";
        view! {
            <div class="card">
                <EmptyState icon=icondata_lu::LuPanelsTopLeft title="No sites yet" about=about>
                    {may_create.then(|| view! {
                        <ButtonLink href=new kind=Kind::Primary icon=icondata_lu::LuPlus>"Create site"</ButtonLink>
                        <ImportButton open=importing/>
                    })}
                </EmptyState>
            </div>
        }
        .into_any()
    } else {
        view! { <SiteTable sites open=open.clone()/> }.into_any()
    };
    view! {
        <PageHeader
            title="Sites"
            about=Some("Pages with your links, each at its own address.".to_owned())
            count=(!empty).then_some(count)
            actions=create
        />
        {inside}
        {may_create.then(|| view! { <ImportDialog open=importing/> })}
    }
}

#[component]
fn SiteTable(sites: Vec<SiteSummary>, open: OpenWorkspace) -> impl IntoView {
    let base = open.path("sites");
    let copied = open.can(Permission::EditSites).then_some(open.id);
    let counted = sites.iter().any(|site| site.clicks_7_days.is_some());
    let mut columns = vec![Column::text("Site"), Column::text("State"), Column::text("Address")];
    if counted {
        columns.push(Column::number("Views, 7 days"));
        columns.push(Column::number("Clicks, 7 days"));
    }
    columns.push(Column::text("Changed"));
    columns.push(Column::quiet("Actions"));
    let rows = sites
        .into_iter()
        .map(|site| {
            let href = format!("{base}/{}", site.id);
            view! { <SiteRow site href counted copied/> }
        })
        .collect_view();
    view! { <Table caption="Sites of this workspace" columns>{rows}</Table> }
}

#[component]
fn SiteRow(site: SiteSummary, href: String, counted: bool, copied: Option<WorkspaceId>) -> impl IntoView {
    let state = view! { <State site=site.clone()/> };
    let title = if site.title.trim().is_empty() { "Untitled site".to_owned() } else { site.title };
    let blocks = if site.blocks == 1 { "1 block".to_owned() } else { format!("{} blocks", site.blocks) };
    let address = site.public_url.split_once("://").map_or(site.public_url.clone(), |(_, rest)| rest.to_owned());
    let numbers = [(); 2].map(|()| format!("{href}/analytics?range=7d"));
    let clicks = counted.then(|| {
        let [of_views, of_clicks] = numbers;
        view! {
            <Cell label="Views, 7 days" number=true>
                <a class="row-link tabular" href=of_views>{grouped(site.views_7_days.unwrap_or(0))}</a>
            </Cell>
            <Cell label="Clicks, 7 days" number=true>
                <a class="row-link tabular" href=of_clicks>{grouped(site.clicks_7_days.unwrap_or(0))}</a>
            </Cell>
        }
    });
    let analytics = format!("{href}/analytics");
    let analytics = counted.then(|| {
        view! { <MenuLink href=analytics icon=icondata_lu::LuChartNoAxesCombined>"Analytics"</MenuLink> }
    });
    let online = site.published_at.is_some().then(|| {
        view! {
            <MenuLink href=site.public_url.clone() icon=icondata_lu::LuGlobe external=true>"View page"</MenuLink>
        }
    });
    let (id, label) = (format!("site-{}", site.id), format!("Actions for {title}"));
    let settings = format!("{href}?tab=settings");
    let copies = copied.map(|workspace| view! { <CopyItems workspace site=site.id/> });
    let name = {
        let href = href.clone();
        view! {
            <a class="flex min-w-0 flex-col hover:underline" href=href>
                <span class="break-words font-medium" dir="auto">{title}</span>
                <span class="text-sm font-normal text-muted">{blocks}</span>
            </a>
        }
    };
    view! {
        <Row>
            <Cell main=true>{name}</Cell>
            <Cell label="State">{state}</Cell>
            <Cell label="Address">
                <span class="inline-flex max-w-full items-center gap-1">
                    <span class="min-w-0 break-all">{address}</span>
                    <CopyButton text=site.public_url label="Copy address" compact=true/>
                </span>
            </Cell>
            {clicks}
            <Cell label="Changed"><When at=site.updated_at/></Cell>
            <Cell menu=true>
                <Menu id label>
                    <MenuLink href=href icon=icondata_lu::LuPencil>"Edit site"</MenuLink>
                    {analytics}
                    <MenuLink href=settings icon=icondata_lu::LuSettings>"Settings"</MenuLink>
                    {online}
                    {copies}
                </Menu>
            </Cell>
        </Row>
    }
}

/// Whether it is online, and for whom.
#[component]
fn State(site: SiteSummary) -> impl IntoView {
    let (tone, state) = match (site.published_at, site.changed) {
        (None, _) => (Tone::Neutral, "Not published"),
        (Some(_), true) => (Tone::Warning, "Unpublished changes"),
        (Some(_), false) => (Tone::Success, "Online"),
    };
    let seen_by = site.published_at.and(match site.visibility.as_str() {
        "unlisted" => Some((icondata_lu::LuEyeOff, "Unlisted")),
        "password" => Some((icondata_lu::LuLock, "With a password")),
        _ => None,
    });
    let seen_by = seen_by.map(|(icon, words)| {
        view! { <span class="inline-flex items-center gap-1 text-sm text-muted"><Icon icon size=14/> {words}</span> }
    });
    view! {
        <span class="inline-flex flex-wrap items-center gap-2"><Badge tone dot=true>{state}</Badge> {seen_by}</span>
    }
}
