//! The bar on top of the builder: the site, whether the work is safe, undo, the public page, publish.

use leptos::prelude::*;

use super::{
    Half,
    publish::{PublishActions, StateBadge},
    session::Session,
};
use crate::{
    app::layout::current::use_current,
    sites::pages::editor::{Editor, Field},
    ui::{Icon, IconButton, SaveIndicator},
};

/// The bar.
#[component]
pub fn Bar(
    /// The session.
    session: Session,
    /// What a phone shows.
    half: RwSignal<Half>,
) -> impl IntoView {
    let back = use_current().read(|open| open.path("sites"));
    let title = session.watch(|editor| Field::Title.of(editor.draft()).clone());
    let name = move || {
        let title = title.get();
        if title.trim().is_empty() { "Untitled site".to_owned() } else { title }
    };
    view! {
        <header class="builder-bar">
            <div class="flex min-w-0 items-center gap-2">
                <a class="btn btn-ghost btn-icon" href=move || back.get() aria-label="All sites" title="All sites">
                    <Icon icon=icondata_lu::LuArrowLeft/>
                </a>
                <h1 class="truncate text-base" dir="auto">{name}</h1>
                <span class="hidden sm:contents"><StateBadge session/></span>
            </div>
            <div class="builder-state"><Safety session/></div>
            <div class="flex items-center gap-1 sm:gap-2">
                <PublishActions session/>
            </div>
            <HalfSwitch half/>
        </header>
    }
}

/// Whether the work is safe, and the way back.
#[component]
fn Safety(session: Session) -> impl IntoView {
    let undo = session.watch(|editor| !editor.can_undo());
    let redo = session.watch(|editor| !editor.can_redo());
    let state = Memo::new(move |_| session.save_state());
    view! {
        <SaveIndicator state=state retry=Callback::new(move |()| session.retry())/>
        {session.allowed.edit.then(|| view! {
            <span class="inline-flex" role="group" aria-label="Steps">
                <IconButton
                    label="Undo (Ctrl Z)"
                    icon=icondata_lu::LuUndo2
                    disabled=undo
                    on_click=move |()| session.undo()
                />
                <IconButton
                    label="Redo (Ctrl Shift Z)"
                    icon=icondata_lu::LuRedo2
                    disabled=redo
                    on_click=move |()| session.redo()
                />
            </span>
        })}
    }
}

/// On a phone: the form or the page.
#[component]
fn HalfSwitch(half: RwSignal<Half>) -> impl IntoView {
    let button = move |this: Half, label: &'static str, icon: icondata_core::Icon| {
        view! {
            <button
                type="button"
                class="segment flex-1"
                aria-pressed=move || if half.get() == this { "true" } else { "false" }
                on:click=move |_| half.set(this)
            >
                <Icon icon/>
                {label}
            </button>
        }
    };
    view! {
        <div class="half-switch segments" role="group" aria-label="What is shown">
            {button(Half::Edit, "Edit", icondata_lu::LuPencil)}
            {button(Half::Preview, "Preview", icondata_lu::LuSmartphone)}
        </div>
    }
}

/// Whether there is something to publish.
pub fn is_changed(session: Session) -> Memo<bool> {
    let dirty = session.watch(Editor::is_dirty);
    let version = session.watch_saving(|saving| saving.version());
    Memo::new(move |_| {
        session
            .facts
            .with(|facts| facts.published_at.is_some() && (dirty.get() || version.get() != facts.published_version))
    })
}
