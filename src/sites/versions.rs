//! The history of a site: what was published and what was replaced, to look at and to bring back.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    Select,
};
use serde_json::json;

use super::{
    drafts,
    exports::Portable,
    sites,
    types::{Block, Gate, MAX_VERSIONS, OpenVersion, SiteDetails, SiteDraft, SiteVersion, VersionKind},
};
use crate::{
    entity::{site, site_version, user},
    kernel::{
        AppError, Result,
        id::{SiteId, SiteVersionId, UserId},
        permission::Permission,
        time::now,
    },
    server::{
        audit::{self, Change},
        ctx::{Scoped, WorkspaceCtx},
        error::internal,
    },
};

/// The history of a site, the newest first; at most [`MAX_VERSIONS`].
///
/// # Errors
/// Forbidden; NotFound.
pub async fn list(ws: &WorkspaceCtx, id: SiteId) -> Result<Vec<SiteVersion>> {
    ws.require(Permission::ViewSites)?;
    let db = ws.db().write();
    let site = sites::find(db, ws, id).await?;
    type Row = (SiteVersionId, String, i64, String, Option<UserId>, crate::kernel::time::Time);
    let rows: Vec<Row> = newest_first(id)
        .scoped(ws)
        .select_only()
        .columns([site_version::Column::Id, site_version::Column::Kind, site_version::Column::Version])
        .columns([site_version::Column::Summary, site_version::Column::UserId, site_version::Column::At])
        .limit(MAX_VERSIONS)
        .into_tuple()
        .all(db)
        .await?;
    let ids: Vec<UserId> = rows.iter().filter_map(|row| row.4).collect();
    let people = user::Entity::find().filter(user::Column::Id.is_in(ids)).all(db).await?;
    let names: HashMap<UserId, String> = people.into_iter().map(|user| (user.id, user.name)).collect();
    let shown = site.published_at.map(|_| site.published_version);
    let mut online = None;
    Ok(rows
        .into_iter()
        .map(|(id, kind, version, summary, user, at)| {
            let kind = VersionKind::parse(&kind);
            // A version that went offline and online again is there twice: the newest is the one that visitors see.
            let is_online = kind == VersionKind::Published && shown == Some(version) && online.is_none();
            online = online.or(is_online.then_some(id));
            SiteVersion {
                id,
                kind,
                by: user.and_then(|user| names.get(&user).cloned()),
                at,
                summary,
                online: is_online,
            }
        })
        .collect())
}

/// A version with what it holds, and the one before it.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn open(ws: &WorkspaceCtx, id: SiteId, version: SiteVersionId) -> Result<OpenVersion> {
    ws.require(Permission::ViewSites)?;
    let db = ws.db().write();
    let site = sites::find(db, ws, id).await?;
    let now = drafts::load(db, &site).await?;
    let found = find(db, ws, id, version).await?;
    let before = newest_first(id)
        .scoped(ws)
        .filter(site_version::Column::Id.lt(version))
        .limit(1)
        .one(db)
        .await?
        .map(|row| read(&row, &now));
    Ok(OpenVersion { draft: read(&found, &now)?, before: before.transpose()? })
}

/// Makes a version the draft again, over the version of the draft that was looked at. What the draft holds now is kept in
/// the history first. Address, visibility and passwords stay as they are.
///
/// # Errors
/// Forbidden; NotFound; Conflict when somebody saved meanwhile.
pub async fn restore(ws: &WorkspaceCtx, id: SiteId, base_version: i64, version: SiteVersionId) -> Result<SiteDetails> {
    ws.require(Permission::EditSites)?;
    let tx = ws.db().begin().await?;
    let site = sites::find(&tx, ws, id).await?;
    let now = drafts::load(&tx, &site).await?;
    let found = find(&tx, ws, id, version).await?;
    let draft = read(&found, &now)?;
    let latest = newest_first(id).limit(1).one(&tx).await?;
    if latest.is_none_or(|latest| Portable::read(&latest.content) != Ok(Portable::of(&now, true))) {
        keep(&tx, &site, &now, VersionKind::Replaced, Some(ws.user().id)).await?;
    }
    let saved = drafts::replace(&tx, ws, &site, base_version, draft).await?;
    let old = Some(json!({ "version": site.version }));
    let new = Some(json!({ "version": saved.version, "restored": found.version, "kept_at": found.at }));
    let change = Change { action: "site.restore", object_kind: "site", object_id: Some(id.0), old, new };
    audit::record(&tx, ws, change).await?;
    tx.commit().await?;
    sites::open(ws, id).await
}

