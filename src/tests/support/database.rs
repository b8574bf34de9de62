//! A database for every test: a copy of a template that was migrated once.

use std::{
    path::PathBuf,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use mewayz::server::db::Db;
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use tempfile::TempDir;
use tokio::sync::Mutex;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file.
    Sqlite,
    /// The server of `TEST_POSTGRES_URL`.
    Postgres,
}

/// A migrated database that nobody else uses.
pub struct Fresh {
    /// Its address, as in the configuration.
    pub url: String,
    /// A folder for this test's files; it goes with the value.
    pub folder: TempDir,
    postgres: Option<(url::Url, String)>,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

impl Fresh {
    /// No database at all, for what needs a configuration only.
    pub fn nowhere() -> Self {
        Self { url: "sqlite://nowhere.db".to_owned(), folder: scratch(), postgres: None }
    }

    /// Makes one. `None`, with a notice, when there is no PostgreSQL to test on.
    pub async fn make(backend: Backend) -> Option<Self> {
        let folder = scratch();
        match backend {
            Backend::Sqlite => {
                let file = folder.path().join("test.db");
                std::fs::copy(sqlite_template().await, &file).expect("the template can be copied");
                Some(Self { url: format!("sqlite://{}", file.display()), folder, postgres: None })
            }
            Backend::Postgres => {
                let server = postgres_server()?;
                let template = postgres_template(&server).await;
                let name = format!("mewayz_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
                let admin = connect(&server).await;
                execute(&admin, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
                close(admin).await;
                let mut url = server.clone();
                url.set_path(&name);
                Some(Self { url: url.to_string(), folder, postgres: Some((server, name)) })
            }
        }
    }

    /// An empty database without a schema.
    pub async fn empty(backend: Backend) -> Option<Self> {
        let fresh = Self::make(backend).await?;
        match &fresh.postgres {
            None => {
                for ending in ["", "-wal", "-shm"] {
                    let _ = std::fs::remove_file(fresh.folder.path().join(format!("test.db{ending}")));
                }
            }
            Some((server, name)) => {
                let admin = connect(server).await;
                execute(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
                execute(&admin, &format!("CREATE DATABASE {name}")).await;
                close(admin).await;
            }
        }
        Some(fresh)
    }

    /// Removes the database from the server; a file goes with its folder.
    pub async fn remove(self) {
        if let Some((server, name)) = &self.postgres {
            let admin = connect(server).await;
            execute(&admin, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
            close(admin).await;
        }
    }
}

/// A folder of its own; in memory where that exists, so that thousands of commits do not wait for a disk.
pub fn scratch() -> TempDir {
    let memory = std::path::Path::new("/dev/shm");
    let builder = tempfile::Builder::new().prefix("mewayz-test-").to_owned();
    if memory.is_dir() { builder.tempdir_in(memory) } else { builder.tempdir() }.expect("a folder can be made")
}

fn postgres_server() -> Option<url::Url> {
    let text = service("TEST_POSTGRES_URL")?;
    Some(text.parse().expect("TEST_POSTGRES_URL is an address like postgres://user@host/name"))
}

/// The address of a service for tests out of the environment, or a notice that bypasses the capture of test output, so that skipped
/// tests can be counted.
pub fn service(variable: &str) -> Option<String> {
    std::env::var(variable).ok().or_else(|| {
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        let line = format!("skipped: {test}: {variable} is not set\n");
        std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes()).expect("standard error takes a line");
        None
    })
}

/// The file with every migration applied, made once a process.
async fn sqlite_template() -> &'static PathBuf {
    static TEMPLATE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    static MAKING: Mutex<()> = Mutex::const_new(());
    let _making = MAKING.lock().await;
    if let Some((_, file)) = TEMPLATE.get() {
        return file;
    }
    let folder = scratch();
    let file = folder.path().join("template.db");
    migrate(&format!("sqlite://{}", file.display())).await;
    &TEMPLATE.get_or_init(|| (folder, file)).1
}

/// The database with every migration applied. Its name says which migrations, so it is kept for the next run.
async fn postgres_template(server: &url::Url) -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    static MAKING: Mutex<()> = Mutex::const_new(());
    let _making = MAKING.lock().await;
    if let Some(name) = TEMPLATE.get() {
        return name;
    }
    let name = format!("mewayz_template_{:016x}", migrations_hash());
    let admin = connect(server).await;
    // Another run of the tests may be making the same one.
    execute(&admin, "SELECT pg_advisory_lock(20261121)").await;
    let ready = format!("SELECT 1 FROM pg_database WHERE datname = '{name}' AND datistemplate");
    let backend = admin.get_database_backend();
    if admin.query_one_raw(Statement::from_string(backend, ready)).await.expect("the catalogue answers").is_none() {
        execute(&admin, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        execute(&admin, &format!("CREATE DATABASE {name}")).await;
        let mut url = server.clone();
        url.set_path(&name);
        migrate(url.as_str()).await;
        execute(&admin, &format!("ALTER DATABASE {name} IS_TEMPLATE true ALLOW_CONNECTIONS false")).await;
    }
    execute(&admin, "SELECT pg_advisory_unlock(20261121)").await;
    close(admin).await;
    TEMPLATE.get_or_init(|| name)
}

async fn migrate(url: &str) {
    let config = mewayz::server::config::DatabaseConfig { url: url.to_owned(), read_url: None, connections: 1 };
    let db = Db::connect(&config).await.expect("the template opens");
    Migrator::up(db.write(), None).await.expect("the template migrates");
    close(db.read().clone()).await;
    close(db.write().clone()).await;
}

/// FNV-1a over the sources of the migrations.
fn migrations_hash() -> u64 {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migration/src");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the migrations are there")
        .map(|entry| entry.expect("an entry can be read").path())
        .collect();
    files.sort();
    let bytes = files.iter().flat_map(|file| std::fs::read(file).expect("a migration can be read"));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

async fn connect(server: &url::Url) -> DatabaseConnection {
    let mut options = ConnectOptions::new(server.as_str());
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("TEST_POSTGRES_URL answers")
}

async fn execute(connection: &DatabaseConnection, sql: &str) {
    connection.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

async fn close(connection: DatabaseConnection) {
    connection.close().await.expect("a connection closes");
}
