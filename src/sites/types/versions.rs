//! Versions of a site that were kept.

use serde::{Deserialize, Serialize};

use super::SiteDraft;
use crate::kernel::{
    id::{SiteId, SiteVersionId},
    time::Time,
};

/// How many versions of a site are kept.
pub const MAX_VERSIONS: u64 = 50;

/// Why a version was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersionKind {
    /// It was put online.
    Published,
    /// It was the draft when an older version was restored over it.
    Replaced,
}

impl VersionKind {
    /// The word that is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Replaced => "replaced",
        }
    }

    /// Reads the stored word.
    pub fn parse(word: &str) -> Self {
        if word == Self::Replaced.as_str() { Self::Replaced } else { Self::Published }
    }
}

/// A version in the history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteVersion {
    /// Id.
    pub id: SiteVersionId,
    /// Why it was kept.
    pub kind: VersionKind,
    /// Who did it; `None` when the account is gone or nobody did.
    pub by: Option<String>,
    /// When.
    pub at: Time,
    /// What it has otherwise than the version before it, in a few words.
    pub summary: String,
    /// It is what visitors see now.
    pub online: bool,
}

/// A version with what it holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenVersion {
    /// What it holds; visibility and passwords are those of the site as it is now.
    pub draft: SiteDraft,
    /// The version before it, when that is still kept.
    pub before: Option<SiteDraft>,
}

/// Another site of the workspace, which may be the same page in another language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sibling {
    /// Id.
    pub id: SiteId,
    /// Title of its draft.
    pub title: String,
    /// Address part after the handle; empty for the main site.
    pub slug: String,
    /// Language of its draft.
    pub language: String,
    /// It is the same page.
    pub linked: bool,
}
