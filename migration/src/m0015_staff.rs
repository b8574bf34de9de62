//! What the platform's staff do: suspensions, visits in somebody's name, sites that stay offline, who looks at a report; and
//! the ways through the audit log.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        suspensions(manager).await?;
        visits(manager).await?;
        moderation(manager).await?;
        add(manager, "audit", uuid_null("impersonating")).await?;
        run(
            manager,
            &[
                "CREATE INDEX audit_at ON audit (at, id)",
                "CREATE INDEX audit_user ON audit (user_id, at)",
                "CREATE INDEX audit_action ON audit (action, at)",
                "CREATE INDEX audit_impersonating ON audit (impersonating, at)",
                r#"CREATE INDEX user_created ON "user" (created_at, id)"#,
                r#"CREATE INDEX user_name ON "user" (name, id)"#,
                r#"CREATE INDEX user_role ON "user" (role)"#,
                "CREATE INDEX workspace_created ON workspace (created_at, id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "DROP INDEX workspace_created",
                "DROP INDEX user_role",
                "DROP INDEX user_name",
                "DROP INDEX user_created",
                "DROP INDEX audit_impersonating",
                "DROP INDEX audit_action",
                "DROP INDEX audit_user",
                "DROP INDEX audit_at",
                "DROP INDEX abuse_report_assigned",
            ],
        )
        .await?;
        remove(manager, "audit", "impersonating").await?;
        remove(manager, "abuse_report", "assigned_to").await?;
        drop_tables(manager, &["site_hold", "impersonation", "workspace_suspension", "suspension"]).await
    }
}

async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

async fn remove(manager: &SchemaManager<'_>, table: &'static str, column: &'static str) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await
}

async fn suspensions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "suspension",
                vec![id(), uuid("user_id"), text("reason"), uuid_null("by_id"), time("at"), time_null("lifted_at")],
            )
            .foreign_key(&mut fk("user_id", "user"))
            .take(),
        )
        .await?;
    manager
        .create_table(
            table(
                "workspace_suspension",
                vec![uuid("workspace_id").primary_key().take(), text("reason"), uuid_null("by_id"), time("at")],
            )
            .foreign_key(&mut fk("workspace_id", "workspace"))
            .take(),
        )
        .await?;
    run(manager, &["CREATE INDEX suspension_user ON suspension (user_id, at)"]).await
}

async fn visits(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "impersonation",
                vec![
                    id(),
                    uuid("staff_id"),
                    uuid("user_id"),
                    text("reason"),
                    time("started_at"),
                    time("until"),
                    time_null("ended_at"),
                ],
            )
            .foreign_key(&mut fk("user_id", "user"))
            .take(),
        )
        .await?;
    run(
        manager,
        &[
            "CREATE INDEX impersonation_user ON impersonation (user_id, started_at)",
            "CREATE INDEX impersonation_open ON impersonation (ended_at, until)",
        ],
    )
    .await
}

async fn moderation(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "site_hold",
                vec![uuid("site_id").primary_key().take(), text("reason"), uuid_null("by_id"), time("at")],
            )
            .foreign_key(&mut fk("site_id", "site"))
            .take(),
        )
        .await?;
    add(manager, "abuse_report", uuid_null("assigned_to")).await?;
    run(manager, &["CREATE INDEX abuse_report_assigned ON abuse_report (assigned_to, status)"]).await
}
