//! A word about the state of a thing.

use leptos::prelude::*;

use super::{Icon, Tone};

/// One or two words in a pill, for example a status.
#[component]
pub fn Badge(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// An icon instead of the dot.
    #[prop(optional)]
    icon: Option<icondata_core::Icon>,
    /// A dot before the word, for the status of a record.
    #[prop(optional)]
    dot: bool,
    /// The word.
    children: Children,
) -> impl IntoView {
    let tone = match tone {
        Tone::Neutral => "",
        Tone::Accent => " badge-accent",
        Tone::Info => " badge-info",
        Tone::Success => " badge-success",
        Tone::Warning => " badge-warning",
        Tone::Danger => " badge-danger",
    };
    let dot = if dot && icon.is_none() { " badge-dot" } else { "" };
    view! {
        <span class=format!("badge{tone}{dot}")>
            {icon.map(|icon| view! { <Icon icon size=12/> })}
            {children()}
        </span>
    }
}
