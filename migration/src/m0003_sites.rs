//! Bio sites, their blocks and short links.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        site(manager).await?;
        block(manager).await?;
        link(manager).await?;
        run(
            manager,
            &[
                "CREATE UNIQUE INDEX site_workspace_slug ON site (workspace_id, slug) WHERE deleted_at IS NULL",
                "CREATE INDEX site_workspace ON site (workspace_id, created_at)",
                "CREATE INDEX block_site ON block (site_id, position)",
                "CREATE INDEX block_workspace ON block (workspace_id)",
                "CREATE UNIQUE INDEX link_code ON link (code)",
                "CREATE UNIQUE INDEX link_block_slot ON link (block_id, slot)",
                "CREATE INDEX link_site ON link (site_id)",
                "CREATE INDEX link_workspace ON link (workspace_id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["link", "block", "site"]).await
    }
}

async fn site(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "site",
                vec![
                    id(),
                    uuid("workspace_id"),
                    text("slug"),
                    text("title"),
                    text("bio"),
                    text("avatar_url"),
                    text("theme"),
                    text("language"),
                    text("seo_title"),
                    text("seo_description"),
                    text("share_image_url"),
                    count("version"),
                    time_null("published_at"),
                    count("published_version"),
                    json_null("published"),
                    time("created_at"),
                    time("updated_at"),
                    time_null("deleted_at"),
                ],
            )
            .foreign_key(&mut fk("workspace_id", "workspace"))
            .take(),
        )
        .await
}

async fn block(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "block",
                vec![
                    id(),
                    uuid("workspace_id"),
                    uuid("site_id"),
                    int("position"),
                    text("kind"),
                    int("kind_version"),
                    json("data"),
                    flag("hidden"),
                    time("created_at"),
                    time("updated_at"),
                    time_null("deleted_at"),
                ],
            )
            .foreign_key(&mut fk("workspace_id", "workspace"))
            .foreign_key(&mut fk("site_id", "site"))
            .take(),
        )
        .await
}

async fn link(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "link",
                vec![
                    id(),
                    text("code"),
                    uuid("workspace_id"),
                    uuid("site_id"),
                    uuid("block_id"),
                    int("slot"),
                    text("target"),
                    flag("active"),
                    time("created_at"),
                ],
            )
            .foreign_key(&mut fk("workspace_id", "workspace"))
            .foreign_key(&mut fk("site_id", "site"))
            .foreign_key(&mut fk("block_id", "block"))
            .take(),
        )
        .await
}
