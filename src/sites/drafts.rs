//! The draft of a site: what the builder saves as a whole, and what it reads back.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use super::{
    blocks::BlockContent,
    sites,
    types::{Block, Saved, SiteDraft, SiteOptions},
};
use crate::{
    entity::{block, site},
    kernel::{
        AppError, Result,
        id::{BlockId, SiteId},
        permission::Permission,
        time::{Time, now},
    },
    server::{
        audit::{self, Change},
        ctx::WorkspaceCtx,
    },
};

/// What a save did to the blocks, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BlockChanges {
    /// New, or back after a deletion.
    pub added: usize,
    /// Other content, place or visibility.
    pub changed: usize,
    /// Gone from the draft; kept in the database with their counts.
    pub removed: usize,
}

/// Saves a whole draft over the version that it started from. A save that changes nothing keeps the version.
///
/// # Errors
/// Forbidden; NotFound (also for a block of another site); Conflict when somebody saved meanwhile; Invalid when it is too
/// large to keep.
pub async fn save(ws: &WorkspaceCtx, id: SiteId, base_version: i64, draft: SiteDraft) -> Result<Saved> {
    ws.require(Permission::EditSites)?;
    draft.check_storable()?;
    let tx = ws.db().begin().await?;
    let site = sites::find(&tx, ws, id).await?;
    let saved = replace(&tx, ws, &site, base_version, draft).await?;
    tx.commit().await?;
    Ok(saved)
}

/// Writes a draft over the version that it started from, inside of a transaction that may do more.
pub(super) async fn replace<C: ConnectionTrait>(
    tx: &C,
    ws: &WorkspaceCtx,
    site: &site::Model,
    base_version: i64,
    draft: SiteDraft,
) -> Result<Saved> {
    if site.version != base_version {
        return Err(stale());
    }
    let at = now();
    let renewed = renewed(site, &draft, at);
    let fields = changed_fields(site, &renewed);
    let plan = plan_blocks(tx, site, &draft.blocks, at).await?;
    let counts = plan.counts();
    if fields.is_empty() && counts == BlockChanges::default() {
        return Ok(Saved { version: site.version, at: site.updated_at });
    }
    // The version decides who was first; on PostgreSQL the second of two savers waits here and then finds no row.
    let updated = site::Entity::update_many()
        .set(renewed.clone().into_active_model().reset_all())
        .filter(site::Column::Id.eq(site.id))
        .filter(site::Column::Version.eq(base_version))
        .exec(tx)
        .await?;
    if updated.rows_affected == 0 {
        return Err(stale());
    }
    plan.write(tx, site.id, at).await?;
    let old = fields.iter().map(|(name, old, _)| ((*name).to_owned(), json!(shorten(old)))).collect();
    let new = fields.iter().map(|(name, _, new)| ((*name).to_owned(), json!(shorten(new)))).collect();
    record(tx, ws, site, (old, new), counts).await?;
    Ok(Saved { version: renewed.version, at })
}

/// The draft of a site. Blocks that cannot be read come as broken.
pub async fn load<C: ConnectionTrait>(db: &C, site: &site::Model) -> Result<SiteDraft> {
    let rows = block::Entity::find()
        .filter(block::Column::SiteId.eq(site.id))
        .filter(block::Column::DeletedAt.is_null())
        .order_by_asc(block::Column::Position)
        .order_by_asc(block::Column::Id)
        .all(db)
        .await?;
    Ok(SiteDraft {
        title: site.title.clone(),
        bio: site.bio.clone(),
        avatar_url: site.avatar_url.clone(),
        theme: site.theme.clone(),
        look: read(&site.look),
        options: read(&site.options),
        language: site.language.clone(),
        seo_title: site.seo_title.clone(),
        seo_description: site.seo_description.clone(),
        share_image_url: site.share_image_url.clone(),
        blocks: rows
            .into_iter()
            .map(|row| Block {
                id: row.id,
                hidden: row.hidden,
                rules: read(&row.rules),
                content: BlockContent::from_stored(&row.kind, row.kind_version, &row.data),
            })
            .collect(),
    })
}

/// Brings the stored blocks of a site to what a draft says.
pub(super) async fn write_blocks<C: ConnectionTrait>(tx: &C, site: &site::Model, blocks: &[Block]) -> Result<()> {
    let at = now();
    plan_blocks(tx, site, blocks, at).await?.write(tx, site.id, at).await
}

