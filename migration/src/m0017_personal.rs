//! What belongs to one person: picture, wishes about mails, a change of address, the export and the end of the account.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        avatar(manager).await?;
        notice_choice(manager).await?;
        email_change(manager).await?;
        data_export(manager).await?;
        account_deletion(manager).await?;
        run(
            manager,
            &[
                "CREATE UNIQUE INDEX avatar_user ON avatar (user_id)",
                "CREATE UNIQUE INDEX notice_choice_user_kind ON notice_choice (user_id, kind)",
                "CREATE UNIQUE INDEX email_change_confirm_hash ON email_change (confirm_hash)",
                "CREATE UNIQUE INDEX email_change_undo_hash ON email_change (undo_hash)",
                "CREATE INDEX email_change_user ON email_change (user_id, created_at)",
                "CREATE INDEX email_change_old_email ON email_change (old_email, undo_until)",
                "CREATE INDEX data_export_user ON data_export (user_id, created_at)",
                "CREATE INDEX data_export_expires ON data_export (expires_at)",
                "CREATE INDEX account_deletion_erase ON account_deletion (erase_at)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["account_deletion", "data_export", "email_change", "notice_choice", "avatar"]).await
    }
}

async fn avatar(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![id(), uuid("user_id"), count("bytes"), time("created_at")];
    manager.create_table(table("avatar", columns).foreign_key(&mut fk("user_id", "user")).take()).await
}

async fn notice_choice(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![id(), uuid("user_id"), text("kind"), flag("wanted"), time("updated_at")];
    manager.create_table(table("notice_choice", columns).foreign_key(&mut fk("user_id", "user")).take()).await
}

async fn email_change(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        id(),
        uuid("user_id"),
        text("old_email"),
        text("new_email"),
        text("confirm_hash"),
        text_null("undo_hash"),
        time("created_at"),
        time("expires_at"),
        time_null("confirmed_at"),
        time_null("undo_until"),
        time_null("closed_at"),
    ];
    manager.create_table(table("email_change", columns).foreign_key(&mut fk("user_id", "user")).take()).await
}

async fn data_export(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        id(),
        uuid("user_id"),
        text("status"),
        count("bytes"),
        time("created_at"),
        time_null("finished_at"),
        time("expires_at"),
    ];
    manager.create_table(table("data_export", columns).foreign_key(&mut fk("user_id", "user")).take()).await
}

async fn account_deletion(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns =
        vec![uuid("user_id").primary_key().take(), flag("with_workspaces"), time("asked_at"), time("erase_at")];
    manager.create_table(table("account_deletion", columns).foreign_key(&mut fk("user_id", "user")).take()).await
}
