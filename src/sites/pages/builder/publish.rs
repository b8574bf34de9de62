//! Publishing: the state of the site, the buttons, and what must be mended first.

use leptos::{prelude::*, task::spawn_local};

use super::{
    bar::is_changed,
    session::{Session, SiteFacts},
    share::ShareSite,
    tabs::use_way,
};
use crate::{
    kernel::{AppError, FieldErrors, id::BlockId},
    sites::{
        pages::{
            actions::CopyItems,
            editor::{Edit, Field},
        },
        rpc::{publish_site, unpublish_site},
        types::SiteDetails,
    },
    ui::{Alert, Badge, Button, ButtonLink, ConfirmDialog, IconButton, Kind, Menu, MenuItem, MenuLink, Size, Tone},
};

/// "Online", "Unpublished changes", "Not published".
#[component]
pub fn StateBadge(
    /// The session.
    session: Session,
) -> impl IntoView {
    let changed = is_changed(session);
    move || {
        let (tone, word) = match (session.facts.with(|facts| facts.published_at.is_some()), changed.get()) {
            (false, _) => (Tone::Neutral, "Not published"),
            (true, true) => (Tone::Warning, "Unpublished changes"),
            (true, false) => (Tone::Success, "Online"),
        };
        view! { <Badge tone dot=true>{word}</Badge> }
    }
}

/// The public page, publish, and the rest in a menu.
#[component]
pub fn PublishActions(
    /// The session.
    session: Session,
) -> impl IntoView {
    let (busy, asking) = (RwSignal::new(false), RwSignal::new(false));
    let changed = is_changed(session);
    let online = Memo::new(move |_| session.facts.with(|facts| facts.published_at.is_some()));
    let address = Signal::derive(move || session.facts.with(|facts| facts.public_url.clone()));
    let word = move || if online.get() { "Update" } else { "Publish" };
    let page = move || {
        online.get().then(|| {
            view! {
                <span class="hidden md:contents"><ButtonLink href=address external=true>"View page"</ButtonLink></span>
            }
        })
    };
    view! {
        {page}
        <ShareSite session/>
        {session.allowed.publish.then(|| view! {
            <Button
                kind=Kind::Primary
                pending=busy
                disabled=Signal::derive(move || online.get() && !changed.get())
                on_click=move |()| publish(session, busy)
            >
                {word}
            </Button>
            <Offline session open=asking/>
        })}
        <SiteMenu session online address asking/>
    }
}

#[component]
fn SiteMenu(session: Session, online: Memo<bool>, address: Signal<String>, asking: RwSignal<bool>) -> impl IntoView {
    view! {
        <Menu id="site-actions" label="More for this site">
            {move || online.get().then(|| view! {
                <MenuLink href=address.get() icon=icondata_lu::LuGlobe external=true>"View page"</MenuLink>
            })}
            {session.allowed.edit.then(|| view! { <CopyItems workspace=session.workspace site=session.site/> })}
            {move || (online.get() && session.allowed.publish).then(|| view! {
                <MenuItem icon=icondata_lu::LuCloudOff danger=true on_click=move |()| asking.set(true)>
                    "Unpublish site"
                </MenuItem>
            })}
        </Menu>
    }
}

/// The question before a site goes offline.
#[component]
fn Offline(session: Session, open: RwSignal<bool>) -> impl IntoView {
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<AppError>));
    let title = move || format!("Unpublish “{}”?", Field::Title.of(&session.draft()));
    let confirm = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = unpublish_site(session.workspace, session.site).await;
            busy.try_set(false);
            failed.try_set(answer.as_ref().err().cloned());
            if let Ok(details) = answer {
                session.facts.try_set(SiteFacts::of(&details));
                open.try_set(false);
                session.toasts.success("Site unpublished");
            }
        });
    };
    view! {
        <ConfirmDialog
            id="unpublish"
            open
            title=Signal::derive(title)
            lost="Visitors see that the page is gone, and its links stop. Blocks and counts stay, and you can publish it again."
            action="Unpublish site"
            on_confirm=confirm
            pending=busy
            error=failed
        />
    }
}

