//! Publishing: the draft becomes one document that visitors get, with the codes of its links.

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    blocks::BlockContent,
    drafts, holds, links, sites,
    types::{Block, BlockRules, Look, SiteDetails, SiteDraft, SiteOptions, VersionKind, Visibility},
    versions,
};
use crate::{
    entity::site,
    kernel::{
        AppError, Result,
        id::{BlockId, SiteId, WorkspaceId},
        permission::Permission,
        time::{Time, now},
    },
    server::{
        audit::{self, Change},
        ctx::{Actor, StaffCtx, WorkspaceCtx},
        error::internal,
    },
};

/// What is online: hidden and unreadable blocks are left out, every followable address has a short code.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Name on top.
    pub title: String,
    /// A few words below it.
    pub bio: String,
    /// Portrait by address, or empty.
    pub avatar_url: String,
    /// Key of a theme.
    pub theme: String,
    /// What differs from the theme.
    #[serde(default)]
    pub look: Look,
    /// Who may see the page.
    #[serde(default)]
    pub options: SiteOptions,
    /// BCP 47 language.
    pub language: String,
    /// Title for search engines, or empty.
    pub seo_title: String,
    /// Description for search engines, or empty.
    pub seo_description: String,
    /// Image for shares by address, or empty.
    pub share_image_url: String,
    /// The blocks in order, in their stored form, so that a later version can still read them.
    pub blocks: Vec<SnapshotBlock>,
}

/// A published block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SnapshotBlock {
    /// Which block.
    pub id: BlockId,
    /// Stored kind.
    pub kind: String,
    /// Version of the stored form.
    pub version: i32,
    /// When it is shown, and what stands before its links.
    #[serde(default)]
    pub rules: BlockRules,
    /// Stored form.
    pub data: Value,
    /// Codes of its links, in the order of [`BlockContent::targets`].
    pub codes: Vec<String>,
}

impl Snapshot {
    /// Reads a stored snapshot.
    ///
    /// # Errors
    /// Internal.
    pub fn read(stored: &Value) -> Result<Self> {
        Self::deserialize(stored).map_err(|error| internal("published site", error))
    }

    /// The blocks that this version can show, each with the codes of its links, whether their time has come or not; pinned
    /// ones first.
    pub fn blocks(&self) -> Vec<(Block, Vec<String>)> {
        let readable = self.blocks.iter().filter_map(|stored| {
            let content = BlockContent::from_stored(&stored.kind, stored.version, &stored.data);
            let block = Block { id: stored.id, hidden: false, rules: stored.rules.clone(), content };
            (!matches!(block.content, BlockContent::Broken(_))).then(|| (block, stored.codes.clone()))
        });
        let mut blocks: Vec<_> = readable.collect();
        blocks.sort_by_key(|(block, _)| !block.rules.pinned);
        blocks
    }

    /// The blocks that are shown at an instant, and the next instant at which the page becomes another one by itself: so
    /// long may it be kept in memory.
    pub fn shown(&self, now: Time) -> (Vec<(Block, Vec<String>)>, Option<Time>) {
        let mut blocks = self.blocks();
        let until = blocks.iter().filter_map(|(block, _)| block.changes_at(now)).min();
        blocks.retain(|(block, _)| block.rules.shows_at(now) && block.content.is_shown(now));
        (blocks, until)
    }
}

/// Puts the draft online as it is stored.
///
/// # Errors
/// Forbidden, also when staff keep the site offline; NotFound; Conflict when the stored version is another; Invalid with
/// the fields that must be mended.
pub async fn publish(ws: &WorkspaceCtx, id: SiteId, version: i64) -> Result<SiteDetails> {
    ws.require(Permission::PublishSites)?;
    let tx = ws.db().begin().await?;
    let site = sites::find(&tx, ws, id).await?;
    let draft = drafts::load(&tx, &site).await?;
    if site.version != version {
        return Err(stale());
    }
    holds::refuse_held(&tx, id).await?;
    holds::refuse_new(&tx, &site).await?;
    draft.problems().into_result()?;
    put_online(&tx, &site, &draft).await?;
    versions::keep(&tx, &site, &draft, VersionKind::Published, Some(ws.user().id)).await?;
    let old = Some(json!({ "published_version": site.published_version, "online": site.published_at.is_some() }));
    let new = Some(json!({ "published_version": site.version, "online": true }));
    let change = Change { action: "site.publish", object_kind: "site", object_id: Some(id.0), old, new };
    audit::record(&tx, ws, change).await?;
    tx.commit().await?;
    sites::open(ws, id).await
}

