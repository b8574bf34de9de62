//! `/admin/workspaces`: every workspace.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    admin::{
        rpc::platform::list_all_workspaces,
        types::platform::{PAGE, WorkspaceRow, Workspaces},
    },
    app::layout::error_view::ErrorView,
    kernel::AppError,
    page,
    ui::{
        Badge, ButtonLink, Cell, Column, EmptyState, PageHeader, Pager, Row, SearchField, Skeleton, SkeletonShape,
        Table, Tone, Toolbar, When,
    },
};

page!(
    /// `/admin/workspaces`
    pub WorkspacesRoute, AllWorkspaces
);

fn address(search: &str, page: u64) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    let set = [("q", search), ("page", page.as_str())].into_iter().filter(|(_, text)| !text.is_empty());
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(set).finish();
    if query.is_empty() { "/admin/workspaces".to_owned() } else { format!("/admin/workspaces?{query}") }
}

#[component]
fn AllWorkspaces() -> impl IntoView {
    let query = use_query_map();
    let asked = move |name: &str| query.with(|query| query.get(name).unwrap_or_default());
    let found = Resource::new(
        move || (asked("q"), asked("page").parse().unwrap_or(1)),
        |(search, page)| async move {
            let found = list_all_workspaces(search.clone(), page).await?;
            Ok::<_, AppError>((found, search))
        },
    );
    let retry = Callback::new(move |()| found.refetch());
    view! {
        <Title text="Workspaces"/>
        <Transition fallback=|| view! { <PageHeader title="Workspaces"/> <Skeleton shape=SkeletonShape::Rows/> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok((found, search)) => view! { <Found found search/> }.into_any(),
                    Err(error) => view! { <ErrorView error retry/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Found(found: Workspaces, search: String) -> impl IntoView {
    let Workspaces { items, total, page } = found;
    let shown = items.len();
    let (previous, next) = (address(&search, page.saturating_sub(1)), address(&search, page + 1));
    let pager = match (page > 1, page * PAGE < total) {
        (false, false) => view! { <Pager shown total noun="workspace"/> }.into_any(),
        (false, true) => view! { <Pager shown total noun="workspace" next/> }.into_any(),
        (true, false) => view! { <Pager shown total noun="workspace" previous/> }.into_any(),
        (true, true) => view! { <Pager shown total noun="workspace" previous next/> }.into_any(),
    };
    let columns = vec![
        Column::text("Name"),
        Column::text("Owner"),
        Column::number("Members"),
        Column::number("Sites"),
        Column::text("Made"),
    ];
    let list = if items.is_empty() {
        view! { <Nothing/> }.into_any()
    } else {
        let rows = items.into_iter().map(|row| view! { <Line row/> }).collect_view();
        view! { <Table caption="Workspaces" columns>{rows}</Table> }.into_any()
    };
    view! {
        <PageHeader title="Workspaces" count=Some(total) about=Some("What people own together.".to_owned())/>
        <Toolbar><SearchField label="Search name, handle or owner" value=search action="/admin/workspaces"/></Toolbar>
        {list}
        {pager}
    }
}

#[component]
fn Nothing() -> impl IntoView {
    let about = "Search for a name, a handle or the owner's address.";
    view! {
        <div class="card">
            <EmptyState icon=icondata_lu::LuSearchX title="No workspace matches" about>
                <ButtonLink href="/admin/workspaces">"Show all workspaces"</ButtonLink>
            </EmptyState>
        </div>
    }
}

#[component]
fn Line(row: WorkspaceRow) -> impl IntoView {
    let WorkspaceRow { id, name, handle, owner, members, sites, created_at, suspended } = row;
    let owner = match owner {
        Some((id, name)) => {
            view! { <a class="link" href=format!("/admin/users/{id}") dir="auto">{name}</a> }.into_any()
        }
        None => "Nobody".into_any(),
    };
    let badge = suspended.then(|| view! { <Badge tone=Tone::Danger dot=true>"Suspended"</Badge> });
    view! {
        <Row>
            <Cell main=true>
                <a class="font-medium hover:underline" href=format!("/admin/workspaces/{id}") dir="auto">{name}</a>
                <span class="block text-sm font-normal text-muted">"@" {handle} " " {badge}</span>
            </Cell>
            <Cell label="Owner">{owner}</Cell>
            <Cell label="Members" number=true>{members}</Cell>
            <Cell label="Sites" number=true>{sites}</Cell>
            <Cell label="Made"><When at=created_at/></Cell>
        </Row>
    }
}
