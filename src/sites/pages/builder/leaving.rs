//! Keys of the builder, and the question before unsaved work is left.

use leptos::{ev, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::{JsCast, closure::Closure};

use super::session::Session;

/// What is asked when something cannot be saved.
const QUESTION: &str =
    "Your last changes could not be saved. Leave this page anyway? This browser keeps a copy of them.";

/// Listens until the builder is left.
pub fn guard(session: Session) {
    let keys = window_event_listener(ev::keydown, move |event| keyed(session, &event));
    let unload = window_event_listener(ev::beforeunload, move |event| {
        if session.is_unsaved() {
            event.prevent_default();
            event.set_return_value("unsaved");
        }
    });
    let online = window_event_listener(ev::online, move |_| session.save());
    on_cleanup(move || {
        keys.remove();
        unload.remove();
        online.remove();
    });
    guard_links(session);
}

/// Ctrl or Cmd with Z and Y take back and do again, S saves now. In a text field the browser's own undo works.
fn keyed(session: Session, event: &ev::KeyboardEvent) {
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
        return;
    }
    let inside = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let fields = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog";
    let typing = inside.is_some_and(|node| node.closest(fields).ok().flatten().is_some());
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("s", false) => session.save(),
        ("z", false) if !typing => session.undo(),
        ("z", true) | ("y", false) if !typing => session.redo(),
        _ => return,
    }
    event.prevent_default();
}

/// A link to another page or to a file waits until the work is saved; when that fails, the person decides.
fn guard_links(session: Session) {
    let navigate = use_navigate();
    let clicked = move |event: web_sys::MouseEvent| {
        let Some(Way { to, is_file }) = leads_away(&event).filter(|_| session.is_unsaved()) else { return };
        event.prevent_default();
        if !is_file {
            // Or the router would go there at once.
            event.stop_propagation();
        }
        let navigate = navigate.clone();
        spawn_local(async move {
            let saved = session.flush().await.is_ok();
            if saved || window().confirm_with_message(QUESTION).unwrap_or(true) {
                match is_file {
                    true => drop(window().location().set_href(&to)),
                    false => navigate(&to, NavigateOptions::default()),
                }
            }
        });
    };
    Effect::new(move |_| {
        let listener = Closure::<dyn FnMut(web_sys::MouseEvent)>::new(clicked.clone());
        let function: js_sys::Function = listener.as_ref().unchecked_ref::<js_sys::Function>().clone();
        drop(window().add_event_listener_with_callback_and_bool("click", &function, true));
        // The closure lives as long as the page holds it; it is taken off when the builder is left.
        listener.forget();
        let function = StoredValue::new_local(function);
        on_cleanup(move || {
            function.try_with_value(|function| {
                drop(window().remove_event_listener_with_callback_and_bool("click", function, true));
            });
        });
    });
}

/// Where a link leads.
struct Way {
    to: String,
    /// The browser keeps what is there and stays on the page.
    is_file: bool,
}

/// Where a plain click on a link of ours leads, when that is not this page.
fn leads_away(event: &web_sys::MouseEvent) -> Option<Way> {
    if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
        return None;
    }
    let link = event.target()?.dyn_into::<web_sys::Element>().ok()?.closest("a[href]").ok().flatten()?;
    if link.has_attribute("target") || link.get_attribute("rel").is_some_and(|rel| rel.contains("external")) {
        return None;
    }
    let href = link.get_attribute("href")?;
    let here = window().location().pathname().ok()?;
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let away = path.starts_with('/') && path != here;
    away.then(|| Way { to: href, is_file: link.has_attribute("download") })
}
