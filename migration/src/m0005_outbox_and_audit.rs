//! Side effects that wait to leave, the clock of recurring jobs, and who changed what.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(table(
                "outbox",
                vec![
                    id(),
                    text("topic"),
                    json("payload"),
                    text_null("dedupe_key"),
                    int("attempts"),
                    text_null("last_error"),
                    text_null("locked_by"),
                    time("created_at"),
                    time("available_at"),
                    time_null("locked_until"),
                    time_null("done_at"),
                    time_null("dead_at"),
                ],
            ))
            .await?;
        manager
            .create_table(table(
                "cron",
                vec![text("name").primary_key().take(), time("next_at"), time_null("last_at"), text_null("last_error")],
            ))
            .await?;
        manager
            .create_table(table(
                "audit",
                vec![
                    id(),
                    uuid_null("workspace_id"),
                    uuid_null("user_id"),
                    text("action"),
                    text("object_kind"),
                    uuid_null("object_id"),
                    json_null("old"),
                    json_null("new"),
                    text("ip"),
                    text("request_id"),
                    time("at"),
                ],
            ))
            .await?;
        run(
            manager,
            &[
                "CREATE INDEX outbox_due ON outbox (available_at) WHERE done_at IS NULL AND dead_at IS NULL",
                "CREATE UNIQUE INDEX outbox_dedupe_key ON outbox (dedupe_key)",
                "CREATE INDEX outbox_done ON outbox (done_at)",
                "CREATE INDEX audit_workspace ON audit (workspace_id, at)",
                "CREATE INDEX audit_object ON audit (object_id, at)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["audit", "cron", "outbox"]).await
    }
}
