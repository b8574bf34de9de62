//! The frame of every page of a workspace: opens it, then draws bar, sidebar and page.

use leptos::{html, prelude::*};
use leptos_router::hooks::{use_location, use_params_map};

use super::{
    alone::Alone,
    current::{CurrentWorkspace, use_current},
    error_view::{ErrorView, go_to},
    leaving::LeavingNotice,
    notices::Notices,
    page_once::page_once,
    palette::Palette,
    shortcuts::{ShortcutHelp, listen},
    sidebar::{Drawer, Sidebar},
    topbar::Topbar,
};
use crate::{
    kernel::AppError,
    ui::{Alert, PageBody, Skeleton, SkeletonShape, Tone},
    workspaces::{rpc::open_workspace, types::OpenWorkspace},
};

/// Everything below `/w/{handle}`.
#[component]
pub fn WorkspaceLayout() -> impl IntoView {
    let params = use_params_map();
    let handle = Memo::new(move |_| params.read().get("workspace").unwrap_or_default());
    let opened = Resource::new(move || handle.get(), open_workspace);
    let retry = Callback::new(move |()| opened.refetch());
    view! {
        <Transition fallback=FrameSkeleton>
            {move || Suspend::new(async move {
                let asked = handle.get_untracked();
                match opened.await {
                    Ok(opened) => opened_view(opened, &asked),
                    Err(error) => refused_view(error, retry),
                }
            })}
        </Transition>
    }
}

fn opened_view(opened: OpenWorkspace, asked: &str) -> AnyView {
    // Whoever is about to lose the account decides about that first.
    if opened.me.leaving {
        return go_to("/account/leaving".to_owned());
    }
    if opened.handle == asked {
        return view! { <Frame opened/> }.into_any();
    }
    // An old handle, or one in capital letters: the same page at the right address.
    let location = use_location();
    let path = location.pathname.get_untracked();
    let rest = path.splitn(4, '/').nth(3).map(|rest| format!("/{rest}")).unwrap_or_default();
    let search = location.search.get_untracked();
    let search = if search.is_empty() { search } else { format!("?{}", search.trim_start_matches('?')) };
    go_to(format!("/w/{}{rest}{search}", opened.handle))
}

fn refused_view(error: AppError, retry: Callback<()>) -> AnyView {
    match error {
        AppError::Unauthenticated => view! { <ErrorView error/> }.into_any(),
        error => view! { <Alone><ErrorView error retry/></Alone> }.into_any(),
    }
}

#[component]
fn Frame(opened: OpenWorkspace) -> impl IntoView {
    CurrentWorkspace::provide(opened);
    let (palette, help) = (RwSignal::new(false), RwSignal::new(false));
    let content = NodeRef::<html::Main>::new();
    let closed = use_current().read(|open| open.suspended.clone());
    let closed = move || closed.get().map(|reason| view! { <Closed reason/> });
    listen(palette, help);
    focus_content_on_navigation(content);
    view! {
        <a class="skip-link" href="#content" rel="external">"Skip to content"</a>
        <Topbar palette/>
        <div class="flex">
            <Sidebar/>
            <main node_ref=content id="content" tabindex="-1" class="min-w-0 flex-1 outline-none">
                {closed}
                <LeavingNotice/>
                <Notices/>
                {page_once()}
            </main>
        </div>
        <Drawer/>
        <Palette open=palette help/>
        <ShortcutHelp open=help/>
    }
}

/// Tells members why visitors cannot see their pages.
#[component]
fn Closed(reason: String) -> impl IntoView {
    view! {
        <div class="px-4 pt-4 sm:px-6">
            <Alert tone=Tone::Danger title="The public pages of this workspace are closed">
                <p class="break-words" dir="auto">{reason}</p>
                <p>"Answer the mail that we sent to the owner if you think that we are mistaken."</p>
            </Alert>
        </div>
    }
}

/// Tells readers of screens, and the next press of Tab, that another page has opened.
fn focus_content_on_navigation(content: NodeRef<html::Main>) {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path)
            && let Some(content) = content.get_untracked()
        {
            drop(content.focus());
        }
        path
    });
}

#[component]
fn FrameSkeleton() -> impl IntoView {
    view! {
        <div class="h-14 border-b bg-surface"></div>
        <PageBody>
            <Skeleton shape=SkeletonShape::Cards/>
        </PageBody>
    }
}
