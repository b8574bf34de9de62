//! Passkeys, and accounts at other sites that sign in here.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        passkey(manager).await?;
        external_identity(manager).await?;
        run(
            manager,
            &[
                "CREATE UNIQUE INDEX passkey_credential ON passkey (credential_id)",
                "CREATE INDEX passkey_user ON passkey (user_id)",
                "CREATE UNIQUE INDEX external_identity_subject ON external_identity (provider, subject)",
                "CREATE UNIQUE INDEX external_identity_user ON external_identity (user_id, provider)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["external_identity", "passkey"]).await
    }
}

async fn passkey(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        id(),
        uuid("user_id"),
        text("credential_id"),
        text("name"),
        json("credential"),
        time("created_at"),
        time_null("last_used_at"),
    ];
    manager.create_table(table("passkey", columns).foreign_key(&mut fk("user_id", "user")).take()).await
}

async fn external_identity(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        id(),
        uuid("user_id"),
        text("provider"),
        text("subject"),
        text("email"),
        time("created_at"),
        time_null("last_used_at"),
    ];
    manager.create_table(table("external_identity", columns).foreign_key(&mut fk("user_id", "user")).take()).await
}
