//! The blocks that a site is made of: one typed variant each, with validation, form and view in its own file.

use serde::{Deserialize, Serialize};

mod campaign;
mod capture;
mod editing;
mod heading;
mod image;
mod kinds;
mod link;
mod network;
mod picture;
mod social;
mod text;

pub use campaign::CampaignTags;
pub use capture::{Capture, CaptureFields, CaptureView};
pub use editing::{Editing, complete_url};
pub use heading::{Heading, HeadingForm, HeadingView};
pub use image::{Image, ImageForm, ImageView};
pub use kinds::{BlockKind, KINDS};
pub use link::{Link, LinkForm, LinkView};
pub use network::{Network, NetworkIcon};
pub use picture::Picture;
pub use social::{MAX_PROFILES, Profile, Social, SocialForm, SocialView};
pub use text::{Text, TextForm, TextView};

use crate::kernel::FieldErrors;

/// What a block holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum BlockContent {
    /// A link as a button.
    Link(Link),
    /// A heading between blocks.
    Heading(Heading),
    /// A paragraph or several.
    Text(Text),
    /// An image by address.
    Image(Image),
    /// Icons that lead to profiles elsewhere.
    Social(Social),
    /// A form that asks for an e-mail address.
    Capture(Capture),
    /// A stored block that this version cannot read: kept as it is, shown as broken in the builder, skipped on the page.
    Broken(Broken),
}

/// A stored block that cannot be read; nothing of it is lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Broken {
    /// The stored kind.
    pub kind: String,
    /// The stored version of that kind.
    pub version: i32,
    /// The stored document, as JSON text.
    pub data: String,
}

impl BlockContent {
    /// The word that is stored for the kind.
    pub fn kind(&self) -> &str {
        match self {
            Self::Link(_) => "link",
            Self::Heading(_) => "heading",
            Self::Text(_) => "text",
            Self::Image(_) => "image",
            Self::Social(_) => "social",
            Self::Capture(_) => "capture",
            Self::Broken(broken) => &broken.kind,
        }
    }

    /// The version of the stored form of the kind; it grows when the form changes, and reading upgrades.
    pub fn version(&self) -> i32 {
        match self {
            Self::Broken(broken) => broken.version,
            _ => 1,
        }
    }

    /// What must be mended before the block can be published, by field. Drafts may be incomplete but never too long.
    pub fn problems(&self) -> FieldErrors {
        match self {
            Self::Link(link) => link.problems(),
            Self::Heading(heading) => heading.problems(),
            Self::Text(text) => text.problems(),
            Self::Image(image) => image.problems(),
            Self::Social(social) => social.problems(),
            Self::Capture(capture) => capture.problems(),
            Self::Broken(_) => FieldErrors::default(),
        }
    }

    /// The addresses that visitors can follow from this block, in slot order; each gets a short link when published.
    pub fn targets(&self) -> Vec<&str> {
        match self {
            Self::Link(link) => vec![&link.url],
            Self::Image(image) if !image.link.is_empty() => vec![&image.link],
            Self::Social(social) => social.profiles.iter().map(|profile| profile.url.as_str()).collect(),
            _ => Vec::new(),
        }
    }

    /// The block as the database keeps it.
    pub fn to_stored(&self) -> serde_json::Value {
        match self {
            Self::Broken(broken) => {
                serde_json::from_str(&broken.data).unwrap_or_else(|_| serde_json::Value::String(broken.data.clone()))
            }
            known => serde_json::to_value(known).map(|mut value| value["data"].take()).unwrap_or_default(),
        }
    }

    /// Reads a stored block; what cannot be read becomes [`Broken`].
    pub fn from_stored(kind: &str, version: i32, data: &serde_json::Value) -> Self {
        let tagged = serde_json::json!({ "kind": kind, "data": data });
        match serde_json::from_value(tagged) {
            Ok(Self::Broken(_)) | Err(_) => {
                Self::Broken(Broken { kind: kind.to_owned(), version, data: data.to_string() })
            }
            Ok(_) if version > 1 => Self::Broken(Broken { kind: kind.to_owned(), version, data: data.to_string() }),
            Ok(content) => content,
        }
    }
}
