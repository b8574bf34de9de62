//! The heading block: a title between other blocks.

use serde::{Deserialize, Serialize};

use crate::{kernel::FieldErrors, sites::types::check_text};

/// A heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// What it says; at most 120 characters.
    pub text: String,
}

impl Heading {
    /// What must be mended before publishing.
    pub fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "text", &self.text, 1, 120);
        errors
    }
}
