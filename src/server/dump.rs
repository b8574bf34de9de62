//! Rows as JSON, found by the schema itself, so that a table of tomorrow comes along. Secrets stay.

use sea_orm::{ConnectionTrait, DbBackend, Statement, TryGetable};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::erasure::Column;
use crate::kernel::Result;

/// Rows of one question to the database.
const PORTION: u64 = 500;
/// Words in names of columns whose content proves something; nobody takes them along.
const SECRETS: [&str; 7] = ["hash", "secret", "token", "credential", "key", "code_", "passkey"];

/// Whether the content of a column proves who somebody is.
pub fn is_secret(column: &Column) -> bool {
    SECRETS.iter().any(|word| column.name.contains(word)) || (column.table == "session" && column.name == "data")
}

/// The rows of a table in which a column has an id, as JSON objects.
///
/// # Errors
/// Internal.
pub async fn rows<C: ConnectionTrait>(db: &C, columns: &[Column], by: &str, id: Uuid) -> Result<Vec<Value>> {
    let Some(table) = columns.first().map(|column| column.table.clone()) else { return Ok(Vec::new()) };
    let shown: Vec<&Column> = columns.iter().filter(|column| !is_secret(column)).collect();
    let backend = db.get_database_backend();
    // Names come from the schema, never from people.
    let list: Vec<String> = shown.iter().map(|column| as_text(column, backend)).collect();
    let place = if backend == DbBackend::Postgres { "$1" } else { "?" };
    let mut out = Vec::new();
    loop {
        let sql = format!(
            "SELECT {} FROM \"{table}\" WHERE \"{by}\" = {place} ORDER BY 1 LIMIT {PORTION} OFFSET {}",
            list.join(", "),
            out.len()
        );
        let found = db.query_all_raw(Statement::from_sql_and_values(backend, sql, [id.into()])).await?;
        let count = found.len() as u64;
        for row in found {
            let mut object = Map::new();
            for (at, column) in shown.iter().enumerate() {
                let text = Option::<String>::try_get_by_index(&row, at).map_err(sea_orm::DbErr::from)?;
                object.insert(column.name.clone(), text.map_or(Value::Null, |text| value(column, text)));
            }
            out.push(Value::Object(object));
        }
        if count < PORTION {
            return Ok(out);
        }
    }
}

fn as_text(column: &Column, backend: DbBackend) -> String {
    match (backend, column.kind.as_str()) {
        (DbBackend::Postgres, _) => format!("\"{}\"::text", column.name),
        (_, kind) if kind.contains("uuid") => format!("lower(hex(\"{}\"))", column.name),
        _ => format!("CAST(\"{}\" AS TEXT)", column.name),
    }
}

/// Back from text, as the column's type says.
fn value(column: &Column, text: String) -> Value {
    let kind = column.kind.as_str();
    if kind.contains("uuid") {
        // An empty text is an id that is missing.
        return Uuid::parse_str(&text).map_or(Value::Null, |id| Value::String(id.to_string()));
    }
    if kind.contains("bool") {
        return Value::Bool(matches!(text.as_str(), "1" | "true" | "t"));
    }
    if kind.contains("int") {
        return text.parse::<i64>().map_or(Value::String(text), Value::from);
    }
    if kind.contains("json") {
        return serde_json::from_str(&text).unwrap_or(Value::String(text));
    }
    Value::String(text)
}
