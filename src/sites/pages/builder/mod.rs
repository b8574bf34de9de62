//! The builder: the form of a site beside its live page.

mod address;
mod bar;
mod blocks;
mod card;
mod clicks;
mod conflict;
mod design;
mod found;
mod import;
mod leaving;
mod local;
mod preview;
mod publish;
mod session;
mod settings;
mod sort;
mod tabs;
mod upload;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use self::{
    bar::Bar, clicks::Clicks, conflict::ConflictPanel, local::Restore, preview::Preview, publish::Problems,
    session::Session, tabs::Panel,
};
use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::{AppError, id::SiteId, permission::Permission},
    page,
    sites::{
        pages::editor::Field,
        rpc::{open_site, site_clicks},
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
    let open = use_workspace();
    let (workspace, counts) = (open.id, open.can(Permission::ViewAnalytics));
    let opened = Resource::new(
        move || site.get(),
        move |site| async move {
            let site = site.ok_or_else(|| AppError::not_found("site"))?;
            let details = open_site(workspace, site).await?;
            let clicks = if counts { site_clicks(workspace, site, 7).await.ok() } else { None };
            Ok::<_, AppError>((details, clicks))
        },
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
    let title = session.watch(|editor| Field::Title.of(editor.draft()).clone());
    // The server reads the title last of all, when what it would follow may be gone.
    let first_title = title.get_untracked();
    leaving::guard(session);
    tabs::provide(session, half);
    view! {
        <Title text=move || title.try_get().unwrap_or_else(|| first_title.clone())/>
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
