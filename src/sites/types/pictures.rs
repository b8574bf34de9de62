//! Pictures that a site may show: uploaded here or by address, and where an uploaded one is used.

use serde::{Deserialize, Serialize};

use super::{check_url, is_safe_url};
use crate::kernel::{FieldErrors, id::SiteId, picture::PictureAddress};

/// A place where a site uses a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PicturePlace {
    /// Which site.
    pub site: SiteId,
    /// Its name.
    pub title: String,
    /// Which part of it: "the share image".
    pub part: String,
}

impl PicturePlace {
    /// "the share image of “Ada”".
    pub fn in_words(&self) -> String {
        format!("{} of “{}”", self.part, self.title)
    }
}

/// Whether a page may show the picture at an address: one that was uploaded here, or http and https with a host.
pub fn is_safe_picture(text: &str) -> bool {
    PictureAddress::parse(text).is_some() || is_safe_url(text, false)
}

/// Adds an error when the address of a picture is missing or unsafe.
pub fn check_picture(errors: &mut FieldErrors, field: &str, text: &str, required: bool) {
    let text = text.trim();
    if text.is_empty() && required {
        errors.add(field, "Upload a picture, or enter the address of one.");
    } else if PictureAddress::parse(text).is_none() {
        check_url(errors, field, text, false, false);
    }
}
