//! Codes of short links that people choose. A code belongs to its link for good: what it was before goes on to work.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::json;

use super::{
    sites,
    types::{ShortLink, check_code},
};
use crate::{
    entity::{link, link_alias},
    kernel::{
        AppError, Result,
        id::{BlockId, LinkId, SiteId},
        permission::Permission,
        time::now,
    },
    server::{
        audit::{self, Change},
        config::Config,
        ctx::{Scoped, WorkspaceCtx},
    },
};

/// The most links of one block that are listed.
const MOST: u64 = 100;

/// The short links of a block, in the order of its places. None before the site was published with it.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn of_block(ws: &WorkspaceCtx, site: SiteId, block: BlockId) -> Result<Vec<ShortLink>> {
    ws.require(Permission::ViewSites)?;
    let db = ws.db().write();
    let site = sites::find(db, ws, site).await?;
    let rows = link::Entity::find()
        .scoped(ws)
        .filter(link::Column::SiteId.eq(site.id))
        .filter(link::Column::BlockId.eq(block))
        .order_by_asc(link::Column::Slot)
        .limit(MOST)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| short(ws.app().config(), row)).collect())
}

/// Whether a link could have a code; `None` when it could, otherwise why not.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn check(ws: &WorkspaceCtx, id: LinkId, code: &str) -> Result<Option<String>> {
    ws.require(Permission::PublishSites)?;
    let code = code.trim();
    let link = find(ws.db().read(), ws, id).await?;
    if let Err(error) = check_code(code) {
        return Ok(error.field("code").map(str::to_owned));
    }
    let taken = is_taken(ws.db().read(), &link, code).await?;
    Ok(taken.then(|| "Another link has this code. Choose another.".to_owned()))
}

/// Gives a link another code, at once. Its old codes go on to work.
///
/// # Errors
/// Forbidden; NotFound; Invalid (`code`).
pub async fn change(ws: &WorkspaceCtx, id: LinkId, code: &str) -> Result<ShortLink> {
    ws.require(Permission::PublishSites)?;
    let code = code.trim();
    let tx = ws.db().begin().await?;
    let link = find(&tx, ws, id).await?;
    if link.code == code {
        return Ok(short(ws.app().config(), link));
    }
    check_code(code)?;
    if is_taken(&tx, &link, code).await? {
        return Err(AppError::invalid("code", "Another link has this code. Choose another."));
    }
    let old = link.code.clone();
    for code in [old.as_str(), code] {
        own(&tx, &link, code).await?;
    }
    let link = link::ActiveModel { id: Set(id), code: Set(code.to_owned()), ..Default::default() }.update(&tx).await?;
    let (old, new) = (Some(json!({ "code": old })), Some(json!({ "code": code })));
    let change = Change { action: "link.code", object_kind: "link", object_id: Some(id.0), old, new };
    audit::record(&tx, ws, change).await?;
    tx.commit().await?;
    Ok(short(ws.app().config(), link))
}

/// One link of the workspace.
pub async fn find<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx, id: LinkId) -> Result<link::Model> {
    link::Entity::find_by_id(id).scoped(ws).one(db).await?.ok_or_else(|| AppError::not_found("link"))
}

/// The whole address of a short link.
pub fn address(config: &Config, code: &str) -> String {
    config.absolute(&format!("/l/{code}"))
}

/// Keeps a code for a link. The key of the table decides between two who want one code at the same moment.
async fn own<C: ConnectionTrait>(tx: &C, link: &link::Model, code: &str) -> Result<()> {
    let known = link_alias::Entity::find_by_id(code.to_owned()).one(tx).await?;
    if known.is_some_and(|known| known.link_id == link.id) {
        return Ok(());
    }
    let row = link_alias::Model {
        code: code.to_owned(),
        workspace_id: link.workspace_id,
        link_id: link.id,
        created_at: now(),
    };
    link_alias::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Whether a code is, or ever was, another link's.
async fn is_taken<C: ConnectionTrait>(db: &C, own: &link::Model, code: &str) -> Result<bool> {
    let link = link::Entity::find().filter(link::Column::Code.eq(code)).one(db).await?;
    if link.is_some_and(|link| link.id != own.id) {
        return Ok(true);
    }
    let alias = link_alias::Entity::find_by_id(code.to_owned()).one(db).await?;
    Ok(alias.is_some_and(|alias| alias.link_id != own.id))
}

fn short(config: &Config, row: link::Model) -> ShortLink {
    ShortLink { url: address(config, &row.code), id: row.id, code: row.code, target: row.target, active: row.active }
}
