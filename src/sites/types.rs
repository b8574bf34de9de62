//! Sites as the builder, the server and the wire see them, and the rules for what people type.

use serde::{Deserialize, Serialize};

mod campaign;
mod colour;
mod css;
mod look;
mod options;
mod pictures;
mod rules;
mod short_links;
mod versions;
mod zone;

pub use campaign::{MAX_TAG, Tag, with_tags};
pub use colour::{Colour, NotAColour};
pub use css::{CompiledCss, CssNote};
pub use look::{
    Align, AvatarShape, ButtonStyle, Buttons, Colours, Font, Fonts, Ground, Layout, Look, MAX_CSS, Shape, Spacing,
    is_picture_behind,
};
pub use options::{SiteOptions, Visibility};
pub use pictures::{PicturePlace, check_picture, is_safe_picture};
pub use rules::{AGES, BlockRules, Gate, MAX_PASSWORD, Season, check_password};
pub use short_links::{MAX_CODE, ShortLink, check_code, is_code_sign};
pub use versions::{MAX_VERSIONS, OpenVersion, Sibling, SiteVersion, VersionKind};
pub use zone::{Moment, Zone};

use super::blocks::BlockContent;
use crate::{
    analytics::types::Totals,
    kernel::{
        AppError, FieldErrors, Result, handle,
        id::{BlockId, SiteId, WorkspaceId},
        time::Time,
    },
};

/// The most blocks of one site.
pub const MAX_BLOCKS: usize = 500;
/// The most sites of one workspace.
pub const MAX_SITES: u64 = 100;
/// The longest address (URL), in bytes.
pub const MAX_URL: usize = 2000;
/// No single text of a draft is longer, in characters: a bound for storage, far above every limit for publishing.
pub const MAX_DRAFT_TEXT: usize = 20_000;

/// What the builder edits and saves as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SiteDraft {
    /// Name on top; at most 80 characters.
    pub title: String,
    /// A few words below it; at most 300 characters.
    pub bio: String,
    /// Portrait or logo by address, or empty.
    pub avatar_url: String,
    /// Key of a theme (`sites::themes`).
    pub theme: String,
    /// What differs from the theme.
    #[serde(default)]
    pub look: Look,
    /// Who may see the page, and how it is found.
    #[serde(default)]
    pub options: SiteOptions,
    /// BCP 47 language of the texts, `en`.
    pub language: String,
    /// Title for search engines and shares; the title when empty; at most 120 characters.
    pub seo_title: String,
    /// Description for the same; the bio when empty; at most 300 characters.
    pub seo_description: String,
    /// Image for shares by address; the avatar when empty.
    pub share_image_url: String,
    /// The blocks in order.
    pub blocks: Vec<Block>,
}

/// A block in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Stays the same when the block is moved, hidden or restored, and so do its counts. New blocks bring a fresh id.
    pub id: BlockId,
    /// Kept, not shown to visitors.
    pub hidden: bool,
    /// When it is shown, and what stands before its links.
    #[serde(default)]
    pub rules: BlockRules,
    /// What it holds.
    pub content: BlockContent,
}

impl Block {
    /// A new block, shown at all times.
    pub fn new(content: BlockContent) -> Self {
        Self { id: BlockId::new(), hidden: false, rules: BlockRules::default(), content }
    }

    /// What must be mended before the block can be published, by field.
    pub fn problems(&self) -> FieldErrors {
        let mut errors = self.content.problems();
        errors.0.extend(self.rules.problems().0);
        errors
    }

    /// The next instant at which the block looks otherwise by itself.
    pub fn changes_at(&self, now: Time) -> Option<Time> {
        self.rules.changes_at(now).into_iter().chain(self.content.changes_at(now)).min()
    }
}

/// A site as the builder opens it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteDetails {
    /// Id.
    pub id: SiteId,
    /// Whose it is.
    pub workspace_id: WorkspaceId,
    /// Address part after the handle; empty for the main site.
    pub slug: String,
    /// Address of the public page, absolute.
    pub public_url: String,
    /// Grows by one with every save; a save names the version that it started from.
    pub version: i64,
    /// Since when it is online; `None` while it is not.
    pub published_at: Option<Time>,
    /// The version that is online.
    pub published_version: i64,
    /// Last change.
    pub updated_at: Time,
    /// What can be edited.
    pub draft: SiteDraft,
    /// The time zone of the workspace, for schedules.
    pub zone: Zone,
}

/// A site in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteSummary {
    /// Id.
    pub id: SiteId,
    /// Name.
    pub title: String,
    /// Address part after the handle; empty for the main site.
    pub slug: String,
    /// Address of the public page, absolute.
    pub public_url: String,
    /// Key of its theme.
    pub theme: String,
    /// Since when it is online.
    pub published_at: Option<Time>,
    /// Whether the draft differs from what is online.
    pub changed: bool,
    /// Who may see what is online: `public`, `unlisted`, `password`.
    pub visibility: String,
    /// How many blocks it has.
    pub blocks: u64,
    /// Clicks of people in the last 7 days, today included; `None` when the member may not see numbers.
    pub clicks_7_days: Option<u64>,
    /// Views of its page, likewise.
    pub views_7_days: Option<u64>,
    /// Last change.
    pub updated_at: Time,
}

/// The answer to a save.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// The version that is now stored.
    pub version: i64,
    /// When.
    pub at: Time,
}

/// Clicks of a site's blocks, people only; days in the workspace's time zone, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SiteClicks {
    /// The days, `2026-11-21`.
    pub days: Vec<String>,
    /// One row a block that was clicked.
    pub blocks: Vec<BlockClicks>,
    /// Clicks of known bots in the same time, which are not counted above.
    pub bots: u64,
}

