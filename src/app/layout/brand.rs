//! The product's mark and name.

use leptos::prelude::*;

/// The mark with the name beside it, as a link.
#[component]
pub fn Brand(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
) -> impl IntoView {
    view! {
        <a
            href=move || href.get()
            class="inline-flex items-center gap-2 rounded-md text-lg font-semibold tracking-tight text-text no-underline"
        >
            <img src="/favicon.svg" alt="" width="24" height="24"/>
            "Mewayz"
        </a>
    }
}
