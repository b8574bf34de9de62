//! The image block: a picture by its address.

use serde::{Deserialize, Serialize};

use crate::{
    kernel::FieldErrors,
    sites::types::{check_text, check_url},
};

/// An image.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Image {
    /// Where the picture is: http or https.
    pub url: String,
    /// What it shows, for people who do not see it; at most 300 characters.
    pub alt: String,
    /// Where a click leads, or empty.
    #[serde(default)]
    pub link: String,
}

impl Image {
    /// What must be mended before publishing.
    pub fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_url(&mut errors, "url", &self.url, true, false);
        check_text(&mut errors, "alt", &self.alt, 0, 300);
        check_url(&mut errors, "link", &self.link, false, true);
        errors
    }
}
