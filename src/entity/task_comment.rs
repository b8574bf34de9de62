//! What somebody wrote about a task.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{TaskCommentId, TaskId, UserId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "task_comment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TaskCommentId,
    pub workspace_id: WorkspaceId,
    pub task_id: TaskId,
    pub author: Option<UserId>,
    #[sea_orm(column_type = "Text")]
    pub body: String,
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
