//! Clicks of one object in one hour (UTC), bots apart.

use sea_orm::entity::prelude::*;

use crate::kernel::{id::WorkspaceId, time::Time};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "click_hour")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub object_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub hour: Time,
    pub workspace_id: WorkspaceId,
    pub clicks: i64,
    pub bots: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