/// Text without the character that PostgreSQL cannot keep.
pub(super) fn storable(text: &str) -> String {
    text.replace('\0', "")
}

/// The beginning of a text, for the audit log.
pub(super) fn shorten(text: &str) -> String {
    if text.chars().count() <= 200 { text.to_owned() } else { text.chars().take(199).chain(['…']).collect() }
}

fn stale() -> AppError {
    AppError::Conflict(
        "This site was changed somewhere else while you were editing. Nothing was overwritten: compare both versions, \
         then choose which one to keep."
            .to_owned(),
    )
}

/// A site's row with what a draft says, one version on.
pub(super) fn renewed(site: &site::Model, draft: &SiteDraft, at: Time) -> site::Model {
    site::Model {
        title: storable(&draft.title),
        bio: storable(&draft.bio),
        avatar_url: storable(&draft.avatar_url),
        theme: storable(&draft.theme),
        look: stored(&draft.look),
        options: stored(&draft.options),
        language: storable(&draft.language),
        seo_title: storable(&draft.seo_title),
        seo_description: storable(&draft.seo_description),
        share_image_url: storable(&draft.share_image_url),
        version: site.version + 1,
        updated_at: at,
        ..site.clone()
    }
}

fn changed_fields(old: &site::Model, new: &site::Model) -> Vec<(&'static str, String, String)> {
    let fields = [
        ("title", &old.title, &new.title),
        ("bio", &old.bio, &new.bio),
        ("avatar_url", &old.avatar_url, &new.avatar_url),
        ("theme", &old.theme, &new.theme),
        ("language", &old.language, &new.language),
        ("seo_title", &old.seo_title, &new.seo_title),
        ("seo_description", &old.seo_description, &new.seo_description),
        ("share_image_url", &old.share_image_url, &new.share_image_url),
    ];
    let documents = [("look", &old.look, &new.look), ("options", &old.options, &new.options)];
    let texts = fields.into_iter().map(|(name, old, new)| (name, old.clone(), new.clone()));
    let documents = documents.into_iter().map(|(name, old, new)| (name, old.to_string(), new.to_string()));
    let changed = texts.chain(documents).filter(|(_, old, new)| old != new);
    changed
        .map(
            |(name, old, new)| {
                if name == "options" { (name, redacted(&old), redacted(&new)) } else { (name, old, new) }
            },
        )
        .collect()
}

/// Options as the audit log may keep them: without the password.
fn redacted(options: &str) -> String {
    let options: SiteOptions = serde_json::from_str(options).unwrap_or_default();
    stored(&options.without_password()).to_string()
}

/// A stored document; what cannot be read is as if nothing had been chosen.
fn read<T: DeserializeOwned + Default>(stored: &Value) -> T {
    T::deserialize(stored).unwrap_or_default()
}

/// A document as the database keeps it.
pub(super) fn stored<T: Serialize>(document: &T) -> Value {
    let mut value = serde_json::to_value(document).unwrap_or_default();
    make_storable(&mut value);
    value
}

async fn record<C: ConnectionTrait>(
    tx: &C,
    ws: &WorkspaceCtx,
    site: &site::Model,
    (mut old, mut new): (Map<String, Value>, Map<String, Value>),
    counts: BlockChanges,
) -> Result<()> {
    old.insert("version".to_owned(), json!(site.version));
    new.insert("version".to_owned(), json!(site.version + 1));
    let BlockChanges { added, changed, removed } = counts;
    new.insert("blocks".to_owned(), json!({ "added": added, "changed": changed, "removed": removed }));
    let change = Change {
        action: "site.save",
        object_kind: "site",
        object_id: Some(site.id.0),
        old: Some(Value::Object(old)),
        new: Some(Value::Object(new)),
    };
    audit::record(tx, ws, change).await
}

/// What has to be written so that the stored blocks are those of a draft.
struct Plan {
    /// New rows and rows with other content.
    upserts: Vec<block::Model>,
    /// Unreadable rows that only move, hide or come back: what they hold is not touched, byte for byte.
    moves: Vec<block::Model>,
    removed: Vec<BlockId>,
    added: usize,
}

impl Plan {
    fn counts(&self) -> BlockChanges {
        BlockChanges {
            added: self.added,
            changed: self.upserts.len() + self.moves.len() - self.added,
            removed: self.removed.len(),
        }
    }