/// Views and clicks of people on all sites of a workspace; days in the workspace's time zone, the oldest first, today last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WorkspaceClicks {
    /// The last 14 days, `2026-11-21`.
    pub days: Vec<String>,
    /// One number of clicks a day.
    pub per_day: Vec<u64>,
    /// One number of page views a day.
    pub views_per_day: Vec<u64>,
    /// In the 7 days before the last 7, up to the same hour.
    pub before: Totals,
    /// Whether anybody has ever clicked.
    pub ever: bool,
}

/// Clicks of one block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockClicks {
    /// Which block.
    pub block: BlockId,
    /// One number a day, as in [`SiteClicks::days`].
    pub per_day: Vec<u64>,
}

/// What was found on a page that is to be imported.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportPreview {
    /// What kind of page it looks like, in words.
    pub source: String,
    /// Name found, or empty.
    pub title: String,
    /// Description found, or empty.
    pub bio: String,
    /// Portrait found, or empty.
    pub avatar_url: String,
    /// Blocks in the order of the page.
    pub blocks: Vec<BlockContent>,
    /// What was left out and why, one sentence each.
    pub skipped: Vec<String>,
    /// The whole site, when it was an export of ours; the blocks have new ids.
    #[serde(default)]
    pub whole: Option<Box<SiteDraft>>,
}

impl SiteDraft {
    /// What must be mended before publishing. Fields of blocks are `{block id}.{field}`; hidden blocks are not asked.
    pub fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "title", &self.title, 1, 80);
        check_text(&mut errors, "bio", &self.bio, 0, 300);
        check_text(&mut errors, "seo_title", &self.seo_title, 0, 120);
        check_text(&mut errors, "seo_description", &self.seo_description, 0, 300);
        check_picture(&mut errors, "avatar_url", &self.avatar_url, false);
        check_picture(&mut errors, "share_image_url", &self.share_image_url, false);
        self.look.check(&mut errors);
        if let Some(password) = self.options.visibility.password() {
            check_password(&mut errors, "password", password);
        }
        for block in self.blocks.iter().filter(|block| !block.hidden) {
            for (field, message) in block.problems().0 {
                errors.add(&format!("{}.{field}", block.id), message);
            }
        }
        errors
    }

    /// What even a draft may not be: too many blocks, endless texts.
    ///
    /// # Errors
    /// Invalid.
    pub fn check_storable(&self) -> Result<()> {
        let mut errors = FieldErrors::default();
        if self.blocks.len() > MAX_BLOCKS {
            errors.add("", format!("A site has at most {MAX_BLOCKS} blocks. Delete some or make a second site."));
        }
        let size = serde_json::to_string(self).map(|text| text.chars().count()).unwrap_or(usize::MAX);
        if size > 1_000_000 {
            errors.add("", "This site is larger than 1 MB of text. Shorten some blocks.");
        }
        for (field, text) in [("title", &self.title), ("bio", &self.bio), ("language", &self.language)] {
            if text.chars().count() > MAX_DRAFT_TEXT {
                errors.add(field, format!("At most {MAX_DRAFT_TEXT} characters can be kept here."));
            }
        }
        errors.into_result()
    }
}

/// What a new site starts with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// Nothing but its title.
    #[default]
    Empty,
    /// Blocks to write over.
    Examples,
    /// Blocks from another page; the import opens.
    Import,
}

impl Start {
    /// The word that forms send.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Examples => "examples",
            Self::Import => "import",
        }
    }
}

/// Checks the address part of a new site; empty means the main site.
///
/// # Errors
/// Invalid, field `slug`.
pub fn check_slug(slug: &str) -> Result<()> {
    if slug.is_empty() { Ok(()) } else { handle::check_slug(slug).map_err(|why| AppError::invalid("slug", why)) }
}

/// Adds an error when a text is shorter or longer than allowed (in characters, not counting spaces at the ends).
pub fn check_text(errors: &mut FieldErrors, field: &str, text: &str, min: usize, max: usize) {
    let length = text.trim().chars().count();
    if length < min {
        errors.add(field, "This is empty. Write something, or hide or delete it.");
    } else if length > max {
        errors.add(field, format!("This has {length} characters; the limit is {max}. Shorten it by {}.", length - max));
    }
}

/// Adds an error when an address is missing or unsafe. `contact` also allows mailto and tel.
pub fn check_url(errors: &mut FieldErrors, field: &str, text: &str, required: bool, contact: bool) {
    let text = text.trim();
    if text.is_empty() {
        if required {
            errors.add(field, "Enter an address, for example https://example.com.");
        }
        return;
    }
    if text.len() > MAX_URL {
        errors.add(field, format!("This address is too long; {MAX_URL} characters is the limit."));
    } else if !is_safe_url(text, contact) {
        errors.add(field, "This is not an address that a page may link to. Use one that begins with https://.");
    }
}

/// The address of the picture of a published version for shares, without the host.
pub fn share_path(site: SiteId, version: i64) -> String {
    format!("/share/{site}/{version}.png")
}

/// Whether an address may stand in a page: http and https with a host; `contact` also mailto and tel.
pub fn is_safe_url(text: &str, contact: bool) -> bool {
    // Parsers drop control characters, a browser may not: what is checked must be what is shown.
    if text.chars().any(char::is_control) {
        return false;
    }
    match url::Url::parse(text) {
        Ok(url) => match url.scheme() {
            "http" | "https" => url.has_host(),
            "mailto" | "tel" => contact && !url.path().is_empty(),
            _ => false,
        },
        Err(_) => false,
    }
}
