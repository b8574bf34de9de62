//! The picture of a person or of a workspace, or the first letters of its name.

use leptos::prelude::*;

/// A round picture (square for workspaces). Decorative: the name stands beside it.
#[component]
pub fn Avatar(
    /// The name; its first letters stand in for the picture, and its letters choose the colour.
    #[prop(into)]
    name: String,
    /// The address of the picture.
    #[prop(optional, into)]
    src: Option<String>,
    /// Width and height in pixels.
    #[prop(default = 32)]
    size: u16,
    /// For a workspace or a brand.
    #[prop(optional)]
    square: bool,
) -> impl IntoView {
    let colour = name.bytes().fold(7u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 6;
    let shape = if square { " avatar-square" } else { "" };
    let letters = u32::from(size) * 2 / 5;
    let inside = match src.filter(|src| !src.is_empty()) {
        Some(src) => view! { <img src=src alt="" width=size height=size loading="lazy" decoding="async"/> }.into_any(),
        None => initials(&name).into_any(),
    };
    view! {
        <span
            class=format!("avatar avatar-{colour}{shape}")
            style=format!("width:{size}px;height:{size}px;font-size:{letters}px")
            aria-hidden="true"
        >
            {inside}
        </span>
    }
}

/// "Ada Lovelace" is "AL", "mewayz" is "M", nothing is "?".
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next().unwrap_or('?');
    let letters = first.to_uppercase();
    match words.next_back() {
        Some(last) => letters.chain(last.to_uppercase()).collect(),
        None => letters.collect(),
    }
}
