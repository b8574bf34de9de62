//! The themes as small pictures of a real page.

use leptos::prelude::*;

use crate::sites::{
    themes::{THEMES, Theme},
    view::{BioPage, PageModel},
};

/// One picture a theme, of which one is chosen.
#[component]
pub fn ThemeCards(
    /// The page that they show.
    page: PageModel,
    /// The key of the one that is chosen.
    theme: RwSignal<String>,
) -> impl IntoView {
    let cards = THEMES
        .iter()
        .map(|this| {
            let page = PageModel { theme: this.key.to_owned(), preview: true, ..page.clone() };
            view! { <ThemeCard this page theme/> }
        })
        .collect_view();
    view! {
        <fieldset class="min-w-0">
            <legend class="field-label mb-2">"Theme"</legend>
            <div class="theme-cards">{cards}</div>
        </fieldset>
    }
}

#[component]
fn ThemeCard(this: &'static Theme, page: PageModel, theme: RwSignal<String>) -> impl IntoView {
    let id = format!("theme-{}", this.key);
    let checked = move || theme.with(|theme| crate::sites::themes::find(theme).key == this.key);
    view! {
        <label class="theme-card" for=id.clone()>
            <span class="theme-picture" aria-hidden="true" inert><BioPage page/></span>
            <span class="flex items-start gap-2">
                <input
                    type="radio"
                    id=id.clone()
                    name="theme"
                    value=this.key
                    checked=checked()
                    prop:checked=checked
                    on:change=move |_| theme.set(this.key.to_owned())
                />
                <span class="flex flex-col">
                    <span class="font-medium">{this.name}</span>
                    <span class="text-sm text-muted">{this.about}</span>
                </span>
            </span>
        </label>
    }
}
