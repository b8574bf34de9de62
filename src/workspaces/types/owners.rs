//! A change of owner, logo and colours, and the end of a workspace.

use serde::{Deserialize, Serialize};

use crate::{
    kernel::{FieldErrors, Result, picture::PictureAddress, time::Time},
    sites::types::Colour,
};

/// How many days an offer to become the owner can be accepted.
pub const TRANSFER_DAYS: i64 = 7;
/// How many days a workspace can be brought back before it is erased.
pub const GRACE_DAYS: i64 = 14;

/// An offer that waits, as the owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// To whom.
    pub to: String,
    /// Until when.
    pub expires_at: Time,
}

/// An offer as whoever opens its link sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferView {
    /// Which workspace.
    pub workspace: String,
    /// Who is its owner now.
    pub from: String,
    /// Whose it would be.
    pub to: String,
    /// Until when.
    pub expires_at: Time,
    /// Whether the person who is signed in is meant; `None` when nobody is.
    pub meant: Option<bool>,
}

/// Logo and colours of a workspace. An empty text is: not chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brand {
    /// Address of an uploaded picture.
    pub logo: String,
    /// `#rrggbb`, of buttons on new sites.
    pub accent: String,
    /// `#rrggbb`, behind new sites.
    pub background: String,
}

impl Brand {
    /// Checks the form of everything.
    ///
    /// # Errors
    /// Invalid (`logo`, `accent`, `background`).
    pub fn check(&self) -> Result<Self> {
        let mut errors = FieldErrors::default();
        let logo = self.logo.trim().to_owned();
        if !logo.is_empty() && PictureAddress::parse(&logo).is_none() {
            errors.add("logo", "Upload a picture, or choose one from your library.");
        }
        let mut colour = |field: &str, text: &str| match text.trim() {
            "" => String::new(),
            text => text.parse::<Colour>().map(|colour| colour.to_string()).unwrap_or_else(|why| {
                errors.add(field, why.to_string());
                String::new()
            }),
        };
        let (accent, background) = (colour("accent", &self.accent), colour("background", &self.background));
        errors.into_result().map(|()| Self { logo, accent, background })
    }
}
