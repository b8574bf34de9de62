//! The text block: paragraphs, as typed.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Content, Editing, Stored, Style, content::owned};
use crate::{kernel::FieldErrors, sites::types::check_text, ui::TextArea};

/// Text; an empty line parts paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// What it says; at most 2,000 characters.
    pub text: String,
}

impl Stored for Text {}

impl Content for Text {
    fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "text", &self.text, 1, 2000);
        errors
    }

    fn summary(&self) -> String {
        self.text.clone()
    }

    fn texts(&self) -> Vec<String> {
        owned([&self.text])
    }

    fn styles(&self) -> &'static [Style] {
        &[Style::Text]
    }
}

/// The text on the page.
#[component]
pub fn TextView(
    /// What it says.
    text: Text,
) -> impl IntoView {
    let text = text.text.replace("\r\n", "\n");
    let paragraphs = text
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| view! { <p dir="auto">{paragraph.to_owned()}</p> })
        .collect_view();
    view! { <div class="bio-text">{paragraphs}</div> }
}

/// The text's form in the builder.
#[component]
pub fn TextForm(
    /// The text.
    editing: Editing<Text>,
) -> impl IntoView {
    view! {
        <TextArea
            name="text"
            label="Text"
            bind=editing.text(|text| &mut text.text)
            error=editing.error("text")
            help=Some("An empty line begins a new paragraph.".to_owned())
            rows=4
        />
    }
}
