//! Old addresses of sites: for some time they lead to where the site is now.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef,
};

use crate::{
    entity::{site, slug_redirect},
    kernel::{
        Result,
        id::{SiteId, SlugRedirectId, WorkspaceId},
        time::now,
    },
    server::ctx::Visitor,
};

/// How long an old address leads on.
const DAYS: i64 = 90;
/// The most old addresses of one site; older ones end.
const MOST: u64 = 20;

/// From now on an address of the workspace leads to a site.
pub(super) async fn leave<C: ConnectionTrait>(tx: &C, site: &site::Model) -> Result<()> {
    release(tx, site.workspace_id, &site.slug).await?;
    let at = now();
    let row = slug_redirect::Model {
        id: SlugRedirectId::new(),
        workspace_id: site.workspace_id,
        site_id: site.id,
        slug: site.slug.clone(),
        created_at: at,
        expires_at: at + TimeDelta::days(DAYS),
    };
    row.into_active_model().insert(tx).await?;
    let kept = of_site(site.id).offset(MOST).limit(MOST).all(tx).await?;
    let over = kept.into_iter().map(|row| row.id);
    slug_redirect::Entity::delete_many().filter(slug_redirect::Column::Id.is_in(over)).exec(tx).await?;
    Ok(())
}

/// An address is taken by a site: nothing leads away from it any more.
pub(super) async fn release<C: ConnectionTrait>(tx: &C, workspace: WorkspaceId, slug: &str) -> Result<()> {
    slug_redirect::Entity::delete_many()
        .filter(slug_redirect::Column::WorkspaceId.eq(workspace))
        .filter(slug_redirect::Column::Slug.eq(slug))
        .exec(tx)
        .await?;
    Ok(())
}

/// The address part that an old one leads to, when its site is online.
pub(super) async fn find(visitor: &Visitor, workspace: WorkspaceId, slug: &str) -> Result<Option<String>> {
    let sites: RelationDef =
        slug_redirect::Entity::belongs_to(site::Entity).from(slug_redirect::Column::SiteId).to(site::Column::Id).into();
    let found = slug_redirect::Entity::find()
        .select_only()
        .column(site::Column::Slug)
        .join(JoinType::InnerJoin, sites)
        .filter(slug_redirect::Column::WorkspaceId.eq(workspace))
        .filter(slug_redirect::Column::Slug.eq(slug))
        .filter(slug_redirect::Column::ExpiresAt.gt(visitor.app().clock().now()))
        .filter(site::Column::DeletedAt.is_null())
        .filter(site::Column::PublishedAt.is_not_null())
        .into_tuple()
        .one(visitor.db().read())
        .await?;
    Ok(found)
}

/// Old addresses of a site, the newest first.
fn of_site(site: SiteId) -> sea_orm::Select<slug_redirect::Entity> {
    slug_redirect::Entity::find()
        .filter(slug_redirect::Column::SiteId.eq(site))
        .order_by_desc(slug_redirect::Column::CreatedAt)
        .order_by_desc(slug_redirect::Column::Id)
}
