//! The link block: a button that leads somewhere.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{CampaignTags, Editing, Picture};
use crate::{
    kernel::FieldErrors,
    sites::types::{Tag, check_picture, check_text, check_url, is_safe_picture},
    ui::{ImageField, TextField},
};

/// A link.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// What it says; at most 200 characters.
    pub title: String,
    /// Where it leads: http, https, mailto or tel.
    pub url: String,
    /// A second line; at most 300 characters.
    #[serde(default)]
    pub description: String,
    /// A small picture, uploaded or by address, or empty.
    #[serde(default)]
    pub thumbnail_url: String,
}

impl Link {
    /// What must be mended before publishing.
    pub fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "title", &self.title, 1, 200);
        check_url(&mut errors, "url", &self.url, true, true);
        check_text(&mut errors, "description", &self.description, 0, 300);
        check_picture(&mut errors, "thumbnail_url", &self.thumbnail_url, false);
        errors
    }
}

/// The link on the page.
#[component]
pub fn LinkView(
    /// What it says.
    link: Link,
    /// Where it leads; without it the link looks the same and does nothing.
    href: Option<String>,
) -> impl IntoView {
    let Link { title, url, description, thumbnail_url } = link;
    let title = if title.trim().is_empty() { url } else { title };
    let thumbnail = is_safe_picture(thumbnail_url.trim())
        .then(|| view! { <Picture url=thumbnail_url class="bio-thumb" size=(48, 48)/> });
    let class = if thumbnail.is_some() { "bio-link" } else { "bio-link bio-plain" };
    let about = (!description.trim().is_empty()).then(|| view! { <small dir="auto">{description}</small> });
    let title = if title.trim().is_empty() { "Untitled link".to_owned() } else { title };
    view! {
        <a class=class href=href rel="noopener">
            {thumbnail}
            <span><b dir="auto">{title}</b> {about}</span>
        </a>
    }
}

/// The link's form in the builder.
#[component]
pub fn LinkForm(
    /// The link.
    editing: Editing<Link>,
) -> impl IntoView {
    view! {
        <TextField
            name="title"
            label="Title"
            bind=editing.text(|link| &mut link.title)
            error=editing.error("title")
            placeholder="My shop"
        />
        <TextField
            name="url"
            label="Address"
            type_="url"
            bind=editing.text(|link| &mut link.url)
            error=editing.error("url")
            help=Some("A web page, an e-mail address, or tel: with a phone number.".to_owned())
            placeholder="https://example.com"
            inputmode="url"
            autocomplete="off"
        />
        <CampaignTags
            address=Signal::derive(move || editing.read(|link| link.url.clone()))
            field=Callback::new(move |tag: Tag| {
                editing.bound(move |link| Some(tag.of(&link.url)), move |link, value| link.url = tag.put(&link.url, &value))
            })
        />
        <TextField
            name="description"
            label="Second line"
            optional=true
            bind=editing.text(|link| &mut link.description)
            error=editing.error("description")
        />
        <ImageField
            name="thumbnail_url"
            label="Small picture"
            optional=true
            bind=editing.text(|link| &mut link.thumbnail_url)
            error=editing.error("thumbnail_url")
            help=Some("It is shown as a square.".to_owned())
        />
    }
}
