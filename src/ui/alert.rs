//! A notice in the flow of the page.

use leptos::prelude::*;

use super::Icon;

/// What something means; always shown with an icon or a word, never by colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do.
    #[default]
    Neutral,
    /// The product's own colour: new, chosen.
    Accent,
    /// Good to know.
    Info,
    /// It worked.
    Success,
    /// It needs attention soon.
    Warning,
    /// It failed, or something will be lost.
    Danger,
}

/// A box with an icon, a title and more: stays until its cause is gone.
#[component]
pub fn Alert(
    /// What it means.
    #[prop(default = Tone::Info)]
    tone: Tone,
    /// One sentence.
    #[prop(optional, into)]
    title: Option<String>,
    /// More text, or what to do about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (class, icon) = match tone {
        Tone::Neutral | Tone::Accent | Tone::Info => ("alert", icondata_lu::LuInfo),
        Tone::Success => ("alert alert-success", icondata_lu::LuCircleCheck),
        Tone::Warning => ("alert alert-warning", icondata_lu::LuTriangleAlert),
        Tone::Danger => ("alert alert-danger", icondata_lu::LuCircleAlert),
    };
    view! {
        <div class=class>
            <Icon icon/>
            {title.map(|title| view! { <p class="font-medium">{title}</p> })}
            {children.map(|children| view! { <div>{children()}</div> })}
        </div>
    }
}
