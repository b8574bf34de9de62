//! Sites as documents: the export that people keep, and the form in which versions are kept. No passwords, no ids of the
//! workspace; blocks in their stored form, so that a later version can still read them.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    blocks::BlockContent,
    drafts, sites,
    types::{Block, BlockRules, Gate, SiteDraft, SiteOptions},
};
use crate::{
    kernel::{
        Result,
        handle::slugify,
        id::{BlockId, SiteId},
        permission::Permission,
    },
    server::{ctx::WorkspaceCtx, error::internal},
};

/// The version of the format.
const FORMAT: u32 = 1;
/// The key that tells an export from other JSON.
pub const MARK: &str = "mewayz_site";

/// A site as a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Portable {
    /// Version of the format.
    mewayz_site: u32,
    title: String,
    bio: String,
    avatar_url: String,
    theme: String,
    look: Value,
    options: Value,
    language: String,
    seo_title: String,
    seo_description: String,
    share_image_url: String,
    blocks: Vec<PortableBlock>,
}

/// A block in its stored form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct PortableBlock {
    /// Only inside of the product; an export carries none.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<BlockId>,
    kind: String,
    version: i32,
    hidden: bool,
    rules: Value,
    data: Value,
}

/// A file for the person's own disk.
pub struct File {
    /// `ada-shop.json`
    pub name: String,
    /// JSON.
    pub text: String,
}

impl Portable {
    /// A draft as a document; with the ids of its blocks when it stays inside of the product.
    pub fn of(draft: &SiteDraft, ids: bool) -> Self {
        let blocks = draft.blocks.iter().map(|block| PortableBlock {
            id: ids.then_some(block.id),
            kind: block.content.kind().to_owned(),
            version: block.content.version(),
            hidden: block.hidden,
            rules: json(&without_password(&block.rules)),
            data: block.content.to_stored(),
        });
        Self {
            mewayz_site: FORMAT,
            title: draft.title.clone(),
            bio: draft.bio.clone(),
            avatar_url: draft.avatar_url.clone(),
            theme: draft.theme.clone(),
            look: json(&draft.look),
            options: json(&draft.options.without_password()),
            language: draft.language.clone(),
            seo_title: draft.seo_title.clone(),
            seo_description: draft.seo_description.clone(),
            share_image_url: draft.share_image_url.clone(),
            blocks: blocks.collect(),
        }
    }

    /// Reads a document. The error is a sentence for the person.
    pub fn read(stored: &Value) -> std::result::Result<Self, String> {
        let format = stored.get(MARK).and_then(Value::as_u64).unwrap_or_default();
        if format > u64::from(FORMAT) {
            return Err("This export was made by a newer version of Mewayz, which this one cannot read.".to_owned());
        }
        Self::deserialize(stored)
            .map_err(|error| format!("This looks like an export of a site, but a part of it cannot be read: {error}."))
    }

    /// The draft. Blocks without an id get a new one.
    pub fn into_draft(self) -> SiteDraft {
        let blocks = self.blocks.into_iter().map(|block| Block {
            id: block.id.unwrap_or_else(BlockId::new),
            hidden: block.hidden,
            rules: lenient(&block.rules),
            content: BlockContent::from_stored(&block.kind, block.version, &block.data),
        });
        SiteDraft {
            title: self.title,
            bio: self.bio,
            avatar_url: self.avatar_url,
            theme: self.theme,
            look: lenient(&self.look),
            options: lenient::<SiteOptions>(&self.options),
            language: self.language,
            seo_title: self.seo_title,
            seo_description: self.seo_description,
            share_image_url: self.share_image_url,
            blocks: blocks.collect(),
        }
    }
}

/// The draft of a site as a file.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn file(ws: &WorkspaceCtx, id: SiteId) -> Result<File> {
    ws.require(Permission::EditSites)?;
    let db = ws.db().write();
    let site = sites::find(db, ws, id).await?;
    let draft = drafts::load(db, &site).await?;
    let text = serde_json::to_string_pretty(&Portable::of(&draft, false)).map_err(|error| internal("export", error))?;
    let title = slugify(&draft.title);
    let name = if title.is_empty() { "site.json".to_owned() } else { format!("{title}.json") };
    Ok(File { name, text })
}

fn without_password(rules: &BlockRules) -> BlockRules {
    let gate = match &rules.gate {
        Gate::Password(_) => Gate::Password(String::new()),
        other => other.clone(),
    };
    BlockRules { gate, ..rules.clone() }
}

fn json<T: Serialize>(document: &T) -> Value {
    serde_json::to_value(document).unwrap_or_default()
}

/// What cannot be read is as if nothing had been chosen.
fn lenient<T: DeserializeOwned + Default>(stored: &Value) -> T {
    T::deserialize(stored).unwrap_or_default()
}
