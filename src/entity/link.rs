//! A short link `/l/{code}` of a published block; `slot` counts the links inside one block.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{BlockId, LinkId, SiteId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LinkId,
    #[sea_orm(column_type = "Text")]
    pub code: String,
    pub workspace_id: WorkspaceId,
    pub site_id: SiteId,
    pub block_id: BlockId,
    pub slot: i32,
    #[sea_orm(column_type = "Text")]
    pub target: String,
    pub active: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub rules: Json,
    pub locked: bool,
    pub created_at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
