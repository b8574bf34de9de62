//! The security baseline: networks that are refused and why, what browsers refuse to load, feature flags, notices of staff.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        threats(manager).await?;
        csp_reports(manager).await?;
        flags(manager).await?;
        announcements(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = ["announcement_seen", "announcement", "feature_flag", "csp_report", "threat", "blocked_ip"];
        drop_tables(manager, &tables).await
    }
}

async fn threats(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "blocked_ip",
            vec![
                text("net").primary_key().take(),
                text("kind"),
                text("reason"),
                int("times"),
                uuid_null("by_id"),
                time("at"),
                time_null("until"),
            ],
        ))
        .await?;
    manager
        .create_table(table("threat", vec![id(), text("net"), text("kind"), text("path"), int("score"), time("at")]))
        .await?;
    run(
        manager,
        &[
            "CREATE INDEX blocked_ip_at ON blocked_ip (at)",
            "CREATE INDEX threat_at ON threat (at, id)",
            "CREATE INDEX threat_net ON threat (net, at)",
        ],
    )
    .await
}

async fn csp_reports(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "csp_report",
            vec![
                id(),
                text("fingerprint"),
                text("directive"),
                text("blocked"),
                text("page"),
                text("sample"),
                count("count"),
                time("first_at"),
                time("last_at"),
            ],
        ))
        .await?;
    run(
        manager,
        &[
            "CREATE UNIQUE INDEX csp_report_fingerprint ON csp_report (fingerprint)",
            "CREATE INDEX csp_report_last ON csp_report (last_at, id)",
        ],
    )
    .await
}

async fn flags(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "feature_flag",
            vec![
                text("name").primary_key().take(),
                text("about"),
                text("state"),
                int("percent"),
                json("workspaces"),
                json("people"),
                uuid_null("by_id"),
                time("updated_at"),
            ],
        ))
        .await
}

async fn announcements(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "announcement",
            vec![
                id(),
                text("words"),
                text("tone"),
                text("audience"),
                time("from_at"),
                time_null("until_at"),
                uuid_null("by_id"),
                time("created_at"),
            ],
        ))
        .await?;
    manager
        .create_table(
            table("announcement_seen", vec![uuid("announcement_id"), uuid("user_id"), time("at")])
                .primary_key(Index::create().col("announcement_id").col("user_id"))
                .foreign_key(&mut fk("announcement_id", "announcement"))
                .foreign_key(&mut fk("user_id", "user"))
                .take(),
        )
        .await?;
    run(
        manager,
        &[
            "CREATE INDEX announcement_from ON announcement (from_at, id)",
            "CREATE INDEX announcement_seen_user ON announcement_seen (user_id)",
        ],
    )
    .await
}
