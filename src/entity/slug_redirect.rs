//! An old address of a site, for the time that it redirects.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{SiteId, SlugRedirectId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "slug_redirect")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SlugRedirectId,
    pub workspace_id: WorkspaceId,
    pub site_id: SiteId,
    #[sea_orm(column_type = "Text")]
    pub slug: String,
    pub created_at: Time,
    pub expires_at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
