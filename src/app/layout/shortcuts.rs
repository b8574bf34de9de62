//! Keys that work on every page of a workspace, and the window that lists them.

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;

use super::{
    current::{CurrentWorkspace, use_current},
    destinations::seen_by,
};
use crate::ui::{Dialog, Kbd, Switch};

/// How long `g` waits for the letter after it, in milliseconds.
const WAIT: f64 = 1500.0;

/// Where the browser keeps that single keys are turned off.
const STORAGE: &str = "single-keys";

/// Listens to the keyboard until the frame is gone.
pub fn listen(palette: RwSignal<bool>, help: RwSignal<bool>) {
    let current = use_current();
    let navigate = use_navigate();
    let go_pressed = StoredValue::new(None::<f64>);
    let handle = window_event_listener(ev::keydown, move |event| {
        let key = event.key();
        if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && key.eq_ignore_ascii_case("k") {
            event.prevent_default();
            palette.update(|open| *open = !*open);
            return;
        }
        if event.ctrl_key() || event.meta_key() || event.alt_key() || is_busy(&event) || !single_keys() {
            return;
        }
        let now = event.time_stamp();
        let after_go = go_pressed.get_value().is_some_and(|at| now - at < WAIT);
        go_pressed.set_value((key == "g" && !after_go).then_some(now));
        if key == "?" {
            event.prevent_default();
            help.set(true);
        } else if after_go && let Some(href) = page_of(current, &key) {
            event.prevent_default();
            navigate(&href, Default::default());
        }
    });
    on_cleanup(move || handle.remove());
}

fn page_of(current: CurrentWorkspace, key: &str) -> Option<String> {
    let open = current.get_untracked();
    let mut pages = seen_by(&open);
    pages.find(|page| key.chars().eq([page.letter])).map(|page| open.path(page.page))
}

/// Whether the key belongs to a field, a window or a menu.
fn is_busy(event: &ev::KeyboardEvent) -> bool {
    let inside = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    inside.is_some_and(|node| {
        let busy = "input, textarea, select, [contenteditable], dialog, [role=menu]";
        node.closest(busy).ok().flatten().is_some()
    })
}

fn single_keys() -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.and_then(|storage| storage.get_item(STORAGE).ok().flatten()).is_none_or(|word| word != "off")
}

fn set_single_keys(on: bool) {
    if let Ok(Some(storage)) = window().local_storage() {
        drop(storage.set_item(STORAGE, if on { "on" } else { "off" }));
    }
}

/// The window with all shortcuts.
#[component]
pub fn ShortcutHelp(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let current = use_current();
    let single = RwSignal::new(true);
    Effect::new(move |_| {
        if open.get() {
            single.set(single_keys());
        }
    });
    let line = |about: String, keys: Vec<String>| {
        let keys = keys.into_iter().map(|key| view! { <Kbd>{key}</Kbd> }).collect_view();
        view! {
            <div class="flex items-center justify-between gap-4 py-1">
                <dt>{about}</dt>
                <dd class="flex gap-1">{keys}</dd>
            </div>
        }
    };
    let pages = move || {
        let page = |label: &str, letter: char| line(format!("Go to {label}"), vec!["g".to_owned(), letter.to_string()]);
        seen_by(&current.get()).map(|to| page(to.label, to.letter)).collect_view()
    };
    view! {
        <Dialog id="shortcuts" open title="Keyboard shortcuts">
            <dl class="flex flex-col">
                {line("Go to anything".to_owned(), vec!["Ctrl or Cmd".to_owned(), "K".to_owned()])}
                {line("Show this window".to_owned(), vec!["?".to_owned()])}
                {pages}
            </dl>
            <Switch
                name="single_keys"
                label="Shortcuts of single keys"
                help=Some("Turn them off when they get in the way of speech input. Ctrl or Cmd with K always works.".to_owned())
                bind=single
                on_change=Callback::new(set_single_keys)
            />
        </Dialog>
    }
}