    async fn write<C: ConnectionTrait>(self, tx: &C, site: SiteId, at: Time) -> Result<()> {
        use block::Column::{Data, DeletedAt, Hidden, Id, Kind, KindVersion, Position, Rules, SiteId, UpdatedAt};
        if !self.removed.is_empty() {
            block::Entity::update_many()
                .col_expr(DeletedAt, Expr::value(at))
                .filter(SiteId.eq(site))
                .filter(Id.is_in(self.removed))
                .exec(tx)
                .await?;
        }
        for row in self.moves {
            block::ActiveModel {
                id: Set(row.id),
                position: Set(row.position),
                hidden: Set(row.hidden),
                rules: Set(row.rules),
                updated_at: Set(row.updated_at),
                deleted_at: Set(None),
                ..Default::default()
            }
            .update(tx)
            .await?;
        }
        if !self.upserts.is_empty() {
            block::Entity::insert_many(self.upserts.into_iter().map(IntoActiveModel::into_active_model))
                .on_conflict(
                    OnConflict::column(Id)
                        .update_columns([Position, Kind, KindVersion, Data, Hidden, Rules, UpdatedAt, DeletedAt])
                        .action_and_where(Expr::col((block::Entity, SiteId)).eq(site.0))
                        .to_owned(),
                )
                .exec_without_returning(tx)
                .await?;
        }
        Ok(())
    }
}

async fn plan_blocks<C: ConnectionTrait>(tx: &C, site: &site::Model, blocks: &[Block], at: Time) -> Result<Plan> {
    let ids: HashSet<BlockId> = blocks.iter().map(|block| block.id).collect();
    if ids.len() != blocks.len() {
        return Err(AppError::invalid("", "Two blocks have the same id. Reload the page and try again."));
    }
    let living = block::Column::SiteId.eq(site.id).and(block::Column::DeletedAt.is_null());
    let mut stored: HashMap<BlockId, block::Model> = block::Entity::find()
        .filter(Condition::any().add(living).add(block::Column::Id.is_in(ids)))
        .all(tx)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    if stored.values().any(|row| row.site_id != site.id) {
        return Err(AppError::not_found("block"));
    }
    let mut plan = Plan { upserts: Vec::new(), moves: Vec::new(), removed: Vec::new(), added: 0 };
    for (position, block) in (0..).zip(blocks) {
        let old = stored.remove(&block.id);
        let new = row(site, position, block, old.as_ref(), at);
        if old.as_ref().is_none_or(|old| old.deleted_at.is_some()) {
            plan.added += 1;
        }
        match old {
            Some(old) if same(&old, &new) => {}
            Some(_) if matches!(block.content, BlockContent::Broken(_)) => plan.moves.push(new),
            _ => plan.upserts.push(new),
        }
    }
    plan.removed = stored.into_values().filter(|row| row.deleted_at.is_none()).map(|row| row.id).collect();
    Ok(plan)
}

fn row(site: &site::Model, position: i32, block: &Block, old: Option<&block::Model>, at: Time) -> block::Model {
    let (kind, kind_version, data) = match (&block.content, old) {
        (BlockContent::Broken(_), Some(old)) => (old.kind.clone(), old.kind_version, old.data.clone()),
        (content, _) => {
            let mut data = content.to_stored();
            make_storable(&mut data);
            (storable(content.kind()), content.version(), data)
        }
    };
    block::Model {
        id: block.id,
        workspace_id: site.workspace_id,
        site_id: site.id,
        position,
        kind,
        kind_version,
        data,
        hidden: block.hidden,
        rules: stored(&block.rules),
        created_at: old.map_or(at, |old| old.created_at),
        updated_at: at,
        deleted_at: None,
    }
}

fn same(old: &block::Model, new: &block::Model) -> bool {
    old.position == new.position
        && old.kind == new.kind
        && old.kind_version == new.kind_version
        && old.hidden == new.hidden
        && old.rules == new.rules
        && old.deleted_at.is_none()
        && old.data == new.data
}

fn make_storable(value: &mut Value) {
    match value {
        Value::String(text) if text.contains('\0') => *text = storable(text),
        Value::Array(items) => items.iter_mut().for_each(make_storable),
        Value::Object(map) => map.values_mut().for_each(make_storable),
        _ => {}
    }
}
