//! How far something is.

use leptos::prelude::*;

/// A bar with its meaning in words: "3 of 5 sites", "Importing: 40 of 120 contacts".
#[component]
pub fn Progress(
    /// What is measured, with the numbers in words.
    #[prop(into)]
    label: Signal<String>,
    /// How much is done or used.
    #[prop(into)]
    value: Signal<u64>,
    /// How much there is in all; 0 when nobody knows yet.
    #[prop(into)]
    max: Signal<u64>,
    /// A limit is near or reached.
    #[prop(optional, into)]
    warning: Signal<bool>,
) -> impl IntoView {
    let known = move || max.get() > 0;
    view! {
        <label class="flex flex-col gap-2">
            <span class="text-sm text-muted">{move || label.get()}</span>
            <progress
                class="progress"
                class:progress-warning=move || warning.get()
                max=move || known().then(|| max.get())
                value=move || known().then(|| value.get().min(max.get()))
            ></progress>
        </label>
    }
}
