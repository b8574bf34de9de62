//! A column of the board of tasks.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{TaskColumnId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "task_column")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TaskColumnId,
    pub workspace_id: WorkspaceId,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    pub position: i64,
    pub is_done: bool,
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
