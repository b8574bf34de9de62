//! Whether the work on the page is safe.

use std::time::Duration;

use leptos::prelude::*;

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
