//! Uploaded pictures, and the codes of short links that people chose.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        media(manager).await?;
        link_alias(manager).await?;
        run(
            manager,
            &[
                "CREATE INDEX media_workspace ON media (workspace_id, created_at)",
                "CREATE UNIQUE INDEX media_content ON media (workspace_id, sha256) WHERE deleted_at IS NULL",
                "CREATE INDEX media_created_by ON media (created_by)",
                "CREATE INDEX link_alias_link ON link_alias (link_id)",
                "CREATE INDEX link_alias_workspace ON link_alias (workspace_id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["link_alias", "media"]).await
    }
}

async fn media(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "media",
                vec![
                    id(),
                    uuid("workspace_id"),
                    text("name"),
                    text("sha256"),
                    text("content_type"),
                    int("width"),
                    int("height"),
                    count("bytes"),
                    text("alt"),
                    json("variants"),
                    uuid_null("created_by"),
                    time("created_at"),
                    time_null("deleted_at"),
                ],
            )
            .foreign_key(&mut fk("workspace_id", "workspace"))
            .foreign_key(&mut fk_forget("created_by", "user"))
            .take(),
        )
        .await
}

/// Every code that a person chose for a link, and every code that such a choice replaced: none is ever given to another link.
async fn link_alias(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "link_alias",
                vec![text("code").primary_key().take(), uuid("workspace_id"), uuid("link_id"), time("created_at")],
            )
            .foreign_key(&mut fk("workspace_id", "workspace"))
            .foreign_key(&mut fk("link_id", "link"))
            .take(),
        )
        .await
}
