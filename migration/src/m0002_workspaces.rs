//! Workspaces, their handles, members and invitations.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        workspace(manager).await?;
        handle(manager).await?;
        member(manager).await?;
        invitation(manager).await?;
        run(manager, &[
            "CREATE UNIQUE INDEX handle_current ON handle (workspace_id) WHERE current",
            "CREATE INDEX handle_workspace ON handle (workspace_id)",
            "CREATE UNIQUE INDEX member_workspace_user ON member (workspace_id, user_id)",
            "CREATE INDEX member_user ON member (user_id)",
            "CREATE UNIQUE INDEX member_owner ON member (workspace_id) WHERE role = 'owner'",
            "CREATE UNIQUE INDEX invitation_token_hash ON invitation (token_hash)",
            "CREATE UNIQUE INDEX invitation_open ON invitation (workspace_id, email) WHERE accepted_at IS NULL AND revoked_at IS NULL",
            "CREATE INDEX invitation_workspace ON invitation (workspace_id, created_at)",
            "CREATE INDEX invitation_invited_by ON invitation (invited_by)",
        ]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["invitation", "member", "handle", "workspace"]).await
    }
}

async fn workspace(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "workspace",
            vec![
                id(),
                text("name"),
                text("currency"),
                text("time_zone"),
                text("locale"),
                count("version"),
                time("created_at"),
                time("updated_at"),
            ],
        ))
        .await
}

async fn handle(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "handle",
                vec![
                    text("name").primary_key().take(),
                    uuid("workspace_id"),
                    flag("current"),
                    time("created_at"),
                    time_null("expires_at"),
                ],
            )
            .foreign_key(&mut fk("workspace_id", "workspace"))
            .take(),
        )
        .await
}

async fn member(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("member", vec![id(), uuid("workspace_id"), uuid("user_id"), text("role"), time("created_at")])
                .foreign_key(&mut fk("workspace_id", "workspace"))
                .foreign_key(&mut fk("user_id", "user"))
                .take(),
        )
        .await
}

async fn invitation(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(
                "invitation",
                vec![
                    id(),
                    uuid("workspace_id"),
                    text("email"),
                    text("role"),
                    text("token_hash"),
                    uuid_null("invited_by"),
                    time("created_at"),
                    time("expires_at"),
                    time_null("accepted_at"),
                    time_null("revoked_at"),
                ],
            )
            .foreign_key(&mut fk("workspace_id", "workspace"))
            .foreign_key(&mut fk_forget("invited_by", "user"))
            .take(),
        )
        .await
}
