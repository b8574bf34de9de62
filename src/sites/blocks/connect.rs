//! What blocks share that take their data from a part of the product: words of one's own, and what is missing until it is
//! connected.

use leptos::prelude::*;

use super::Editing;
use crate::{
    kernel::FieldErrors,
    sites::types::check_text,
    ui::{Alert, TextArea, TextField},
};

/// Declares a block that shows nothing until its part of the product is there: its content and its form. What it will take from
/// there is added to the content then, with a default for what is stored until then.
macro_rules! waiting {
    ($(#[$doc:meta])* $name:ident, $form:ident, $missing:literal, $shows:literal, $example:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct $name {
            /// What stands above; at most 120 characters.
            pub title: String,
            /// A few words; at most 500 characters.
            pub text: String,
        }

        impl super::Stored for $name {}

        impl super::Content for $name {
            fn problems(&self) -> FieldErrors {
                let mut errors = FieldErrors::default();
                check_words(&mut errors, &self.title, &self.text);
                errors
            }

            fn summary(&self) -> String {
                first([&self.title, &self.text])
            }

            fn texts(&self) -> Vec<String> {
                owned([&self.title, &self.text])
            }

            fn styles(&self) -> &'static [super::Style] {
                &[]
            }

            fn is_shown(&self, _now: Time) -> bool {
                false
            }
        }

        /// The form in the builder.
        #[component]
        pub fn $form(
            /// The block.
            editing: Editing<$name>,
        ) -> impl IntoView {
            view! {
                <Connect missing=$missing shows=$shows/>
                <Words editing title=|block| &mut block.title text=|block| &mut block.text example=$example/>
            }
        }
    };
}
pub(super) use waiting;

/// Checks the title and the text that such a block may already have.
pub(super) fn check_words(errors: &mut FieldErrors, title: &str, text: &str) {
    check_text(errors, "title", title, 0, 120);
    check_text(errors, "text", text, 0, 500);
}

/// In the builder: what is missing, and what will be shown. Visitors see nothing of the block until then.
#[component]
pub(super) fn Connect(
    /// What is missing: "This workspace has no store."
    missing: &'static str,
    /// What the block then shows.
    shows: &'static str,
) -> impl IntoView {
    view! {
        <Alert title=missing>
            <p>{shows}</p>
            <p>"Until then visitors do not see this block. What you write below is kept."</p>
        </Alert>
    }
}

/// The title and the text.
#[component]
pub(super) fn Words<C: Clone + Send + Sync + 'static>(
    /// The block.
    editing: Editing<C>,
    /// Its title.
    title: fn(&mut C) -> &mut String,
    /// Its text.
    text: fn(&mut C) -> &mut String,
    /// An example of a title.
    example: &'static str,
) -> impl IntoView {
    view! {
        <TextField
            name="title"
            label="Title"
            optional=true
            bind=editing.text(title)
            error=editing.error("title")
            placeholder=example
        />
        <TextArea
            name="text"
            label="Text"
            optional=true
            bind=editing.text(text)
            error=editing.error("text")
            rows=2
        />
    }
}

/// In the builder's preview: the place of a block that visitors do not see yet.
#[component]
pub fn WaitingView(
    /// The name of the block's kind.
    label: &'static str,
) -> impl IntoView {
    view! { <p class="bio-nothing">{format!("{label}: visitors do not see this yet")}</p> }
}
