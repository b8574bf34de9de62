//! Where the clicks on one block came from is counted beside everything else: rows of before are made anew, in the background.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let [rest, id] = match manager.get_database_backend() {
            DbBackend::Sqlite => ["'{}', '2026-11-21T00:00:00+00:00', '2026-11-21T00:00:00+00:00'", "X'{id}'"],
            _ => ["'{}'::jsonb, now(), now()", "'{id}'::uuid"],
        };
        let id = id.replace("{id}", "01930000000070008000000000000012");
        run(
            manager,
            &[&format!(
                "INSERT INTO outbox (id, topic, attempts, payload, created_at, available_at) \
                 SELECT {id}, 'analytics.recount', 0, {rest} WHERE EXISTS (SELECT 1 FROM touch) \
                 AND NOT EXISTS (SELECT 1 FROM outbox WHERE topic = 'analytics.recount')"
            )],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &["DELETE FROM tally WHERE object_id IN (SELECT object_id FROM touch WHERE object_kind = 'block')"],
        )
        .await
    }
}
