//! The schema of the database that this binary works on: made, brought up to date, or refused.

use std::collections::HashSet;

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbBackend, DbErr};

use super::db::Db;

/// The key of PostgreSQL's advisory lock under which one instance migrates while the others wait.
const LOCK: i64 = 0x6d65_7761_797a;

/// Applies what is missing.
///
/// # Errors
/// A sentence for the operator: the database is from a newer version, or a change fails.
pub async fn prepare(db: &Db) -> Result<(), String> {
    // SQLite has one writer connection, and the migrations need it.
    if db.backend() == DbBackend::Sqlite {
        return apply(db).await;
    }
    let guard = db.begin().await.map_err(explain)?;
    guard.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await.map_err(explain)?;
    let result = apply(db).await;
    guard.commit().await.map_err(explain)?;
    result
}

async fn apply(db: &Db) -> Result<(), String> {
    refuse_newer(db).await?;
    let pending = Migrator::get_pending_migrations(db.write()).await.map_err(explain)?.len();
    if pending > 0 {
        tracing::info!(pending, "the database is brought up to date");
        Migrator::up(db.write(), None).await.map_err(explain)?;
    }
    Ok(())
}

/// Undoes the last changes.
///
/// # Errors
/// Like [`prepare`].
pub async fn down(db: &Db, steps: u32) -> Result<(), String> {
    refuse_newer(db).await?;
    Migrator::down(db.write(), Some(steps)).await.map_err(explain)
}

/// Each change of the schema and whether it is applied, in order.
///
/// # Errors
/// Like [`prepare`].
pub async fn status(db: &Db) -> Result<Vec<(String, bool)>, String> {
    let applied = applied(db).await?;
    Ok(known().into_iter().map(|name| (name.clone(), applied.contains(&name))).collect())
}

/// Whether nothing is missing; changes nothing.
pub async fn is_complete(db: &Db) -> Result<bool, DbErr> {
    Ok(Migrator::get_pending_migrations_read_only(db.read()).await?.is_empty())
}

fn known() -> Vec<String> {
    Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect()
}

async fn applied(db: &Db) -> Result<HashSet<String>, String> {
    let applied = Migrator::get_migration_models(db.write()).await.map_err(explain)?;
    Ok(applied.into_iter().map(|row| row.version).collect())
}

async fn refuse_newer(db: &Db) -> Result<(), String> {
    let known = known();
    let mut unknown: Vec<String> = applied(db).await?.into_iter().filter(|name| !known.contains(name)).collect();
    unknown.sort();
    match unknown.first() {
        None => Ok(()),
        Some(first) => Err(format!(
            "The database is from a newer version of Mewayz: it has the change {first}, which this version ({}) does not \
             know. Nothing was changed. Start the newer version, or restore a backup from before the update.",
            env!("CARGO_PKG_VERSION")
        )),
    }
}

fn explain(error: DbErr) -> String {
    let text = error.to_string();
    let advice = if text.contains("readonly") || text.contains("read-only") {
        "It is read-only: check the owner and permissions of the file and its folder."
    } else if text.contains("locked") || text.contains("busy") {
        "Another process holds it locked: stop that process and start again."
    } else if text.contains("permission denied") {
        "This user may not change the schema: give it the rights, or migrate as the owner."
    } else {
        "Nothing more was changed; the log of the database may say more."
    };
    format!("The schema of the database cannot be brought up to date. {advice} ({text})")
}
