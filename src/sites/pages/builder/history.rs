//! The history of the site: who published what and when, how it looked, and bringing it back.

use leptos::{prelude::*, task::spawn_local};

use super::session::Session;
use crate::{
    app::layout::error_view::ErrorView,
    kernel::{
        AppError,
        id::SiteVersionId,
        time::{ago, now},
    },
    sites::{
        pages::compare::{Difference, compare},
        rpc::{list_versions, open_version, restore_version},
        types::{OpenVersion, SiteVersion, VersionKind},
        view::{BioPage, PageModel},
    },
    ui::{Badge, Button, EmptyState, Kind, Skeleton, SkeletonShape, Tone},
};

/// How many differences are listed.
const MOST: usize = 30;

/// The tab. The list is read again after every publishing.
#[component]
pub fn HistoryTab(
    /// The session.
    session: Session,
) -> impl IntoView {
    let found = RwSignal::new(None::<Result<Vec<SiteVersion>, AppError>>);
    let load = move || {
        spawn_local(async move {
            let answer = list_versions(session.workspace, session.site).await;
            found.try_set(Some(answer));
        });
    };
    Effect::new(move |_| {
        session.facts.track();
        load();
    });
    let retry = Callback::new(move |()| load());
    let open = RwSignal::new(None::<SiteVersionId>);
    view! {
        <div class="flex flex-col gap-4">
            <p class="max-w-prose text-muted">
                "Every time you publish, the page is kept here; the last 50 stay. Restoring brings texts, design and blocks back \
                 as your draft, with the counts of the blocks. Address, visibility and passwords stay as they are now."
            </p>
            {move || match found.get() {
                None => view! { <Skeleton shape=SkeletonShape::Rows/> }.into_any(),
                Some(Err(error)) => view! { <ErrorView error retry/> }.into_any(),
                Some(Ok(versions)) if versions.is_empty() => view! { <NoVersions/> }.into_any(),
                Some(Ok(versions)) => view! { <VersionList session versions open/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn NoVersions() -> impl IntoView {
    view! {
        <div class="card">
            <EmptyState
                icon=icondata_lu::LuHistory
                title="Nothing was published yet"
                about="After you publish, each version is kept here, to look at and to bring back."
            />
        </div>
    }
}

#[component]
fn VersionList(session: Session, versions: Vec<SiteVersion>, open: RwSignal<Option<SiteVersionId>>) -> impl IntoView {
    let items = versions.into_iter().map(|version| view! { <VersionItem session version open/> }).collect_view();
    view! { <ol class="card version-list" aria-label="Versions, the newest first">{items}</ol> }
}

#[component]
fn VersionItem(session: Session, version: SiteVersion, open: RwSignal<Option<SiteVersionId>>) -> impl IntoView {
    let SiteVersion { id, kind, by, at, summary, online } = version;
    let exact = session.zone.with_value(|zone| zone.words(at));
    let by = by.unwrap_or_else(|| "Somebody who has left".to_owned());
    let badge = match (online, kind) {
        (true, _) => view! { <Badge tone=Tone::Success dot=true>"Online"</Badge> },
        (_, VersionKind::Published) => view! { <Badge>"Published"</Badge> },
        (_, VersionKind::Replaced) => view! { <Badge tone=Tone::Warning>"Draft before a restore"</Badge> },
    };
    let is_open = Memo::new(move |_| open.get() == Some(id));
    let toggle = move |_| open.set((!is_open.get_untracked()).then_some(id));
    view! {
        <li class="version-item">
            <button
                type="button"
                class="version-toggle"
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                on:click=toggle
            >
                <span class="flex min-w-0 flex-1 flex-col text-start">
                    <span class="font-medium">{summary}</span>
                    <span class="text-sm text-muted" title=ago(at, now())>{format!("{exact} by {by}")}</span>
                </span>
                {badge}
            </button>
            <Show when=move || is_open.get()><VersionBody session id/></Show>
        </li>
    }
}

/// What a version holds.
#[component]
fn VersionBody(session: Session, id: SiteVersionId) -> impl IntoView {
    let found = RwSignal::new(None::<Result<OpenVersion, AppError>>);
    let load = move || {
        spawn_local(async move {
            found.try_set(Some(open_version(session.workspace, session.site, id).await));
        });
    };
    Effect::new(move |_| load());
    let retry = Callback::new(move |()| load());
    view! {
        <div class="version-body">
            {move || match found.get() {
                None => view! { <Skeleton shape=SkeletonShape::Rows/> }.into_any(),
                Some(Err(error)) => view! { <ErrorView error retry/> }.into_any(),
                Some(Ok(version)) => view! { <VersionView session id version/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn VersionView(session: Session, id: SiteVersionId, version: OpenVersion) -> impl IntoView {
    let busy = RwSignal::new(false);
    let OpenVersion { draft, before } = version;
    let changes = before.map(|before| compare(&draft, &before));
    let same = {
        let draft = draft.clone();
        session.watch(move |editor| **editor.draft() == draft)
    };
    let page = PageModel::preview(&draft);
    view! {
        {changes.map(|changes| view! { <Changes changes/> })}
        <div class="preview-frame version-preview" tabindex="0" role="region" aria-label="How this version looks">
            <div inert><BioPage page/></div>
        </div>
        {session.allowed.edit.then(|| view! {
            <div class="flex flex-wrap items-center gap-2">
                <Button
                    kind=Kind::Primary
                    icon=icondata_lu::LuRotateCcw
                    pending=busy
                    disabled=same
                    on_click=move |()| restore(session, id, busy)
                >
                    "Restore this version"
                </Button>
                {move || same.get().then(|| view! { <p class="text-sm text-muted">"This is your draft now."</p> })}
            </div>
        })}
    }
}

/// Saves what is unsaved, then makes the version the draft. The old draft is in the history and one undo away.
fn restore(session: Session, id: SiteVersionId, busy: RwSignal<bool>) {
    busy.set(true);
    spawn_local(async move {
        let answer = match session.flush().await {
            Ok(version) => restore_version(session.workspace, session.site, version, id).await,
            Err(error) => Err(error),
        };
        busy.try_set(false);
        match answer {
            Ok(details) => {
                session.adopt(details);
                session.say("Version restored");
                session.toasts.undo("Version restored as your draft", move || session.undo());
            }
            Err(AppError::Conflict(_)) => session.compare().await,
            Err(error) => session.toasts.error(format!("The version was not restored. {error}")),
        }
    });
}

/// What the version has otherwise than the one before it.
#[component]
fn Changes(changes: Vec<Difference>) -> impl IntoView {
    if changes.is_empty() {
        return view! { <p class="text-muted">"It says the same as the version before it."</p> }.into_any();
    }
    let more = changes.len().saturating_sub(MOST);
    let rows = changes.into_iter().take(MOST).map(|Difference { what, mine, theirs }| {
        view! {
            <tr>
                <th scope="row" class="align-top" dir="auto">{what}</th>
                <td class="align-top break-words" dir="auto">{theirs}</td>
                <td class="align-top break-words" dir="auto">{mine}</td>
            </tr>
        }
    });
    view! {
        <div class="table-scroll max-h-80 overflow-y-auto" tabindex="0" role="region" aria-label="What changed">
            <table class="table">
                <thead>
                    <tr><th scope="col">"What"</th><th scope="col">"Before"</th><th scope="col">"In this version"</th></tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {(more > 0).then(|| view! { <p class="text-sm text-muted">{format!("And {more} more.")}</p> })}
    }
    .into_any()
}
