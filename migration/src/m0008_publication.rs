//! Publication of sites: who may see them, rules of links, versions that are kept, where old addresses lead.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, mut column) in columns() {
            manager.alter_table(Table::alter().table(table).add_column(&mut column).take()).await?;
        }
        manager.create_table(site_version()).await?;
        manager.create_table(slug_redirect()).await?;
        run(
            manager,
            &[
                "CREATE INDEX site_listed ON site (id) \
                 WHERE published_at IS NOT NULL AND published_visibility = 'public' AND deleted_at IS NULL",
                "CREATE INDEX site_translation_group ON site (translation_group)",
                "CREATE INDEX site_version_site ON site_version (site_id, at)",
                "CREATE INDEX site_version_workspace ON site_version (workspace_id)",
                "CREATE INDEX site_version_user ON site_version (user_id)",
                "CREATE UNIQUE INDEX slug_redirect_slug ON slug_redirect (workspace_id, slug)",
                "CREATE INDEX slug_redirect_site ON slug_redirect (site_id, created_at)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["slug_redirect", "site_version"]).await?;
        run(manager, &["DROP INDEX site_translation_group", "DROP INDEX site_listed"]).await?;
        for (table, column) in columns().into_iter().rev() {
            let column = column.get_column_name();
            manager.alter_table(Table::alter().table(table).drop_column(column).take()).await?;
        }
        Ok(())
    }
}

fn columns() -> [(&'static str, ColumnDef); 4] {
    [
        ("site", text("published_visibility").default("public").take()),
        ("site", uuid_null("translation_group")),
        ("link", json("rules").default("{}").take()),
        ("link", flag("locked")),
    ]
}

fn site_version() -> TableCreateStatement {
    table(
        "site_version",
        vec![
            id(),
            uuid("workspace_id"),
            uuid("site_id"),
            text("kind"),
            count("version"),
            json("content"),
            text("summary"),
            uuid_null("user_id"),
            time("at"),
        ],
    )
    .foreign_key(&mut fk("workspace_id", "workspace"))
    .foreign_key(&mut fk("site_id", "site"))
    .foreign_key(&mut fk_forget("user_id", "user"))
    .take()
}

fn slug_redirect() -> TableCreateStatement {
    table(
        "slug_redirect",
        vec![id(), uuid("workspace_id"), uuid("site_id"), text("slug"), time("created_at"), time("expires_at")],
    )
    .foreign_key(&mut fk("workspace_id", "workspace"))
    .foreign_key(&mut fk("site_id", "site"))
    .take()
}
