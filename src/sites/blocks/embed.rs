//! The embed block: a video or music of somebody else's service. Nothing of that service is loaded before a visitor asks.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Content, Editing, Media, Stored, Style, WaitingView,
    content::{first, owned},
    link::{LinkCard, mark},
};
use crate::{
    kernel::{FieldErrors, id::BlockId, time::Time},
    sites::types::{MAX_URL, check_text},
    ui::TextField,
};

/// Something to play.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Embed {
    /// What was copied there; [`Media::parse`] reads it.
    pub url: String,
    /// What it is; at most 200 characters.
    pub title: String,
}

impl Embed {
    /// What it says: the title, or the name of the service.
    fn words(&self, media: &Media) -> String {
        first([&self.title, media.provider.label()])
    }
}

impl Stored for Embed {}

impl Content for Embed {
    fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "title", &self.title, 0, 200);
        let url = self.url.trim();
        if url.is_empty() {
            errors.add("url", "Paste the address of a video, a track or a playlist.");
        } else if url.len() > MAX_URL {
            errors.add("url", format!("This address is too long; {MAX_URL} characters is the limit."));
        } else if url.contains("spotify.link/") || url.contains("on.soundcloud.com/") {
            errors.add("url", "This is a short address. Open it in a browser and copy the long one from there.");
        } else if Media::parse(url).is_none() {
            errors.add(
                "url",
                "This cannot be played here. Copy the address of one video, track, album or playlist at YouTube, Vimeo, \
                 Spotify or SoundCloud.",
            );
        }
        errors
    }

    fn summary(&self) -> String {
        first([&self.title, &self.url])
    }

    fn texts(&self) -> Vec<String> {
        owned([&self.title, &self.url])
    }

    fn targets(&self) -> Vec<String> {
        Media::parse(&self.url).map(|media| media.player()).into_iter().collect()
    }

    fn styles(&self) -> &'static [Style] {
        // Behind a gate it is a link.
        &[Style::Embed, Style::Link]
    }

    fn frame(&self) -> Option<&'static str> {
        Media::parse(&self.url).map(|media| media.provider.origin())
    }

    fn is_shown(&self, _now: Time) -> bool {
        Media::parse(&self.url).is_some()
    }
}

/// The player's place on the page: a small page of ours in a frame, from which a visitor starts the player.
#[component]
pub fn EmbedView(
    /// Which block it is.
    id: BlockId,
    /// What is played.
    embed: Embed,
    /// Where its link leads.
    href: Option<String>,
    /// Something stands before the link, which does not fit into a frame.
    gated: bool,
    /// It is shown inside the builder.
    preview: bool,
) -> impl IntoView {
    let Some(media) = Media::parse(&embed.url) else {
        return view! { <WaitingView label="Video or music"/> }.into_any();
    };
    let (title, label, class) = (embed.words(&media), media.provider.label(), media.shape.class());
    if gated {
        let about = format!("Plays at {label}");
        return view! { <LinkCard title about href mark=mark(icondata_lu::LuPlay)/> }.into_any();
    }
    view! { <Frame id class title preview play=format!("Plays from {label}, which then sees your visit.")/> }.into_any()
}

/// The frame, or in the builder what it holds at first.
#[component]
pub(super) fn Frame(id: BlockId, class: &'static str, title: String, play: String, preview: bool) -> impl IntoView {
    if preview {
        return view! { <div class=class><Face title about=play href=None/></div> }.into_any();
    }
    // `view!` does not know that frames may wait. What is allowed holds for the player, which is not who is there at first; the
    // page's policy says which players may come.
    leptos::html::iframe()
        .class(class)
        .src(format!("/embed/{id}"))
        .attr("title", title)
        .attr("loading", "lazy")
        .attr("allow", "autoplay *; encrypted-media *; fullscreen *; picture-in-picture *")
        .into_any()
}

/// What a visitor sees before asking for the player, and what it means to ask.
#[component]
pub fn Face(
    /// What is played or shown.
    title: String,
    /// Whose it is.
    about: String,
    /// What leads on to the player.
    href: Option<String>,
) -> impl IntoView {
    view! {
        <a class="bio-face" href=href>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M8 5v14l11-7z"/></svg>
            <span><b dir="auto">{title}</b> <small>{about}</small></span>
        </a>
    }
}

/// The form in the builder.
#[component]
pub fn EmbedForm(
    /// What is played.
    editing: Editing<Embed>,
) -> impl IntoView {
    let read = move || {
        let found = editing.read(|embed| Media::parse(&embed.url));
        Some(match found {
            Some(media) => format!("This plays from {}, once a visitor asks for it.", media.provider.label()),
            None => "From YouTube, Vimeo, Spotify or SoundCloud: copy the address there.".to_owned(),
        })
    };
    view! {
        <TextField
            name="url"
            label="Address of the video or music"
            bind=editing.text(|embed| &mut embed.url)
            error=editing.error("url")
            help=Signal::derive(read)
            placeholder="https://www.youtube.com/watch?v=dQw4w9WgXcQ"
            inputmode="url"
            autocomplete="off"
        />
        <TextField
            name="title"
            label="Title"
            optional=true
            bind=editing.text(|embed| &mut embed.title)
            error=editing.error("title")
            help=Some("Stands beside the button that starts it.".to_owned())
        />
    }
}
