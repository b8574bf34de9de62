//! The copy of unsaved work in the browser, for when the network or the browser fails.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::session::Session;
use crate::{
    kernel::{
        id::SiteId,
        time::{Time, ago, now},
    },
    sites::{
        pages::editor::{Edit, Field},
        types::SiteDraft,
    },
    ui::{Alert, Button, Kind, Size, Tone},
};

/// What is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Copy {
    base: i64,
    at: Time,
    draft: SiteDraft,
}

fn key(site: SiteId) -> String {
    format!("site-draft-{site}")
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Keeps a draft that was made of a version. A full storage loses nothing that the page itself still holds.
pub fn keep(site: SiteId, base: i64, draft: &SiteDraft) {
    let copy = Copy { base, at: now(), draft: draft.clone() };
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(&copy)) {
        drop(storage.set_item(&key(site), &text));
    }
}

/// Everything has arrived.
pub fn forget(site: SiteId) {
    if let Some(storage) = storage() {
        drop(storage.remove_item(&key(site)));
    }
}

fn kept(site: SiteId) -> Option<Copy> {
    serde_json::from_str(&storage()?.get_item(&key(site)).ok().flatten()?).ok()
}

/// Offers what was kept here and never arrived.
#[component]
pub fn Restore(
    /// The session.
    session: Session,
) -> impl IntoView {
    let found = RwSignal::new(None::<Copy>);
    Effect::new(move |_| {
        let copy = kept(session.site).filter(|copy| copy.draft != *session.draft_untracked());
        if copy.is_none() && !session.is_unsaved() {
            forget(session.site);
        }
        found.set(copy.filter(|_| session.allowed.edit));
    });
    let restore = move |()| {
        if let Some(copy) = found.get_untracked() {
            let newer = copy.base != session.version();
            session.apply(Edit::Replace(Box::new(copy.draft)));
            found.set(None);
            if newer {
                leptos::task::spawn_local(session.compare());
            }
        }
    };
    let discard = move |()| {
        forget(session.site);
        found.set(None);
    };
    move || {
        found.get().map(|copy| {
            let name = Field::Title.of(&copy.draft).clone();
            view! { <Offer name at=copy.at restore=Callback::new(restore) discard=Callback::new(discard)/> }
        })
    }
}

#[component]
fn Offer(name: String, at: Time, restore: Callback<()>, discard: Callback<()>) -> impl IntoView {
    let title = format!("Work on “{name}” from {} was not saved", ago(at, now()));
    view! {
        <Alert tone=Tone::Warning title=title>
            <p>"This browser still has it. Restore it, or discard it and go on with the saved version."</p>
            <div class="mt-2 flex flex-wrap gap-2">
                <Button size=Size::Small kind=Kind::Secondary on_click=restore>"Restore it"</Button>
                <Button size=Size::Small kind=Kind::Ghost on_click=discard>"Discard it"</Button>
            </div>
        </Alert>
    }
}
