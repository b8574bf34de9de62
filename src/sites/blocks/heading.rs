//! The heading block: a title between other blocks.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Content, Editing, Stored, Style, content::owned};
use crate::{kernel::FieldErrors, sites::types::check_text, ui::TextField};

/// A heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// What it says; at most 120 characters.
    pub text: String,
}

impl Stored for Heading {}

impl Content for Heading {
    fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "text", &self.text, 1, 120);
        errors
    }

    fn summary(&self) -> String {
        self.text.clone()
    }

    fn texts(&self) -> Vec<String> {
        owned([&self.text])
    }

    fn styles(&self) -> &'static [Style] {
        &[Style::Heading]
    }
}

/// The heading on the page; inside the builder it is no heading of the builder's own page.
#[component]
pub fn HeadingView(
    /// What it says.
    heading: Heading,
    /// It is shown inside the builder.
    preview: bool,
) -> impl IntoView {
    let text = heading.text;
    match (preview, text.trim().is_empty()) {
        (true, true) => view! { <p class="bio-heading">"Empty heading"</p> }.into_any(),
        (true, false) => view! { <p class="bio-heading" dir="auto">{text}</p> }.into_any(),
        (false, _) => view! { <h2 class="bio-heading" dir="auto">{text}</h2> }.into_any(),
    }
}

/// The heading's form in the builder.
#[component]
pub fn HeadingForm(
    /// The heading.
    editing: Editing<Heading>,
) -> impl IntoView {
    view! {
        <TextField
            name="text"
            label="Heading"
            bind=editing.text(|heading| &mut heading.text)
            error=editing.error("text")
            placeholder="More from me"
        />
    }
}
