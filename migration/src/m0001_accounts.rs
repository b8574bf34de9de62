//! People with an account, their signed-in devices and the tokens sent to them by mail.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        user(manager).await?;
        session(manager).await?;
        user_token(manager).await?;
        run(
            manager,
            &[
                r#"CREATE UNIQUE INDEX user_email ON "user" (email)"#,
                "CREATE UNIQUE INDEX session_key_hash ON session (key_hash)",
                "CREATE INDEX session_person ON session (user_id, last_seen_at)",
                "CREATE INDEX session_expires ON session (expires_at)",
                "CREATE UNIQUE INDEX user_token_hash ON user_token (token_hash)",
                "CREATE INDEX user_token_user ON user_token (user_id, kind)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["user_token", "session", "user"]).await
    }
}

async fn user(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "user",
            vec![
                id(),
                text("name"),
                text("email"),
                time_null("email_verified_at"),
                text("password_hash"),
                text("status"),
                text("role"),
                text_null("company"),
                text("time_zone"),
                text("locale"),
                text("theme"),
                time("terms_accepted_at"),
                time_null("marketing_consent_at"),
                time("created_at"),
                time("updated_at"),
            ],
        ))
        .await
}

async fn session(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "session",
                vec![
                    id(),
                    text("key_hash"),
                    uuid_null("user_id"),
                    json("data"),
                    text("ip_prefix"),
                    text("user_agent"),
                    time("created_at"),
                    time("last_seen_at"),
                    time("expires_at"),
                ],
            )
            .foreign_key(&mut fk("user_id", "user"))
            .take(),
        )
        .await
}

async fn user_token(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "user_token",
                vec![
                    id(),
                    uuid("user_id"),
                    text("kind"),
                    text("email"),
                    text("token_hash"),
                    time("created_at"),
                    time("expires_at"),
                    time_null("used_at"),
                ],
            )
            .foreign_key(&mut fk("user_id", "user"))
            .take(),
        )
        .await
}
