//! The themes as small pictures: a few lines of a page, in the theme's own rules.

use leptos::prelude::*;

use crate::sites::{
    fonts,
    themes::{THEMES, Theme},
    types::Font,
};

/// One picture a theme, of which one is chosen.
#[component]
pub fn ThemeCards(
    /// The name on the small pages.
    #[prop(into)]
    title: String,
    /// The key of the one that is chosen.
    theme: RwSignal<String>,
) -> impl IntoView {
    let cards = THEMES.iter().map(|this| view! { <ThemeCard this title=title.clone() theme/> }).collect_view();
    view! {
        <fieldset class="min-w-0">
            <legend class="field-label mb-2">"Theme"</legend>
            <style inner_html=faces()></style>
            <div class="theme-cards">{cards}</div>
        </fieldset>
    }
}

/// The typefaces of all themes.
fn faces() -> String {
    let used = |font: &&Font| THEMES.iter().any(|theme| theme.fonts.contains(font));
    Font::ALL.iter().filter(used).map(|font| fonts::faces(*font)).collect()
}

#[component]
fn ThemeCard(this: &'static Theme, title: String, theme: RwSignal<String>) -> impl IntoView {
    let id = format!("theme-{}", this.key);
    let checked = move || theme.with(|theme| crate::sites::themes::find(theme).key == this.key);
    view! {
        <label class="theme-card" for=id.clone()>
            <span class="theme-picture" aria-hidden="true" inert><Sample this title/></span>
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

/// A page of a few lines: enough to see type, ground, links and the accent.
#[component]
fn Sample(this: &'static Theme, title: String) -> impl IntoView {
    let initial: String =
        title.chars().find(|c| c.is_alphanumeric()).into_iter().flat_map(char::to_uppercase).collect();
    let link = |title: &'static str, about: &'static str| {
        let about = (!about.is_empty()).then(|| view! { <small>{about}</small> });
        view! { <span><a class="bio-link bio-plain"><span><b>{title}</b> {about}</span></a></span> }
    };
    view! {
        <span class=format!("bio theme-{}", this.key)>
            <span class="bio-page">
                <span class="bio-head">
                    <span class="bio-avatar theme-initial">{initial}</span>
                    <span class="bio-title" dir="auto">{title}</span>
                    <span class="bio-about">"New work every month."</span>
                </span>
                <span class="bio-blocks">
                    {link("My shop", "Prints and originals")}
                    {link("Latest video", "")}
                    <span class="bio-heading">"More"</span>
                    {link("Read my letter", "Once a month")}
                </span>
            </span>
        </span>
    }
}
