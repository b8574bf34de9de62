//! A key on the keyboard.

use leptos::prelude::*;

/// A key, for example `<Kbd>"K"</Kbd>`.
#[component]
pub fn Kbd(
    /// What stands on the key.
    children: Children,
) -> impl IntoView {
    view! { <kbd class="kbd">{children()}</kbd> }
}
