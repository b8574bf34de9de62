//! The image block: a picture by its address.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Content, Editing, Stored, Style,
    content::{first, owned, target},
};
use crate::{
    kernel::FieldErrors,
    sites::{
        types::{check_text, check_url},
        view::safe_src,
    },
    ui::TextField,
};

/// An image.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Image {
    /// Where the picture is: http or https.
    pub url: String,
    /// What it shows, for people who do not see it; at most 300 characters.
    pub alt: String,
    /// Where a click leads, or empty.
    #[serde(default)]
    pub link: String,
}

impl Stored for Image {}

impl Content for Image {
    fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_url(&mut errors, "url", &self.url, true, false);
        check_text(&mut errors, "alt", &self.alt, 0, 300);
        check_url(&mut errors, "link", &self.link, false, true);
        errors
    }

    fn summary(&self) -> String {
        first([&self.alt, &self.url])
    }

    fn texts(&self) -> Vec<String> {
        owned([&self.url, &self.alt, &self.link])
    }

    fn targets(&self) -> Vec<String> {
        target(&self.link)
    }

    fn styles(&self) -> &'static [Style] {
        &[Style::Image]
    }
}

/// The image on the page. Its box is there before the picture is, so that nothing jumps.
#[component]
pub fn ImageView(
    /// What it shows.
    image: Image,
    /// Where a click leads.
    href: Option<String>,
) -> impl IntoView {
    let Image { url, alt, .. } = image;
    let picture = safe_src(&url).map(|src| {
        view! {
            <img
                src=src
                alt=alt
                width="620"
                height="413"
                loading="lazy"
                decoding="async"
                referrerpolicy="no-referrer"
            />
        }
    });
    match href {
        Some(href) => view! { <a class="bio-image" href=href rel="noopener">{picture}</a> }.into_any(),
        None => view! { <div class="bio-image">{picture}</div> }.into_any(),
    }
}

/// The image's form in the builder.
#[component]
pub fn ImageForm(
    /// The image.
    editing: Editing<Image>,
) -> impl IntoView {
    view! {
        <TextField
            name="url"
            label="Address of the picture"
            type_="url"
            bind=editing.text(|image| &mut image.url)
            error=editing.error("url")
            help=Some("The middle of the picture is shown, three wide to two high.".to_owned())
            placeholder="https://example.com/picture.jpg"
            inputmode="url"
            autocomplete="off"
        />
        <TextField
            name="alt"
            label="What it shows"
            optional=true
            bind=editing.text(|image| &mut image.alt)
            error=editing.error("alt")
            help=Some("Read aloud to people who do not see it. Leave it empty for mere decoration.".to_owned())
        />
        <TextField
            name="link"
            label="Where a click leads"
            type_="url"
            optional=true
            bind=editing.text(|image| &mut image.link)
            error=editing.error("link")
            placeholder="https://example.com"
            inputmode="url"
            autocomplete="off"
        />
    }
}
