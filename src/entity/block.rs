//! A block of a site's draft.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{BlockId, SiteId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "block")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BlockId,
    pub workspace_id: WorkspaceId,
    pub site_id: SiteId,
    pub position: i32,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    pub kind_version: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub data: Json,
    pub hidden: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub rules: Json,
    pub created_at: Time,
    pub updated_at: Time,
    pub deleted_at: Option<Time>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
