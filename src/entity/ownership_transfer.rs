//! An offer to become the owner of a workspace; its link is kept as a hash only.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{TransferId, UserId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ownership_transfer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TransferId,
    pub workspace_id: WorkspaceId,
    pub from_user: UserId,
    pub to_user: UserId,
    #[sea_orm(column_type = "Text")]
    pub token_hash: String,
    pub created_at: Time,
    pub expires_at: Time,
    pub accepted_at: Option<Time>,
    pub closed_at: Option<Time>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
