//! Rows that must go with whom they belong to, found by the schema itself, so that a table of tomorrow is not forgotten.

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryResult, Statement, TryGetable,
    sea_query::{Expr, ExprTrait},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    entity::{audit, outbox},
    kernel::{
        Result,
        id::{UserId, WorkspaceId},
    },
};

/// A column of the schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// Its table.
    pub table: String,
    /// Its name.
    pub name: String,
    /// Its type in the words of the database, in lower case.
    pub kind: String,
}

/// Every column of every table of the product.
///
/// # Errors
/// Internal.
pub async fn columns<C: ConnectionTrait>(db: &C) -> Result<Vec<Column>> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT t.name, c.name, lower(c.type) FROM sqlite_schema t, pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'seaql_migrations' ORDER BY 1, 2"
        }
        _ => {
            "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name <> 'seaql_migrations' ORDER BY 1, 2"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    let text = |row: &QueryResult, at| String::try_get_by_index(row, at).map_err(sea_orm::DbErr::from);
    let column = |row| Ok(Column { table: text(row, 0)?, name: text(row, 1)?, kind: text(row, 2)? });
    rows.iter().map(column).collect()
}

/// Deletes what bears the id of a workspace, in every table.
///
/// # Errors
/// Internal.
pub async fn rows_of_workspace<C: ConnectionTrait>(tx: &C, id: WorkspaceId) -> Result<()> {
    for column in columns(tx).await?.into_iter().filter(|column| column.name == "workspace_id") {
        delete(tx, &column, id.0).await?;
    }
    Ok(())
}

/// Deletes what bears the id of a person as its owner, in every table but the audit log, which is made nameless instead.
///
/// # Errors
/// Internal.
pub async fn rows_of_person<C: ConnectionTrait>(tx: &C, id: UserId) -> Result<()> {
    let owned = |column: &Column| column.name == "user_id" && column.table != "audit";
    for column in columns(tx).await?.into_iter().filter(owned) {
        delete(tx, &column, id.0).await?;
    }
    Ok(())
}

async fn delete<C: ConnectionTrait>(tx: &C, column: &Column, id: Uuid) -> Result<()> {
    let backend = tx.get_database_backend();
    // Names come from the schema, never from people.
    let place = if backend == DbBackend::Postgres { "$1" } else { "?" };
    let sql = format!("DELETE FROM \"{}\" WHERE \"{}\" = {place}", column.table, column.name);
    tx.execute_raw(Statement::from_sql_and_values(backend, sql, [id.into()])).await?;
    Ok(())
}

/// What stands in place of a name or an address.
const ERASED: &str = "(erased)";

/// Takes name and addresses of a person out of what others keep. The audit log and waiting mails lose the words; mails,
/// invitations and sessions of the person go. What creators know about their visitors, and what they wrote on their pages,
/// is theirs and stays.
///
/// # Errors
/// Internal.
pub async fn traces_of_person<C: ConnectionTrait>(tx: &C, id: UserId, name: &str, emails: &[String]) -> Result<()> {
    // What somebody did with the account itself concerns nobody else.
    run(tx, "UPDATE audit SET old = NULL, new = NULL WHERE workspace_id IS NULL AND user_id = ", id.0).await?;
    let audit = "UPDATE audit SET user_id = NULL, ip = '' WHERE user_id = ";
    run(tx, audit, id.0).await?;
    for email in emails {
        run(tx, "DELETE FROM invitation WHERE email = ", email.as_str()).await?;
        run(tx, "UPDATE abuse_report SET email = '' WHERE email = ", email.as_str()).await?;
        run(tx, &format!("DELETE FROM session WHERE {} LIKE ", text(tx, "data")), pattern(email)).await?;
    }
    own_rows(tx, emails).await?;
    let words: Vec<&str> = emails.iter().map(String::as_str).chain([name]).filter(|word| !word.is_empty()).collect();
    scrub_audit(tx, &words).await?;
    scrub_outbox(tx, &words, emails).await
}

