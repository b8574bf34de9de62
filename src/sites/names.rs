//! What sites and blocks are called, deleted ones included: for numbers that outlive them.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::blocks::BlockContent;
use crate::{
    entity::{block, site},
    kernel::{
        Result,
        id::{BlockId, SiteId},
        permission::Permission,
        time::Time,
    },
    server::ctx::{Scoped, WorkspaceCtx},
};

/// The most sites that are named; living ones come first.
const MAX_NAMED: u64 = 500;

/// A site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteName {
    /// Which.
    pub id: SiteId,
    /// Its title; never empty.
    pub title: String,
    /// It is gone.
    pub deleted: bool,
}

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockName {
    /// Where it is or was.
    pub site: SiteId,
    /// Its kind and what it says: "Link “Shop”".
    pub name: String,
    /// It is gone from the draft.
    pub deleted: bool,
}

/// The sites of a workspace, the living ones first, the oldest first.
///
/// # Errors
/// Forbidden.
pub async fn of_sites(ws: &WorkspaceCtx) -> Result<Vec<SiteName>> {
    ws.require(Permission::ViewAnalytics)?;
    let rows: Vec<(SiteId, String, Option<Time>)> = site::Entity::find()
        .select_only()
        .columns([site::Column::Id, site::Column::Title, site::Column::DeletedAt])
        .scoped(ws)
        .order_by_asc(site::Column::DeletedAt.is_not_null())
        .order_by_asc(site::Column::CreatedAt)
        .order_by_asc(site::Column::Id)
        .limit(MAX_NAMED)
        .into_tuple()
        .all(ws.db().read())
        .await?;
    let named = |(id, title, deleted_at): (SiteId, String, Option<Time>)| {
        let title = if title.trim().is_empty() { "Untitled site".to_owned() } else { title.trim().to_owned() };
        SiteName { id, title, deleted: deleted_at.is_some() }
    };
    Ok(rows.into_iter().map(named).collect())
}

/// Some blocks of a workspace.
///
/// # Errors
/// Forbidden.
pub async fn of_blocks(ws: &WorkspaceCtx, ids: Vec<BlockId>) -> Result<HashMap<BlockId, BlockName>> {
    ws.require(Permission::ViewAnalytics)?;
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = block::Entity::find().scoped(ws).filter(block::Column::Id.is_in(ids)).all(ws.db().read()).await?;
    let named = |row: block::Model| {
        let name = BlockContent::from_stored(&row.kind, row.kind_version, &row.data).name();
        (row.id, BlockName { site: row.site_id, name, deleted: row.deleted_at.is_some() })
    };
    Ok(rows.into_iter().map(named).collect())
}
