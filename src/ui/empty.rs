//! What a list says when there is nothing in it yet.

use leptos::prelude::*;

use super::Icon;

/// One picture, what this is for in one sentence, one action.
#[component]
pub fn EmptyState(
    /// The picture.
    icon: icondata_core::Icon,
    /// A few words.
    #[prop(into)]
    title: String,
    /// One sentence: what this is for, or why nothing was found.
    #[prop(into)]
    about: String,
    /// One button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <div class="empty-picture"><Icon icon size=24/></div>
            <h2 class="text-lg">{title}</h2>
            <p class="empty-about">{about}</p>
            {children.map(|children| view! { <div class="mt-3 flex flex-wrap justify-center gap-2">{children()}</div> })}
        </div>
    }
}
