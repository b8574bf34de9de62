//! Sites of a workspace that are the same page in several languages: they name each other to search engines.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde_json::json;

use super::{
    publishing::Snapshot,
    sites,
    types::{MAX_SITES, Sibling},
    visits::Online,
};
use crate::{
    entity::site,
    kernel::{
        Result,
        id::{SiteId, TranslationGroupId},
        permission::Permission,
    },
    server::{
        audit::{self, Change},
        ctx::{Scoped, Visitor, WorkspaceCtx},
    },
};

/// The most languages of one page.
const MOST: u64 = 20;

/// The page in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternate {
    /// BCP 47.
    pub language: String,
    /// Address without the host.
    pub path: String,
}

/// What decides which alternates a page names: sites, versions, address parts.
pub type Stamp = Vec<(SiteId, i64, String)>;

/// The other sites of the workspace, and which of them are this one in another language.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn siblings(ws: &WorkspaceCtx, id: SiteId) -> Result<Vec<Sibling>> {
    ws.require(Permission::ViewSites)?;
    let db = ws.db().write();
    let own = sites::find(db, ws, id).await?;
    let rows = site::Entity::find()
        .scoped(ws)
        .filter(site::Column::DeletedAt.is_null())
        .filter(site::Column::Id.ne(id))
        .order_by_asc(site::Column::Id)
        .limit(MAX_SITES)
        .all(db)
        .await?;
    let same = |row: &site::Model| own.translation_group.is_some() && row.translation_group == own.translation_group;
    Ok(rows
        .into_iter()
        .map(|row| Sibling { linked: same(&row), id: row.id, title: row.title, slug: row.slug, language: row.language })
        .collect())
}

/// Says which sites of the workspace are this one in another language; they say the same of each other from now on.
///
/// # Errors
/// Forbidden; NotFound; Invalid when there are too many.
pub async fn link(ws: &WorkspaceCtx, id: SiteId, others: &[SiteId]) -> Result<()> {
    ws.require(Permission::PublishSites)?;
    let tx = ws.db().begin().await?;
    let own = sites::find(&tx, ws, id).await?;
    let mut wanted: HashSet<SiteId> = others.iter().copied().filter(|other| *other != id).collect();
    if wanted.len() as u64 >= MOST {
        let most = format!("A page has at most {MOST} languages. Choose fewer sites.");
        return Err(crate::kernel::AppError::invalid("others", most));
    }
    for other in &wanted {
        sites::find(&tx, ws, *other).await?;
    }
    if let Some(group) = own.translation_group {
        place(&tx, ws, site::Column::TranslationGroup.eq(group), None).await?;
    }
    if !wanted.is_empty() {
        wanted.insert(id);
        place(&tx, ws, site::Column::Id.is_in(wanted.clone()), Some(TranslationGroupId::new())).await?;
    }
    let new = Some(json!({ "translations": others }));
    let change =
        Change { action: "site.translations", object_kind: "site", object_id: Some(id.0), old: None::<()>, new };
    audit::record(&tx, ws, change).await?;
    tx.commit().await?;
    Ok(())
}

async fn place<C: ConnectionTrait>(
    tx: &C,
    ws: &WorkspaceCtx,
    which: sea_orm::sea_query::SimpleExpr,
    group: Option<TranslationGroupId>,
) -> Result<()> {
    site::Entity::update_many()
        .col_expr(site::Column::TranslationGroup, Expr::value(group.map(|group| group.0)))
        .filter(site::Column::WorkspaceId.eq(ws.id()))
        .filter(which)
        .exec(tx)
        .await?;
    Ok(())
}

/// The public sites of a page's group, the oldest first; nothing when the page stands alone.
pub async fn stamp(visitor: &Visitor, page: &Online) -> Result<Stamp> {
    let Some(group) = page.group else { return Ok(Stamp::new()) };
    let found: Stamp = site::Entity::find()
        .select_only()
        .columns([site::Column::Id, site::Column::PublishedVersion, site::Column::Slug])
        .filter(site::Column::TranslationGroup.eq(group))
        .filter(site::Column::PublishedAt.is_not_null())
        .filter(site::Column::PublishedVisibility.eq("public"))
        .filter(site::Column::DeletedAt.is_null())
        .order_by_asc(site::Column::Id)
        .limit(MOST)
        .into_tuple()
        .all(visitor.db().read())
        .await?;
    let names_itself = found.len() > 1 && found.iter().any(|(id, ..)| *id == page.id);
    Ok(if names_itself { found } else { Stamp::new() })
}

/// The alternates that a stamp stands for.
pub async fn alternates(visitor: &Visitor, page: &Online, stamp: &Stamp) -> Result<Vec<Alternate>> {
    if stamp.is_empty() {
        return Ok(Vec::new());
    }
    let handle = sites::handle_of(visitor.db().read(), page.workspace).await?;
    let rows = site::Entity::find()
        .filter(site::Column::Id.is_in(stamp.iter().map(|(id, ..)| *id)))
        .order_by_asc(site::Column::Id)
        .limit(MOST)
        .all(visitor.db().read())
        .await?;
    let online = rows.into_iter().filter_map(|row| Some((Snapshot::read(row.published.as_ref()?).ok()?, row.slug)));
    Ok(online
        .map(|(snapshot, slug)| Alternate { language: snapshot.language, path: sites::public_path(&handle, &slug) })
        .collect())
}
