//! Whether the work on the page is safe.

use std::time::Duration;

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};

use super::{Button, Icon, Kind, Size};
use crate::kernel::time::{Time, ago, now};

/// Whether the work on the page is safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Safe since then.
    Saved(Time),
    /// Changed and not yet sent.
    Unsaved,
    /// On its way.
    Saving,
    /// Refused or lost on the way; the sentence says why.
    Failed(String),
}

/// "Saved 3 minutes ago", "Unsaved changes", "Saving", "Could not save" with a button to try again.
#[component]
pub fn SaveIndicator(
    /// The state.
    #[prop(into)]
    state: Signal<SaveState>,
    /// Tries again.
    #[prop(into)]
    retry: Callback<()>,
) -> impl IntoView {
    let clock = RwSignal::new(0u32);
    Effect::new(move |_| {
        let tick = move || _ = clock.try_update(|beats| *beats = beats.wrapping_add(1));
        if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(20)) {
            on_cleanup(move || handle.clear());
        }
    });
    let words = move || {
        clock.track();
        match state.get() {
            SaveState::Saved(then) => format!("Saved {}", ago(then, now())),
            SaveState::Unsaved => "Unsaved changes".to_owned(),
            SaveState::Saving => "Saving".to_owned(),
            SaveState::Failed(why) => format!("Could not save. {why}"),
        }
    };
    let picture = move || match state.get() {
        SaveState::Saved(_) => view! { <Icon icon=icondata_lu::LuCheck class="text-success"/> },
        SaveState::Unsaved => view! { <Icon icon=icondata_lu::LuPencil/> },
        SaveState::Saving => view! { <Icon icon=icondata_lu::LuLoaderCircle class="spin"/> },
        SaveState::Failed(_) => view! { <Icon icon=icondata_lu::LuCloudOff class="text-danger"/> },
    };
    let failed = Memo::new(move |_| matches!(state.get(), SaveState::Failed(_)));
    let again = move || {
        failed
            .get()
            .then(|| view! { <Button size=Size::Small kind=Kind::Secondary on_click=retry>"Try again"</Button> })
    };
    view! {
        <div class="save-state">
            <span class="contents">{picture}</span>
            <span role="status">{words}</span>
            {again}
        </div>
    }
}

/// While `unsaved`, asks before the page is left: by closing it, by its address, or by a link of ours.
pub fn ask_before_leaving(unsaved: impl Into<Signal<bool>>) {
    let unsaved = unsaved.into();
    Effect::new(move |_| {
        let away = window_event_listener(ev::beforeunload, move |event| {
            if unsaved.get_untracked() {
                event.prevent_default();
                event.set_return_value("true");
            }
        });
        // The router hears clicks when they have bubbled up; this comes before it.
        let click = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
            if unsaved.try_get_untracked() == Some(true) && leads_away(&event) && !leave_anyway() {
                event.prevent_default();
                event.stop_propagation();
            }
        });
        let target = window();
        drop(target.add_event_listener_with_callback_and_bool("click", click.as_ref().unchecked_ref(), true));
        let click = StoredValue::new_local(click);
        on_cleanup(move || {
            away.remove();
            click.try_with_value(|click| {
                drop(target.remove_event_listener_with_callback_and_bool(
                    "click",
                    click.as_ref().unchecked_ref(),
                    true,
                ));
            });
        });
    });
}

/// Whether a click follows a link to another page in this tab.
fn leads_away(event: &web_sys::Event) -> bool {
    let from = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = from.and_then(|from| from.closest("a[href]").ok().flatten());
    link.is_some_and(|link| {
        !link.has_attribute("target") && !link.get_attribute("href").is_some_and(|href| href.starts_with('#'))
    })
}

fn leave_anyway() -> bool {
    window().confirm_with_message("Your last changes are not saved yet. Leave and lose them?").unwrap_or(true)
}
