//! A picture on a page: one that was uploaded here in the right width, or any other by its address. Its box is there before
//! the picture is.

use leptos::prelude::*;

use crate::{kernel::picture::PictureAddress, sites::types::is_safe_picture};

/// A box up to this wide gets one small variant instead of a choice.
const SMALL: u32 = 200;

/// The picture, or nothing when a page may not show it.
#[component]
pub fn Picture(
    /// `/m/…`, http or https.
    #[prop(into)]
    url: String,
    /// What it shows; empty for mere decoration.
    #[prop(optional, into)]
    alt: String,
    /// Classes.
    #[prop(optional)]
    class: Option<&'static str>,
    /// Width and height of the box; uploaded pictures that are larger bring their own shape when `shaped`.
    size: (u32, u32),
    /// The box takes the shape of the picture where that is known.
    #[prop(optional)]
    shaped: bool,
    /// How wide it is shown, as the attribute `sizes` wants it; the width of the box when empty.
    #[prop(optional)]
    sizes: &'static str,
    /// It stands where everybody sees it first.
    #[prop(optional)]
    eager: bool,
) -> impl IntoView {
    let url = url.trim().to_owned();
    if !is_safe_picture(&url) {
        return ().into_any();
    }
    let (loading, decoding) = if eager { (None, None) } else { (Some("lazy"), Some("async")) };
    let own = PictureAddress::parse(&url);
    let (width, height) = match own {
        Some(address) if shaped => (size.0, address.height_at(size.0)),
        _ => size,
    };
    let large = own.filter(|_| size.0 > SMALL);
    let src = own.map_or(url, |address| address.at_least(size.0 * 2));
    let sizes = if sizes.is_empty() { format!("{width}px") } else { sizes.to_owned() };
    view! {
        <img
            class=class
            src=src
            srcset=large.map(PictureAddress::srcset)
            sizes=large.map(|_| sizes)
            alt=alt
            width=width
            height=height
            loading=loading
            decoding=decoding
            referrerpolicy=own.is_none().then_some("no-referrer")
        />
    }
    .into_any()
}
