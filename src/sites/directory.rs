//! Every page that search engines may list: sites that are online for everybody.

use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationDef,
    Select,
};

use super::sites;
use crate::{
    entity::{handle, site, workspace_deletion},
    kernel::{Result, id::SiteId, page::MAX_PAGE, time::Time},
    server::ctx::Visitor,
};

/// A page in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which site.
    pub id: SiteId,
    /// Its address without the host.
    pub path: String,
    /// When it last changed for visitors.
    pub published_at: Time,
}

/// How many pages there are.
pub async fn count(visitor: &Visitor) -> Result<u64> {
    Ok(listed().count(visitor.db().read()).await?)
}

/// The page after which a part of the list begins, the first part being 0; `None` at the very beginning.
pub async fn before_part(visitor: &Visitor, part: u64, size: u64) -> Result<Option<SiteId>> {
    let Some(last) = (part * size).checked_sub(1) else { return Ok(None) };
    let found: Option<SiteId> = listed()
        .select_only()
        .column(site::Column::Id)
        .order_by_asc(site::Column::Id)
        .offset(last)
        .limit(1)
        .into_tuple()
        .one(visitor.db().read())
        .await?;
    // Beyond the end: after every id that can be.
    Ok(Some(found.unwrap_or(SiteId(uuid::Uuid::max()))))
}

/// The next pages after one, at most [`MAX_PAGE`].
pub async fn step(visitor: &Visitor, after: Option<SiteId>, most: u64) -> Result<Vec<Listed>> {
    let handles: RelationDef =
        site::Entity::belongs_to(handle::Entity).from(site::Column::WorkspaceId).to(handle::Column::WorkspaceId).into();
    let mut query = listed()
        .select_only()
        .columns([site::Column::Id, site::Column::Slug, site::Column::PublishedAt])
        .column(handle::Column::Name)
        .join(JoinType::InnerJoin, handles)
        .filter(handle::Column::Current.eq(true))
        .order_by_asc(site::Column::Id)
        .limit(most.min(MAX_PAGE));
    if let Some(after) = after {
        query = query.filter(site::Column::Id.gt(after));
    }
    let rows: Vec<(SiteId, String, Time, String)> = query.into_tuple().all(visitor.db().read()).await?;
    let listed = |(id, slug, published_at, handle): (SiteId, String, Time, String)| Listed {
        id,
        path: sites::public_path(&handle, &slug),
        published_at,
    };
    Ok(rows.into_iter().map(listed).collect())
}

fn listed() -> Select<site::Entity> {
    let ending =
        workspace_deletion::Entity::find().select_only().column(workspace_deletion::Column::WorkspaceId).into_query();
    site::Entity::find()
        .filter(site::Column::PublishedAt.is_not_null())
        .filter(site::Column::PublishedVisibility.eq("public"))
        .filter(site::Column::DeletedAt.is_null())
        .filter(site::Column::WorkspaceId.not_in_subquery(ending))
}
