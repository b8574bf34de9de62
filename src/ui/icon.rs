//! One icon, drawn as inline SVG.

use leptos::prelude::*;

/// A Lucide icon, for example `<Icon icon=icondata_lu::LuPlus/>`. Hidden from readers of screens unless it has a label.
#[component]
pub fn Icon(
    /// The drawing.
    icon: icondata_core::Icon,
    /// Width and height in pixels: 16 or 20.
    #[prop(default = 16)]
    size: u16,
    /// What it says, when no text beside it says so.
    #[prop(optional, into)]
    label: Option<String>,
    /// More classes, for example a colour.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let hidden = label.is_none().then_some("true");
    let role = label.is_some().then_some("img");
    view! {
        <svg
            class=format!("icon {class}")
            width=size
            height=size
            viewBox=icon.view_box.unwrap_or("0 0 24 24")
            fill=icon.fill.unwrap_or("none")
            stroke=icon.stroke.unwrap_or("currentColor")
            stroke-width="1.75"
            stroke-linecap="round"
            stroke-linejoin="round"
            role=role
            aria-label=label
            aria-hidden=hidden
            focusable="false"
            inner_html=icon.data
        ></svg>
    }
}
