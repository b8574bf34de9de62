//! The board of a team: columns, tasks, comments.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        task_column(manager).await?;
        task(manager).await?;
        task_comment(manager).await?;
        run(
            manager,
            &[
                "CREATE INDEX task_column_workspace ON task_column (workspace_id, position)",
                "CREATE INDEX task_workspace ON task (workspace_id)",
                "CREATE INDEX task_column_position ON task (column_id, position)",
                "CREATE INDEX task_assignee ON task (assignee)",
                "CREATE INDEX task_created_by ON task (created_by)",
                "CREATE INDEX task_comment_task ON task_comment (task_id, created_at)",
                "CREATE INDEX task_comment_workspace ON task_comment (workspace_id)",
                "CREATE INDEX task_comment_author ON task_comment (author)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["task_comment", "task", "task_column"]).await
    }
}

async fn task_column(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns =
        vec![id(), uuid("workspace_id"), text("name"), count("position"), flag("is_done"), time("created_at")];
    let mut column = table("task_column", columns);
    manager.create_table(column.foreign_key(&mut fk("workspace_id", "workspace")).take()).await
}

async fn task(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        id(),
        uuid("workspace_id"),
        uuid("column_id"),
        count("position"),
        text("title"),
        text("description"),
        uuid_null("assignee"),
        text_null("due_on"),
        text_null("link_kind"),
        uuid_null("link_id"),
        count("version"),
        uuid_null("created_by"),
        time("created_at"),
        time("updated_at"),
    ];
    let mut task = table("task", columns);
    task.foreign_key(&mut fk("workspace_id", "workspace"))
        .foreign_key(&mut fk("column_id", "task_column"))
        .foreign_key(&mut fk_forget("assignee", "user"));
    manager.create_table(task.foreign_key(&mut fk_forget("created_by", "user")).take()).await
}

async fn task_comment(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns =
        vec![id(), uuid("workspace_id"), uuid("task_id"), uuid_null("author"), text("body"), time("created_at")];
    let mut comment = table("task_comment", columns);
    comment.foreign_key(&mut fk("workspace_id", "workspace")).foreign_key(&mut fk("task_id", "task"));
    manager.create_table(comment.foreign_key(&mut fk_forget("author", "user")).take()).await
}
