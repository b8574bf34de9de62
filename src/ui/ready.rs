//! Whether the page can already react: false on the server and until hydration, then true.

use leptos::prelude::*;

/// Becomes true once the page is hydrated. Things that only work then keep their place and show up with it.
pub fn ready() -> ReadSignal<bool> {
    let (ready, set_ready) = signal(false);
    Effect::new(move |_| set_ready.set(true));
    ready
}
