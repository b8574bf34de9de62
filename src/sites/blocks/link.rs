//! The link block: a button that leads somewhere.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    CampaignTags, Content, Editing, Picture, Stored, Style,
    content::{first, owned},
};
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

impl Stored for Link {}

impl Content for Link {
    fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "title", &self.title, 1, 200);
        check_url(&mut errors, "url", &self.url, true, true);
        check_text(&mut errors, "description", &self.description, 0, 300);
        check_picture(&mut errors, "thumbnail_url", &self.thumbnail_url, false);
        errors
    }

    fn summary(&self) -> String {
        first([&self.title, &self.url])
    }

    fn texts(&self) -> Vec<String> {
        owned([&self.title, &self.url, &self.description, &self.thumbnail_url])
    }

    fn targets(&self) -> Vec<String> {
        vec![self.url.clone()]
    }

    fn styles(&self) -> &'static [Style] {
        &[Style::Link]
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
    let thumbnail = is_safe_picture(thumbnail_url.trim())
        .then(|| view! { <Picture url=thumbnail_url class="bio-thumb" size=(48, 48)/> }.into_any());
    let title = first([&title, &url, "Untitled link"]);
    view! { <LinkCard title about=description href mark=thumbnail/> }
}

/// A button with a title, a second line and a picture in front: what all blocks share that lead somewhere.
#[component]
pub(super) fn LinkCard(
    /// What it says.
    title: String,
    /// A second line, or empty.
    about: String,
    /// Where it leads; without it the button looks the same and does nothing.
    href: Option<String>,
    /// A picture in front.
    mark: Option<AnyView>,
    /// What is behind it is a file to keep.
    #[prop(optional)]
    download: bool,
) -> impl IntoView {
    let class = if mark.is_some() { "bio-link" } else { "bio-link bio-plain" };
    let about = (!about.trim().is_empty()).then(|| view! { <small dir="auto">{about}</small> });
    view! {
        <a class=class href=href rel="noopener" download=download.then_some("")>
            {mark}
            <span><b dir="auto">{title}</b> {about}</span>
        </a>
    }
}

/// A drawing as the picture of a [`LinkCard`].
pub(super) fn mark(icon: icondata_core::Icon) -> Option<AnyView> {
    Some(
        view! { <svg class="bio-thumb bio-mark" viewBox="0 0 24 24" aria-hidden="true" inner_html=icon.data></svg> }
            .into_any(),
    )
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
