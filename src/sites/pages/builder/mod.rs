//! The builder: the form of a site beside its live page.

mod address;
mod bar;
mod blocks;
mod card;
mod clicks;
mod conflict;
mod design;
mod forms;
mod found;
mod history;
mod import;
mod leaving;
mod local;
mod own_css;
mod picker;
mod pictures;
mod preview;
mod publish;
mod rules;
mod session;
mod settings;
mod share;
mod short_links;
mod sort;
mod tabs;
mod upload;
mod visibility;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use self::{
    bar::Bar, clicks::Clicks, conflict::ConflictPanel, local::Restore, preview::Preview, publish::Problems,
    session::Session, tabs::Panel,
};
use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::{AppError, id::SiteId},
    page,
    sites::{
        pages::editor::Field,
        rpc::open_builder,
        types::{SiteClicks, SiteDetails},
    },
    ui::{Alert, PageBody, Skeleton, SkeletonShape, Width, suspend},
};

page!(
    /// `/w/{handle}/sites/{id}`
    pub BuilderRoute, Builder
);

/// Opens the site and its clicks.
#[component]
fn Builder() -> impl IntoView {
    let params = use_params_map();
    let site = Memo::new(move |_| params.read().get("site").and_then(|id| id.parse::<SiteId>().ok()));
    let workspace = use_workspace().id;
    let opened = Resource::new(
        move || site.get(),
        move |site| async move { open_builder(workspace, site.ok_or_else(|| AppError::not_found("site"))?).await },
    );
    let retry = Callback::new(move |()| opened.refetch());
    view! {
        <Suspense fallback=BuilderSkeleton>
            {suspend(move || async move {
                match opened.await {
                    Ok((details, clicks)) => view! { <Workbench details clicks/> }.into_any(),
                    Err(error) => view! { <PageBody><ErrorView error retry/></PageBody> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn BuilderSkeleton() -> impl IntoView {
    view! {
        <div class="h-14 border-b bg-surface"></div>
        <PageBody width=Width::Full>
            <Skeleton shape=SkeletonShape::Form count=6/>
        </PageBody>
    }
}

/// What a phone shows of the two halves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Edit,
    Preview,
}

#[component]
fn Workbench(details: SiteDetails, clicks: Option<SiteClicks>) -> impl IntoView {
    let open = use_workspace();
    let session = Session::begin(details, &open);
    let clicks = clicks.map(|clicks| Clicks::begin(session, clicks));
    let half = RwSignal::new(Half::Edit);
    let first = Field::Title.of(&session.draft_untracked()).clone();
    let title = session.watch(|editor| Field::Title.of(editor.draft()).clone());
    // The head of the document is written after everything else; this page may be gone by then.
    let title = move || title.try_get().unwrap_or_else(|| first.clone());
    leaving::guard(session);
    pictures::provide(&open);
    tabs::provide(session, half);
    provide_context(own_css::follow(session));
    view! {
        <Title text=title/>
        <Bar session half/>
        <div class="workbench">
            <div class="workbench-form" class:workbench-away=move || half.get() == Half::Preview>
                <Notices session/>
                <Panel session clicks/>
            </div>
            <div class="workbench-preview" class:workbench-away=move || half.get() == Half::Edit>
                <Preview session/>
            </div>
        </div>
        <div class="sr-only" role="status" aria-live="assertive">{move || session.said.get()}</div>
    }
}

/// Everything that wants attention before the work goes on.
#[component]
fn Notices(session: Session) -> impl IntoView {
    view! {
        {(!session.allowed.edit).then(|| view! {
            <Alert title="You can look at this site, but not change it">
                "Your role does not include editing sites. Ask an owner, an admin or an editor."
            </Alert>
        })}
        <Restore session/>
        <ConflictPanel session/>
        <Problems session/>
    }
}
