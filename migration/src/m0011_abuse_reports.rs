//! What visitors report about public pages, and what staff made of it.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table(
                    "abuse_report",
                    vec![
                        id(),
                        uuid("workspace_id"),
                        uuid("site_id"),
                        text("path"),
                        text("reason"),
                        text("words"),
                        text("email"),
                        text("status"),
                        text("note"),
                        uuid_null("closed_by"),
                        time_null("closed_at"),
                        time("created_at"),
                    ],
                )
                .foreign_key(&mut fk("workspace_id", "workspace"))
                .foreign_key(&mut fk("site_id", "site"))
                .foreign_key(&mut fk_forget("closed_by", "user"))
                .take(),
            )
            .await?;
        run(
            manager,
            &[
                "CREATE INDEX abuse_report_status ON abuse_report (status, created_at)",
                "CREATE INDEX abuse_report_site ON abuse_report (site_id, created_at)",
                "CREATE INDEX abuse_report_workspace ON abuse_report (workspace_id)",
                "CREATE INDEX abuse_report_closed_by ON abuse_report (closed_by)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["abuse_report"]).await
    }
}
