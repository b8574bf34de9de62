//! The window in which a picture of the library is chosen.

use leptos::{prelude::*, task::spawn_local};

use super::{
    Alert, Button, Dialog, Tone,
    image_field::{LibraryPage, LibraryPicture, Picking, PictureSource},
};
use crate::kernel::{AppError, picture::PictureAddress};

/// What was found so far.
#[derive(Clone, Copy)]
struct Found {
    pictures: RwSignal<Vec<LibraryPicture>>,
    next: RwSignal<Option<String>>,
    failed: RwSignal<Option<AppError>>,
    busy: RwSignal<bool>,
    /// Grows with every search, so that a late answer to an earlier one is left alone.
    tries: StoredValue<u32>,
}

impl Found {
    fn nothing() -> Self {
        Self {
            pictures: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            failed: RwSignal::new(None),
            busy: RwSignal::new(false),
            tries: StoredValue::new(0),
        }
    }

    /// Asks; without a cursor what was found before is forgotten.
    fn ask(self, source: &PictureSource, search: String, before: Option<String>) {
        let this_try = self.tries.try_update_value(|tries| {
            *tries += 1;
            *tries
        });
        let answer = source.list(search, before.clone().unwrap_or_default());
        self.busy.set(true);
        spawn_local(async move {
            let answer = answer.await;
            if self.tries.try_get_value() != this_try {
                return;
            }
            self.busy.try_set(false);
            self.failed.try_set(answer.as_ref().err().cloned());
            if let Ok(LibraryPage { pictures, next }) = answer {
                self.next.try_set(next);
                self.pictures.try_update(|known| {
                    if before.is_none() {
                        known.clear();
                    }
                    known.extend(pictures);
                });
            }
        });
    }
}

/// A grid of pictures with a search. Choosing one closes it.
#[component]
pub(super) fn LibraryDialog(
    id: String,
    open: RwSignal<bool>,
    source: PictureSource,
    picking: Picking,
) -> impl IntoView {
    let found = Found::nothing();
    let words = RwSignal::new(String::new());
    let source = StoredValue::new(source);
    let ask = move |before: Option<String>| {
        source.try_with_value(|source| found.ask(source, words.get_untracked(), before));
    };
    Effect::new(move |_| {
        if open.get() {
            ask(None);
        }
    });
    let pick = Callback::new(move |picture: LibraryPicture| {
        open.set(false);
        picking.pick(picture);
    });
    let empty = move || {
        let nothing = found.pictures.with(Vec::is_empty) && !found.busy.get() && found.failed.with(Option::is_none);
        let sentence = if words.with(String::is_empty) {
            "No pictures yet. Upload one first."
        } else {
            "No picture has these words in its name or description."
        };
        nothing.then_some(sentence)
    };
    let more = move || {
        found.next.get().map(|next| {
            view! { <Button pending=found.busy on_click=move |()| ask(Some(next.clone()))>"Show more"</Button> }
        })
    };
    view! {
        <Dialog id open title="Choose a picture" wide=true>
            <input
                class="input"
                type="search"
                aria-label="Search pictures"
                placeholder="Search pictures"
                maxlength="200"
                autocomplete="off"
                on:input=move |event| {
                    words.set(event_target_value(&event));
                    ask(None);
                }
            />
            {move || found.failed.get().map(|error| view! { <Alert tone=Tone::Danger title=error.to_string()/> })}
            <ul class="grid grid-cols-3 gap-2 sm:grid-cols-5" aria-label="Pictures">
                {move || found.pictures.get().into_iter().map(|picture| view! { <Tile picture pick/> }).collect_view()}
            </ul>
            <p class="text-muted empty:hidden" role="status">{empty}</p>
            <div>{more}</div>
        </Dialog>
    }
}

#[component]
fn Tile(picture: LibraryPicture, pick: Callback<LibraryPicture>) -> impl IntoView {
    let src = PictureAddress::parse(&picture.address).map(|address| address.at_least(320)).unwrap_or_default();
    let words = if picture.alt.is_empty() { picture.name.clone() } else { picture.alt.clone() };
    view! {
        <li>
            <button
                type="button"
                class="block w-full cursor-pointer overflow-hidden rounded-lg border bg-sunken hover:border-accent"
                title=picture.name.clone()
                on:click=move |_| pick.run(picture.clone())
            >
                <img class="aspect-square w-full object-cover" src=src alt=words loading="lazy" decoding="async"/>
            </button>
        </li>
    }
}
