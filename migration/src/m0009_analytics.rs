//! Page views beside clicks: what a touch knows of them, the salt of the day, and one table of counts by hour and by day.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut column in touch_columns() {
            manager.alter_table(Table::alter().table("touch").add_column(&mut column).take()).await?;
        }
        manager.create_table(table("day_salt", vec![key("day"), text("salt")])).await?;
        manager.create_table(table("machine", vec![key("visitor_key"), count("day")])).await?;
        tally(manager).await?;
        let [rest, id] = match manager.get_database_backend() {
            DbBackend::Sqlite => ["'{}', '2026-11-21T00:00:00+00:00', '2026-11-21T00:00:00+00:00'", "X'{id}'"],
            _ => ["'{}'::jsonb, now(), now()", "'{id}'::uuid"],
        };
        let id = id.replace("{id}", "01930000000070008000000000000009");
        run(
            manager,
            &[
                "UPDATE touch SET site_id = (SELECT block.site_id FROM block WHERE block.id = touch.object_id) \
                 WHERE object_kind = 'block'",
                "CREATE INDEX touch_visitor_key ON touch (visitor_key) WHERE visitor_key IS NOT NULL",
                "CREATE INDEX machine_day ON machine (day)",
                // What was clicked before is counted anew, in the background.
                &format!(
                    "INSERT INTO outbox (id, topic, attempts, payload, created_at, available_at) \
                     SELECT {id}, 'analytics.recount', 0, {rest} WHERE EXISTS (SELECT 1 FROM touch)"
                ),
            ],
        )
        .await?;
        drop_tables(manager, &["click_hour"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        click_hour(manager).await?;
        run(manager, &["DELETE FROM outbox WHERE topic = 'analytics.recount'", "DROP INDEX touch_visitor_key"]).await?;
        drop_tables(manager, &["tally", "machine", "day_salt"]).await?;
        // The schema before this knows neither views nor their events.
        run(manager, &["DELETE FROM touch WHERE kind = 'view'", "DELETE FROM event WHERE name = 'site.viewed'"])
            .await?;
        for column in touch_columns() {
            let name = column.get_column_name();
            manager.alter_table(Table::alter().table("touch").drop_column(name).take()).await?;
        }
        Ok(())
    }
}

/// A whole number that is the primary key.
fn key(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().primary_key().take()
}

fn touch_columns() -> Vec<ColumnDef> {
    vec![
        uuid_null("site_id"),
        ColumnDef::new("visitor_key").big_integer().null().take(),
        text_null("source"),
        text_null("medium"),
        text_null("campaign"),
    ]
}

async fn tally(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut tally = table(
        "tally",
        vec![
            uuid("workspace_id"),
            uuid("object_id"),
            text("dimension"),
            int("span"),
            count("start"),
            text("value"),
            count("views"),
            count("visitors"),
            count("clicks"),
            count("bots"),
            count("unnamed"),
        ],
    );
    let mut order = Index::create();
    for column in ["workspace_id", "object_id", "dimension", "span", "start", "value"] {
        order.col(column);
    }
    tally.primary_key(&mut order).foreign_key(&mut fk("workspace_id", "workspace"));
    // Rows that are read together lie together.
    if manager.get_database_backend() == DbBackend::Sqlite {
        tally.extra("WITHOUT ROWID");
    }
    manager.create_table(tally).await
}

/// The table that this change replaces, with its rows.
async fn click_hour(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "click_hour",
                vec![uuid("object_id"), time("hour"), uuid("workspace_id"), count("clicks"), count("bots")],
            )
            .primary_key(Index::create().col("object_id").col("hour"))
            .foreign_key(&mut fk("workspace_id", "workspace"))
            .take(),
        )
        .await?;
    let hour = match manager.get_database_backend() {
        DbBackend::Sqlite => "substr(at, 1, 13) || ':00:00+00:00'",
        _ => "date_trunc('hour', at, 'UTC')",
    };
    let fill = format!(
        "INSERT INTO click_hour (object_id, hour, workspace_id, clicks, bots) \
         SELECT object_id, {hour}, workspace_id, SUM(CASE WHEN bot THEN 0 ELSE 1 END), SUM(CASE WHEN bot THEN 1 ELSE 0 END) \
         FROM touch WHERE kind = 'click' GROUP BY object_id, {hour}, workspace_id"
    );
    run(manager, &[&fill, "CREATE INDEX click_hour_workspace ON click_hour (workspace_id, hour)"]).await
}
