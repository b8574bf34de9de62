//! A name in addresses, now or for the time that it redirects.

use sea_orm::entity::prelude::*;

use crate::kernel::{id::WorkspaceId, time::Time};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "handle")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub workspace_id: WorkspaceId,
    pub current: bool,
    pub created_at: Time,
    pub expires_at: Option<Time>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
