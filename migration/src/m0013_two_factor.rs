//! Two-factor sign-in: authenticator apps, backup codes, known devices, sessions that are kept, workspaces that ask for it.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        two_factor(manager).await?;
        backup_code(manager).await?;
        device(manager).await?;
        for (table, column) in FLAGS {
            manager.alter_table(Table::alter().table(table).add_column(flag(column)).take()).await?;
        }
        run(
            manager,
            &[
                "CREATE UNIQUE INDEX backup_code_hash ON backup_code (user_id, code_hash)",
                "CREATE UNIQUE INDEX device_token_hash ON device (user_id, token_hash)",
                "CREATE INDEX device_last_seen ON device (last_seen_at)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in FLAGS {
            manager.alter_table(Table::alter().table(table).drop_column(column).take()).await?;
        }
        drop_tables(manager, &["device", "backup_code", "two_factor"]).await
    }
}

const FLAGS: [(&str, &str); 2] = [("session", "remembered"), ("workspace", "two_factor_required")];

async fn two_factor(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let key = uuid("user_id").primary_key().take();
    let columns = vec![key, text("secret"), count("last_step"), time_null("confirmed_at"), time("created_at")];
    manager.create_table(table("two_factor", columns).foreign_key(&mut fk("user_id", "user")).take()).await
}

async fn backup_code(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![id(), uuid("user_id"), text("code_hash"), time("created_at"), time_null("used_at")];
    manager.create_table(table("backup_code", columns).foreign_key(&mut fk("user_id", "user")).take()).await
}

async fn device(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![id(), uuid("user_id"), text("token_hash"), time("created_at"), time("last_seen_at")];
    manager.create_table(table("device", columns).foreign_key(&mut fk("user_id", "user")).take()).await
}