/// Takes a site offline: its page answers 410 and its links stop until it is published again.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn unpublish(ws: &WorkspaceCtx, id: SiteId) -> Result<SiteDetails> {
    ws.require(Permission::PublishSites)?;
    let tx = ws.db().begin().await?;
    let site = sites::find(&tx, ws, id).await?;
    put_offline(&tx, ws, &site).await?;
    tx.commit().await?;
    sites::open(ws, id).await
}

/// Takes a site offline for the platform, inside the caller's transaction. Says whether it was online.
pub async fn take_down<C: ConnectionTrait>(
    tx: &C,
    staff: &StaffCtx,
    workspace: WorkspaceId,
    id: SiteId,
) -> Result<bool> {
    match site::Entity::find_by_id(id).one(tx).await? {
        Some(site) => put_offline(tx, &staff.within(workspace), &site).await,
        None => Ok(false),
    }
}

async fn put_offline<C: ConnectionTrait>(tx: &C, actor: &impl Actor, site: &site::Model) -> Result<bool> {
    if site.published_at.is_none() {
        return Ok(false);
    }
    let id = site.id;
    links::stop(tx, id).await?;
    site::ActiveModel { id: Set(id), published_at: Set(None), published: Set(None), ..Default::default() }
        .update(tx)
        .await?;
    let old = Some(json!({ "published_version": site.published_version, "online": true }));
    let new = Some(json!({ "online": false }));
    let change = Change { action: "site.unpublish", object_kind: "site", object_id: Some(id.0), old, new };
    audit::record(tx, actor, change).await?;
    Ok(true)
}

/// Writes the snapshot and the links of a draft that has no problems.
pub(super) async fn put_online<C: ConnectionTrait>(tx: &C, site: &site::Model, draft: &SiteDraft) -> Result<()> {
    let shown = |block: &&Block| !block.hidden && !matches!(block.content, BlockContent::Broken(_));
    let blocks: Vec<&Block> = draft.blocks.iter().filter(shown).collect();
    let locked = matches!(draft.options.visibility, Visibility::Password(_));
    let mut codes = links::renew(tx, site, &blocks, locked).await?;
    let blocks = blocks
        .into_iter()
        .map(|block| SnapshotBlock {
            id: block.id,
            kind: block.content.kind().to_owned(),
            version: block.content.version(),
            rules: block.rules.clone(),
            data: block.content.to_stored(),
            codes: codes.remove(&block.id).unwrap_or_default(),
        })
        .collect();
    let snapshot = Snapshot {
        title: draft.title.trim().to_owned(),
        bio: draft.bio.trim().to_owned(),
        avatar_url: draft.avatar_url.trim().to_owned(),
        theme: draft.theme.clone(),
        look: draft.look.clone(),
        options: draft.options.clone(),
        language: draft.language.clone(),
        seo_title: draft.seo_title.trim().to_owned(),
        seo_description: draft.seo_description.trim().to_owned(),
        share_image_url: draft.share_image_url.trim().to_owned(),
        blocks,
    };
    let snapshot = serde_json::to_value(snapshot).map_err(|error| internal("snapshot", error))?;
    let updated = site::Entity::update_many()
        .col_expr(site::Column::Published, Expr::value(snapshot))
        .col_expr(site::Column::PublishedVisibility, Expr::value(draft.options.visibility.key()))
        .col_expr(site::Column::PublishedVersion, Expr::value(site.version))
        .col_expr(site::Column::PublishedAt, Expr::value(site.published_at.unwrap_or_else(now)))
        .filter(site::Column::Id.eq(site.id))
        .filter(Expr::col(site::Column::Version).eq(site.version))
        .exec(tx)
        .await?;
    if updated.rows_affected == 0 { Err(stale()) } else { Ok(()) }
}

fn stale() -> AppError {
    AppError::Conflict("This site was saved again meanwhile. Look at the newest version, then publish it.".to_owned())
}
