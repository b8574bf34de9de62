//! The image block: a picture, uploaded or by its address.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Content, Editing, Picture, Stored, Style,
    content::{first, owned, target},
};
use crate::{
    kernel::{FieldErrors, picture::PictureAddress},
    sites::types::{check_picture, check_text, check_url},
    ui::{ImageField, LibraryPicture, TextField},
};

/// An image.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Image {
    /// Where the picture is: uploaded here, http or https.
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
        check_picture(&mut errors, "url", &self.url, true);
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
    // The shape of an uploaded picture is known, so all of it is shown; others are cut to three wide and two high.
    let class = if PictureAddress::parse(url.trim()).is_some() { "bio-image bio-whole" } else { "bio-image" };
    let picture = view! { <Picture url alt size=(620, 413) shaped=true sizes="(max-width: 660px) 100vw, 620px"/> };
    match href {
        Some(href) => view! { <a class=class href=href rel="noopener">{picture}</a> }.into_any(),
        None => view! { <div class=class>{picture}</div> }.into_any(),
    }
}

/// The image's form in the builder.
#[component]
pub fn ImageForm(
    /// The image.
    editing: Editing<Image>,
) -> impl IntoView {
    view! {
        <ImageField
            name="url"
            label="Picture"
            bind=editing.text(|image| &mut image.url)
            error=editing.error("url")
            help=Some("An uploaded picture is shown whole; of one by address, the middle, three wide to two high.".to_owned())
            on_pick=move |picture: LibraryPicture| {
                editing.update(|image| {
                    if image.alt.trim().is_empty() {
                        image.alt = picture.alt;
                    }
                });
            }
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