/// Keeps what a draft holds, and forgets the oldest beyond [`MAX_VERSIONS`].
pub(super) async fn keep<C: ConnectionTrait>(
    tx: &C,
    site: &site::Model,
    draft: &SiteDraft,
    kind: VersionKind,
    by: Option<UserId>,
) -> Result<()> {
    let content = Portable::of(draft, true);
    let before = newest_first(site.id).limit(1).one(tx).await?;
    let before = before.and_then(|row| Portable::read(&row.content).ok()).map(Portable::into_draft);
    let row = site_version::Model {
        id: SiteVersionId::new(),
        workspace_id: site.workspace_id,
        site_id: site.id,
        kind: kind.as_str().to_owned(),
        version: site.version,
        summary: summary(before.as_ref(), &content.clone().into_draft()),
        content: drafts::stored(&content),
        user_id: by,
        at: now(),
    };
    row.into_active_model().insert(tx).await?;
    let over: Vec<SiteVersionId> = newest_first(site.id)
        .select_only()
        .column(site_version::Column::Id)
        .offset(MAX_VERSIONS)
        .limit(MAX_VERSIONS)
        .into_tuple()
        .all(tx)
        .await?;
    if !over.is_empty() {
        site_version::Entity::delete_many().filter(site_version::Column::Id.is_in(over)).exec(tx).await?;
    }
    Ok(())
}

async fn find<C: ConnectionTrait>(
    db: &C,
    ws: &WorkspaceCtx,
    site: SiteId,
    version: SiteVersionId,
) -> Result<site_version::Model> {
    site_version::Entity::find_by_id(version)
        .scoped(ws)
        .filter(site_version::Column::SiteId.eq(site))
        .one(db)
        .await?
        .ok_or_else(|| AppError::not_found("version"))
}

/// Ids sort by the time they were made.
fn newest_first(site: SiteId) -> Select<site_version::Entity> {
    site_version::Entity::find()
        .filter(site_version::Column::SiteId.eq(site))
        .order_by_desc(site_version::Column::At)
        .order_by_desc(site_version::Column::Id)
}

/// What a version holds, with the visibility and the passwords of the site as it is now.
fn read(row: &site_version::Model, now: &SiteDraft) -> Result<SiteDraft> {
    let mut draft = Portable::read(&row.content).map_err(|why| internal("kept version", why))?.into_draft();
    draft.options = now.options.clone();
    for block in &mut draft.blocks {
        if let Gate::Password(password) = &mut block.rules.gate
            && let Some(Gate::Password(known)) = gate(&now.blocks, block.id)
        {
            password.clone_from(known);
        }
    }
    Ok(draft)
}

fn gate(blocks: &[Block], id: crate::kernel::id::BlockId) -> Option<&Gate> {
    blocks.iter().find(|block| block.id == id).map(|block| &block.rules.gate)
}

/// What a version has otherwise than the one before, in a few words.
fn summary(before: Option<&SiteDraft>, draft: &SiteDraft) -> String {
    let Some(before) = before else { return format!("The first version, with {}", count(draft.blocks.len())) };
    let fields = [
        ("title", before.title != draft.title),
        ("bio", before.bio != draft.bio),
        ("picture", before.avatar_url != draft.avatar_url),
        ("design", before.theme != draft.theme || before.look != draft.look),
        ("language", before.language != draft.language),
        ("visibility", before.options != draft.options),
        ("search and sharing", shared(before) != shared(draft)),
    ];
    let mut words: Vec<String> =
        fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| format!("{name} changed")).collect();
    let old: HashMap<_, _> = before.blocks.iter().map(|block| (block.id, block)).collect();
    let added = draft.blocks.iter().filter(|block| !old.contains_key(&block.id)).count();
    let kept = draft.blocks.len() - added;
    let changed = draft.blocks.iter().filter(|block| old.get(&block.id).is_some_and(|old| old != block)).count();
    let order = |draft: &SiteDraft, other: &SiteDraft| -> Vec<_> {
        let common = |id| other.blocks.iter().any(|block| block.id == id);
        draft.blocks.iter().map(|block| block.id).filter(|id| common(*id)).collect()
    };
    let numbers = [(added, "added"), (before.blocks.len() - kept, "taken away"), (changed, "changed")];
    words.extend(numbers.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", count(n))));
    if order(before, draft) != order(draft, before) {
        words.push("blocks sorted".to_owned());
    }
    let words = if words.is_empty() { "nothing changed".to_owned() } else { words.join(", ") };
    words[..1].to_uppercase() + &words[1..]
}

fn shared(draft: &SiteDraft) -> [&str; 3] {
    [&draft.seo_title, &draft.seo_description, &draft.share_image_url]
}

fn count(blocks: usize) -> String {
    if blocks == 1 { "1 block".to_owned() } else { format!("{blocks} blocks") }
}
