//! Which workspace: asked only when there are several.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    app::layout::{
        alone::Alone,
        error_view::{ErrorView, go_to},
        switcher::picture,
    },
    page,
    ui::{Avatar, ButtonLink, Card, EmptyState, Icon, Kind, PageHeader, Skeleton, SkeletonShape},
    workspaces::{rpc::list_workspaces, types::WorkspaceLink},
};

page!(
    /// `/w`
    pub ChooseRoute, Choose
);

#[component]
fn Choose() -> impl IntoView {
    let mine = Resource::new(|| (), |()| list_workspaces());
    let retry = Callback::new(move |()| mine.refetch());
    view! {
        <Title text="Your workspaces"/>
        <Alone>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Rows count=2/> }>
                {move || Suspend::new(async move {
                    match mine.await {
                        Ok(mine) => shown(mine),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </Alone>
    }
}

fn shown(mine: Vec<WorkspaceLink>) -> AnyView {
    let new =
        || view! { <ButtonLink href="/w/new" kind=Kind::Primary icon=icondata_lu::LuPlus>"New workspace"</ButtonLink> };
    match mine.as_slice() {
        [only] => go_to(format!("/w/{}", only.handle)),
        [] => view! {
            <EmptyState
                icon=icondata_lu::LuLayers
                title="You are in no workspace"
                about="A workspace holds your sites, contacts and numbers. Make one, or ask somebody to invite you."
            >
                {new()}
            </EmptyState>
        }
        .into_any(),
        _ => view! {
            <PageHeader title="Your workspaces" count=Some(mine.len() as u64) actions=new/>
            <Card flush=true>
                <ul class="divide-y">{mine.into_iter().map(line).collect_view()}</ul>
            </Card>
        }
        .into_any(),
    }
}

fn line(link: WorkspaceLink) -> impl IntoView {
    let name = link.name.clone();
    view! {
        <li>
            <a href=format!("/w/{}", link.handle) class="flex items-center gap-3 px-4 py-3 no-underline hover:bg-hover">
                <Avatar name=link.name src=picture(&link.logo) square=true/>
                <span class="min-w-0 flex-1">
                    <span class="block truncate font-medium" dir="auto">{name}</span>
                    <span class="block truncate text-sm text-muted">
                        {format!("@{} · {}", link.handle, link.role)}
                    </span>
                </span>
                <Icon icon=icondata_lu::LuChevronRight class="text-muted"/>
            </a>
        </li>
    }
}
