//! The block of the latest posts: what is new in the workspace's blog.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Content, Editing, Stored, Style,
    connect::{Connect, Words, check_words},
    content::{first, owned},
};
use crate::kernel::{FieldErrors, time::Time};

/// The newest posts of the blog, once the workspace has one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LatestPosts {
    /// What stands above; at most 120 characters.
    pub title: String,
    /// A few words; at most 500 characters.
    pub text: String,
}

impl Stored for LatestPosts {}

impl Content for LatestPosts {
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

    fn styles(&self) -> &'static [Style] {
        &[]
    }

    fn is_shown(&self, _now: Time) -> bool {
        false
    }
}

/// The form in the builder.
#[component]
pub fn LatestPostsForm(
    /// The block.
    editing: Editing<LatestPosts>,
) -> impl IntoView {
    view! {
        <Connect
            missing="This workspace has no blog"
            shows="With a blog, the block shows its newest posts by itself: title, date and picture."
        />
        <Words editing title=|block| &mut block.title text=|block| &mut block.text example="From the studio diary"/>
    }
}
