//! Something that the team has to do.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{TaskColumnId, TaskId, UserId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "task")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TaskId,
    pub workspace_id: WorkspaceId,
    pub column_id: TaskColumnId,
    pub position: i64,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub description: String,
    pub assignee: Option<UserId>,
    #[sea_orm(column_type = "Text", nullable)]
    pub due_on: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub link_kind: Option<String>,
    pub link_id: Option<Uuid>,
    pub version: i64,
    pub created_by: Option<UserId>,
    pub created_at: Time,
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
