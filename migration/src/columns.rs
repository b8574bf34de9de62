//! Columns and keys in the forms that every table shares.

use sea_orm_migration::prelude::*;

/// The primary key `id`: a UUID.
pub fn id() -> ColumnDef {
    ColumnDef::new("id").uuid().not_null().primary_key().take()
}

/// A UUID that must be there.
pub fn uuid(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().not_null().take()
}

/// A UUID that may be missing.
pub fn uuid_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().null().take()
}

/// Text that must be there; the product limits its length.
pub fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().take()
}

/// Text that may be missing.
pub fn text_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().null().take()
}

/// An instant that must be there.
pub fn time(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().not_null().take()
}

/// An instant that may be missing.
pub fn time_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().null().take()
}

/// A truth value, false until set.
pub fn flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().default(false).take()
}

/// A whole number, 0 until set.
pub fn count(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().default(0).take()
}

/// A small whole number, 0 until set.
pub fn int(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().default(0).take()
}

/// A JSON document that must be there.
pub fn json(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).json_binary().not_null().take()
}

/// A JSON document that may be missing.
pub fn json_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).json_binary().null().take()
}

/// A table with its columns; add keys with [`fk`].
pub fn table(name: &'static str, columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name);
    for column in columns {
        table.col(column);
    }
    table
}

/// `column` refers to `id` of `target`; the row goes when its target goes.
pub fn fk(column: &'static str, target: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from_col(column).to(target, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

/// Like [`fk`], but the row stays and forgets its target.
pub fn fk_forget(column: &'static str, target: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from_col(column).to(target, "id").on_delete(ForeignKeyAction::SetNull).to_owned()
}

/// Runs plain statements that both databases understand.
pub async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

/// Drops tables, the last made first.
pub async fn drop_tables(manager: &SchemaManager<'_>, names: &[&'static str]) -> Result<(), DbErr> {
    for name in names {
        manager.drop_table(Table::drop().table(*name).to_owned()).await?;
    }
    Ok(())
}
