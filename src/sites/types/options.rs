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