/// Saves, then puts online what was saved.
fn publish(session: Session, busy: RwSignal<bool>) {
    let problems = session.draft_untracked().problems();
    if !problems.0.is_empty() {
        return refuse(session, problems);
    }
    busy.set(true);
    spawn_local(async move {
        let answer = match session.flush().await {
            Ok(version) => publish_site(session.workspace, session.site, version).await,
            Err(error) => Err(error),
        };
        busy.try_set(false);
        match answer {
            Ok(details) => published(session, &details),
            Err(AppError::Invalid(problems)) => refuse(session, problems),
            Err(AppError::Conflict(_)) => session.compare().await,
            Err(error) => session.toasts.error(format!("The site was not published. {error}")),
        }
    });
}

fn published(session: Session, details: &SiteDetails) {
    let before = session.facts.try_update(|facts| std::mem::replace(facts, SiteFacts::of(details)));
    session.problems.try_set(None);
    let first = before.is_some_and(|before| before.published_at.is_none());
    session.toasts.success(if first { "Site published" } else { "Page updated" });
}

fn refuse(session: Session, problems: FieldErrors) {
    session.problems.try_set(Some(problems));
    super::tabs::focus_soon("publish-problems".to_owned());
}

/// What must be mended before publishing, each with a link to its field.
#[component]
pub fn Problems(
    /// The session.
    session: Session,
) -> impl IntoView {
    let left = Memo::new(move |_| {
        let asked = session.problems.get()?;
        let now = session.draft().problems();
        // What was mended meanwhile leaves the list; what only the server knows stays.
        let local = |name: &str| {
            name.contains('.') || name == "password" || Field::ALL.iter().any(|field| field.name() == name)
        };
        let kept = asked.0.into_iter().filter(|(name, _)| !local(name) || now.get(name).is_some());
        Some(kept.collect::<Vec<_>>())
    });
    move || {
        let problems = left.get()?;
        if problems.is_empty() {
            return Some(
                view! {
                    <Alert tone=Tone::Success title="Everything is mended. You can publish now."/>
                }
                .into_any(),
            );
        }
        let title = match problems.len() {
            1 => "Mend one thing, then publish".to_owned(),
            count => format!("Mend {count} things, then publish"),
        };
        let lines = problems.into_iter().map(move |(name, message)| view! { <Problem session name message/> });
        Some(
            view! {
                <div id="publish-problems" tabindex="-1" role="alert" class="rounded-lg">
                    <Alert tone=Tone::Danger title=title>
                        <ul class="flex max-h-60 flex-col gap-1 overflow-y-auto">{lines.collect_view()}</ul>
                    </Alert>
                </div>
            }
            .into_any(),
        )
    }
}

#[component]
fn Problem(session: Session, name: String, message: String) -> impl IntoView {
    let way = use_way();
    let block = name.split_once('.').and_then(|(id, _)| id.parse::<BlockId>().ok());
    let where_ = match block.and_then(|id| session.block(id)) {
        Some(block) => block.content.name(),
        None if name.starts_with("look.") => "Design".to_owned(),
        None => Field::ALL.iter().find(|field| field.name() == name).map_or("Site", |field| field.label()).to_owned(),
    };
    let hide = block.map(|id| {
        let hide = move |()| session.apply(Edit::Hide { id, hidden: true });
        view! { <IconButton label="Hide this block" size=Size::Small icon=icondata_lu::LuEyeOff on_click=hide/> }
    });
    view! {
        <li class="flex items-center gap-2">
            <button type="button" class="link min-w-0 text-start" on:click=move |_| way.problem(&name)>
                <span class="font-medium">{where_}</span>
                ": "
                {message}
            </button>
            {hide}
        </li>
    }
}
