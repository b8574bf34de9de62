//! One identity: browsers, contacts, what joins them, what they touched and what happened.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        visitor(manager).await?;
        person(manager).await?;
        identity_link(manager).await?;
        touch(manager).await?;
        event(manager).await?;
        click_hour(manager).await?;
        run(
            manager,
            &[
                "CREATE UNIQUE INDEX person_workspace_email ON person (workspace_id, email)",
                "CREATE INDEX person_workspace ON person (workspace_id, created_at)",
                "CREATE UNIQUE INDEX identity_link_pair ON identity_link (visitor_id, person_id)",
                "CREATE INDEX identity_link_workspace ON identity_link (workspace_id, at)",
                "CREATE INDEX identity_link_person ON identity_link (person_id)",
                "CREATE INDEX touch_object ON touch (object_id, at)",
                "CREATE INDEX touch_workspace ON touch (workspace_id, at)",
                "CREATE INDEX touch_visitor ON touch (visitor_id, at)",
                "CREATE INDEX click_hour_workspace ON click_hour (workspace_id, hour)",
                "CREATE INDEX event_workspace ON event (workspace_id, at)",
                "CREATE INDEX event_person ON event (person_id, at)",
                "CREATE INDEX event_object ON event (object_id, at)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["click_hour", "event", "touch", "identity_link", "person", "visitor"]).await
    }
}

async fn visitor(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(table("visitor", vec![id(), time("created_at")])).await
}

async fn person(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "person",
                vec![
                    id(),
                    uuid("workspace_id"),
                    text("email"),
                    text("name"),
                    text("source"),
                    time_null("marketing_consent_at"),
                    time("created_at"),
                    time("updated_at"),
                ],
            )
            .foreign_key(&mut fk("workspace_id", "workspace"))
            .take(),
        )
        .await
}

async fn identity_link(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "identity_link",
                vec![id(), uuid("workspace_id"), uuid("visitor_id"), uuid("person_id"), text("how"), time("at")],
            )
            .foreign_key(&mut fk("workspace_id", "workspace"))
            .foreign_key(&mut fk("visitor_id", "visitor"))
            .foreign_key(&mut fk("person_id", "person"))
            .take(),
        )
        .await
}

async fn touch(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "touch",
                vec![
                    id(),
                    uuid("workspace_id"),
                    uuid_null("visitor_id"),
                    text("kind"),
                    text("object_kind"),
                    uuid("object_id"),
                    time("at"),
                    text_null("referrer_host"),
                    text("device"),
                    text_null("country"),
                    flag("bot"),
                ],
            )
            .foreign_key(&mut fk("workspace_id", "workspace"))
            .foreign_key(&mut fk("visitor_id", "visitor"))
            .take(),
        )
        .await
}

async fn event(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "event",
                vec![
                    id(),
                    uuid("workspace_id"),
                    uuid_null("visitor_id"),
                    uuid_null("person_id"),
                    text("name"),
                    text("object_kind"),
                    uuid_null("object_id"),
                    json("props"),
                    time("at"),
                ],
            )
            .foreign_key(&mut fk("workspace_id", "workspace"))
            .take(),
        )
        .await
}

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
        .await
}