/// Deletes what was made for an address and belongs to no workspace, whatever table a later version keeps it in.
async fn own_rows<C: ConnectionTrait>(tx: &C, emails: &[String]) -> Result<()> {
    let columns = columns(tx).await?;
    let of_workspace = |table: &str| columns.iter().any(|one| one.table == table && one.name == "workspace_id");
    for Column { table, name, .. } in columns.iter().filter(|column| is_text(column) && !of_workspace(&column.table)) {
        for email in emails {
            let sql = format!("DELETE FROM \"{table}\" WHERE {} = ", text(tx, name));
            run(tx, &sql, email.as_str()).await?;
        }
    }
    Ok(())
}

/// Whether a column holds text in which a name or an address can stand.
pub fn is_text(column: &Column) -> bool {
    ["text", "char", "json"].iter().any(|kind| column.kind.contains(kind)) && !column.kind.contains("uuid")
}

/// A statement that ends with the one value that it needs.
async fn run<C: ConnectionTrait>(tx: &C, sql: &str, value: impl Into<sea_orm::Value>) -> Result<()> {
    let backend = tx.get_database_backend();
    let place = if backend == DbBackend::Postgres { "$1" } else { "?" };
    tx.execute_raw(Statement::from_sql_and_values(backend, format!("{sql}{place}"), [value.into()])).await?;
    Ok(())
}

/// A column as text, whatever it holds.
fn text<C: ConnectionTrait>(db: &C, column: &str) -> String {
    match db.get_database_backend() {
        DbBackend::Postgres => format!("\"{column}\"::text"),
        _ => format!("CAST(\"{column}\" AS TEXT)"),
    }
}

/// A pattern that finds a word anywhere. Signs of patterns in it find a little more, which is looked at again.
fn pattern(word: &str) -> String {
    format!("%{word}%")
}

async fn scrub_audit<C: ConnectionTrait>(tx: &C, words: &[&str]) -> Result<()> {
    for word in words {
        let found = Condition::any()
            .add(Expr::cust(text(tx, "old")).like(pattern(word)))
            .add(Expr::cust(text(tx, "new")).like(pattern(word)));
        for row in audit::Entity::find().filter(found).all(tx).await? {
            let clean = |value: Option<Value>| value.map(|value| scrubbed(value, words));
            let (old, new) = (clean(row.old), clean(row.new));
            audit::ActiveModel { id: Set(row.id), old: Set(old), new: Set(new), ..Default::default() }
                .update(tx)
                .await?;
        }
    }
    Ok(())
}

async fn scrub_outbox<C: ConnectionTrait>(tx: &C, words: &[&str], emails: &[String]) -> Result<()> {
    for word in words {
        let found = outbox::Entity::find().filter(Expr::cust(text(tx, "payload")).like(pattern(word)));
        for row in found.all(tx).await? {
            let to = row.payload.get("to").and_then(Value::as_str);
            if to.is_some_and(|to| emails.iter().any(|email| email == to)) {
                outbox::Entity::delete_by_id(row.id).exec(tx).await?;
                continue;
            }
            let payload = Set(scrubbed(row.payload, words));
            outbox::ActiveModel { id: Set(row.id), payload, ..Default::default() }.update(tx).await?;
        }
    }
    Ok(())
}

/// A value without these words.
fn scrubbed(value: Value, words: &[&str]) -> Value {
    match value {
        Value::String(text) => Value::String(words.iter().fold(text, |text, word| without(&text, word))),
        Value::Array(list) => Value::Array(list.into_iter().map(|value| scrubbed(value, words)).collect()),
        Value::Object(object) => {
            Value::Object(object.into_iter().map(|(key, value)| (key, scrubbed(value, words))).collect())
        }
        other => other,
    }
}

/// A text without a word. Only where the word stands alone: "Al" is no part of "Also".
fn without(text: &str, word: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let before = rest[..at].chars().next_back().or(out.chars().next_back());
        let after = rest[at + word.len()..].chars().next();
        let alone = [before, after].into_iter().flatten().all(|sign| !sign.is_alphanumeric());
        out.push_str(&rest[..at]);
        out.push_str(if alone { ERASED } else { word });
        rest = &rest[at + word.len()..];
    }
    out + rest
}
