//! Roles of one's own, the owner's offers, logo and colours, and the end of a workspace.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        workspace_role(manager).await?;
        ownership_transfer(manager).await?;
        workspace_brand(manager).await?;
        workspace_deletion(manager).await?;
        // Without a key: SQLite could not take such a column away again. Who points at a role that is gone is a viewer.
        for table in ["member", "invitation"] {
            manager.alter_table(Table::alter().table(table).add_column(uuid_null("role_id")).to_owned()).await?;
        }
        run(
            manager,
            &[
                "CREATE UNIQUE INDEX workspace_role_name ON workspace_role (workspace_id, lower(name))",
                "CREATE INDEX member_role ON member (role_id)",
                "CREATE INDEX invitation_role ON invitation (role_id)",
                "CREATE UNIQUE INDEX ownership_transfer_token ON ownership_transfer (token_hash)",
                "CREATE UNIQUE INDEX ownership_transfer_open ON ownership_transfer (workspace_id) WHERE closed_at IS NULL",
                "CREATE INDEX ownership_transfer_workspace ON ownership_transfer (workspace_id)",
                "CREATE INDEX ownership_transfer_from ON ownership_transfer (from_user)",
                "CREATE INDEX ownership_transfer_to ON ownership_transfer (to_user)",
                "CREATE INDEX workspace_deletion_erase ON workspace_deletion (erase_at)",
                "CREATE INDEX workspace_deletion_asked_by ON workspace_deletion (asked_by)",
                "CREATE INDEX audit_workspace_action ON audit (workspace_id, action, at)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["DROP INDEX audit_workspace_action", "DROP INDEX invitation_role", "DROP INDEX member_role"])
            .await?;
        for table in ["invitation", "member"] {
            manager.alter_table(Table::alter().table(table).drop_column("role_id").to_owned()).await?;
        }
        drop_tables(manager, &["workspace_deletion", "workspace_brand", "ownership_transfer", "workspace_role"]).await
    }
}

async fn workspace_role(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        id(),
        uuid("workspace_id"),
        text("name"),
        text("about"),
        json("permissions"),
        count("version"),
        time("created_at"),
        time("updated_at"),
    ];
    let mut role = table("workspace_role", columns);
    manager.create_table(role.foreign_key(&mut fk("workspace_id", "workspace")).take()).await
}

async fn ownership_transfer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        id(),
        uuid("workspace_id"),
        uuid("from_user"),
        uuid("to_user"),
        text("token_hash"),
        time("created_at"),
        time("expires_at"),
        time_null("accepted_at"),
        time_null("closed_at"),
    ];
    let mut transfer = table("ownership_transfer", columns);
    transfer.foreign_key(&mut fk("workspace_id", "workspace")).foreign_key(&mut fk("from_user", "user"));
    manager.create_table(transfer.foreign_key(&mut fk("to_user", "user")).take()).await
}

async fn workspace_brand(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("workspace_id").primary_key().take(),
        text("logo"),
        text("accent"),
        text("background"),
        time("updated_at"),
    ];
    let mut brand = table("workspace_brand", columns);
    manager.create_table(brand.foreign_key(&mut fk("workspace_id", "workspace")).take()).await
}

async fn workspace_deletion(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns =
        vec![uuid("workspace_id").primary_key().take(), uuid_null("asked_by"), time("asked_at"), time("erase_at")];
    let mut deletion = table("workspace_deletion", columns);
    deletion.foreign_key(&mut fk("workspace_id", "workspace"));
    manager.create_table(deletion.foreign_key(&mut fk_forget("asked_by", "user")).take()).await
}
