//! Messages that visitors write into contact forms.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            id(),
            uuid("workspace_id"),
            uuid("site_id"),
            uuid("block_id"),
            uuid_null("person_id"),
            text("name"),
            text("email"),
            text("body"),
            time("created_at"),
            time_null("read_at"),
            time_null("deleted_at"),
        ];
        manager
            .create_table(
                table("message", columns)
                    .foreign_key(&mut fk("workspace_id", "workspace"))
                    .foreign_key(&mut fk_forget("person_id", "person"))
                    .take(),
            )
            .await?;
        run(
            manager,
            &[
                "CREATE INDEX message_workspace ON message (workspace_id, created_at)",
                "CREATE INDEX message_unread ON message (workspace_id, created_at) WHERE read_at IS NULL AND deleted_at IS NULL",
                "CREATE INDEX message_person ON message (person_id)",
                "CREATE INDEX message_deleted ON message (deleted_at)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["message"]).await
    }
}
