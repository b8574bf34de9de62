//! `Db`: one writer and several readers, on SQLite or PostgreSQL.

use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sea_query::LikeExpr,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};

use super::{config::DatabaseConfig, trace};

/// A transaction that writes. Dropped without `commit` it changes nothing.
pub type Tx = DatabaseTransaction;

/// The connections. Reading and writing are apart, so that readers never wait for the one writer of SQLite and
/// PostgreSQL can read from a replica.
#[derive(Clone, Debug)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
}

impl Db {
    /// Opens the database; on SQLite the file and its folder are made when they are missing.
    ///
    /// # Errors
    /// A sentence for the operator: what cannot be opened and what to check.
    pub async fn connect(config: &DatabaseConfig) -> Result<Self, String> {
        let explain = |error: DbErr| explain_connect(&config.url, &error);
        if let Some(path) = sqlite_path(&config.url) {
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder)
                    .map_err(|error| format!("The folder {} cannot be made: {error}.", folder.display()))?;
            }
            let write = Database::connect(sqlite_options(&config.url, 1, false)).await.map_err(explain)?;
            // A read-only file opens, and even begins to write, without complaint; only a write tells.
            let probe = begin(&write).await.map_err(explain)?;
            probe.execute_unprepared("CREATE TABLE write_probe (x)").await.map_err(explain)?;
            probe.rollback().await.map_err(explain)?;
            let read =
                Database::connect(sqlite_options(&config.url, config.connections, true)).await.map_err(explain)?;
            return Ok(Self::watched(read, write));
        }
        let write = Database::connect(postgres_options(&config.url, config.connections)).await.map_err(explain)?;
        let read = match &config.read_url {
            Some(url) => Database::connect(postgres_options(url, config.connections)).await.map_err(explain)?,
            None => write.clone(),
        };
        Ok(Self::watched(read, write))
    }

    fn watched(mut read: DatabaseConnection, mut write: DatabaseConnection) -> Self {
        read.set_metric_callback(trace::query);
        write.set_metric_callback(trace::query);
        Self { read, write }
    }

    /// For queries that only read. A replica may lag behind: to read what was just written, use the transaction.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For single statements that write.
    pub fn write(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Begins a transaction that will write. On SQLite it takes the write lock at once (BEGIN IMMEDIATE) and the only
    /// writer connection: never touch [`Db::write`] while it is open.
    pub async fn begin(&self) -> Result<Tx, DbErr> {
        begin(&self.write).await
    }

    /// Closes the connections; on SQLite the write-ahead log goes back into the file first.
    pub async fn close(&self) {
        if self.backend() == DbBackend::Sqlite
            && let Err(error) = self.write.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await
        {
            tracing::warn!(%error, "the write-ahead log stays beside the database");
        }
        for connection in [&self.read, &self.write] {
            if let Err(error) = connection.close_by_ref().await {
                tracing::warn!(%error, "a database connection did not close");
            }
        }
    }

    /// Which database this is.
    pub fn backend(&self) -> DbBackend {
        self.write.get_database_backend()
    }
}

/// A pattern for `LIKE` that finds a text anywhere, whatever signs it contains.
pub fn containing(text: &str) -> LikeExpr {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}

async fn begin(connection: &DatabaseConnection) -> Result<Tx, DbErr> {
    let immediate = matches!(connection.get_database_backend(), DbBackend::Sqlite);
    connection
        .begin_with_options(TransactionOptions {
            sqlite_transaction_mode: immediate.then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        })
        .await
}

/// The file behind a SQLite address; `None` for other databases and for `:memory:`.
pub fn sqlite_path(url: &str) -> Option<std::path::PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    Some(rest.split('?').next().unwrap_or(rest).into())
}

fn sqlite_options(url: &str, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |options| {
            options
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
                .pragma("cache_size", "-16000")
                .pragma("query_only", if read_only { "on" } else { "off" })
                .optimize_on_close(!read_only, None)
        });
    options
}

fn postgres_options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .connect_timeout(Duration::from_secs(10))
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false);
    options
}

fn explain_connect(url: &str, error: &DbErr) -> String {
    let text = error.to_string();
    let place = match url::Url::parse(url) {
        Ok(url) if !url.scheme().starts_with("sqlite") => format!(
            "the PostgreSQL database {} at {}:{}",
            url.path().trim_start_matches('/'),
            url.host_str().unwrap_or("?"),
            url.port().unwrap_or(5432)
        ),
        _ => format!("the SQLite file {}", sqlite_path(url).unwrap_or_default().display()),
    };
    let advice = if text.contains("readonly") || text.contains("read-only") || text.contains("attempt to write") {
        "It is read-only: check the owner and permissions of the file and its folder."
    } else if text.contains("locked") || text.contains("busy") {
        "Another process holds it locked: stop that process and start again."
    } else if text.contains("not a database") {
        "It is not a SQLite database: check database.url, or restore a backup."
    } else if text.contains("unable to open") {
        "It cannot be opened: check that the folder exists and may be written."
    } else {
        "Check database.url and that the database is running."
    };
    format!("Cannot use {place}. {advice} ({text})")
}
