//! Who may see a site, and how it is found.

use serde::{Deserialize, Serialize};

/// Options of a site as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteOptions {
    /// Who may see the published page.
    pub visibility: Visibility,
}

/// Who may see a published page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everybody; search engines list it.
    #[default]
    Public,
    /// Everybody who knows the address; search engines are told to leave it out.
    Unlisted,
    /// Whoever knows this password, which the creator gives away.
    Password(String),
}

impl Visibility {
    /// The word that is stored and sent for the kind.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Unlisted => "unlisted",
            Self::Password(_) => "password",
        }
    }

    /// The password, when one is needed.
    pub fn password(&self) -> Option<&str> {
        match self {
            Self::Password(password) => Some(password),
            Self::Public | Self::Unlisted => None,
        }
    }
}

impl SiteOptions {
    /// The same without what only those may know whom the creator told it.
    pub fn without_password(&self) -> Self {
        let visibility = match &self.visibility {
            Visibility::Password(_) => Visibility::Password(String::new()),
            other => other.clone(),
        };
        Self { visibility }
    }
}
