//! An uploaded picture: what is known of it; its bytes are in the storage.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{MediaId, UserId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "media")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MediaId,
    pub workspace_id: WorkspaceId,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub sha256: String,
    #[sea_orm(column_type = "Text")]
    pub content_type: String,
    pub width: i32,
    pub height: i32,
    pub bytes: i64,
    #[sea_orm(column_type = "Text")]
    pub alt: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub variants: Json,
    pub created_by: Option<UserId>,
    pub created_at: Time,
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
