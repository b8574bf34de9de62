//! Logo and colours of a workspace.

use sea_orm::entity::prelude::*;

use crate::kernel::{id::WorkspaceId, time::Time};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "workspace_brand")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: WorkspaceId,
    #[sea_orm(column_type = "Text")]
    pub logo: String,
    #[sea_orm(column_type = "Text")]
    pub accent: String,
    #[sea_orm(column_type = "Text")]
    pub background: String,
    pub updated_at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
