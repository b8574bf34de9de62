//! A workspace whose public pages are closed by the platform, and why.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{UserId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "workspace_suspension")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: WorkspaceId,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub by_id: Option<UserId>,
    pub at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
