//! The course block: something to learn from the workspace's courses.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Content, Editing, Stored, Style,
    connect::{Connect, Words, check_words},
    content::{first, owned},
};
use crate::kernel::{FieldErrors, time::Time};

/// A course. Which one is chosen when the workspace has courses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Course {
    /// What stands above; at most 120 characters.
    pub title: String,
    /// A few words; at most 500 characters.
    pub text: String,
}

impl Stored for Course {}

impl Content for Course {
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
pub fn CourseForm(
    /// The block.
    editing: Editing<Course>,
) -> impl IntoView {
    view! {
        <Connect
            missing="This workspace has no courses"
            shows="With a course, the block shows what it teaches, its price and a button to enrol."
        />
        <Words editing title=|block| &mut block.title text=|block| &mut block.text example="Wheel throwing for beginners"/>
    }
}
