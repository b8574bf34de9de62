//! A version of a site that was kept: what it held when it was published or replaced.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{SiteId, SiteVersionId, UserId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "site_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SiteVersionId,
    pub workspace_id: WorkspaceId,
    pub site_id: SiteId,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    pub version: i64,
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Json,
    #[sea_orm(column_type = "Text")]
    pub summary: String,
    pub user_id: Option<UserId>,
    pub at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
