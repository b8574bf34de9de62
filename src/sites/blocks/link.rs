//! The link block: a button that leads somewhere.

use serde::{Deserialize, Serialize};

use crate::{
    kernel::FieldErrors,
    sites::types::{check_text, check_url},
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
    /// A small picture by address, or empty.
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
        check_url(&mut errors, "thumbnail_url", &self.thumbnail_url, false, false);
        errors
    }
}
