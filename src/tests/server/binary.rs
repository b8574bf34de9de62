//! The real binary when something is wrong: it ends with a code and says what to do.

use std::path::Path;

use mewayz::server::{config::DatabaseConfig, db::Db};
use sea_orm::ConnectionTrait;

use crate::support::{self, Server, block_on, command, free_address, run_to_end, scratch};

/// Starts the server with settings that cannot work; it must end with this code and these words.
#[track_caller]
fn refuses(folder: &Path, settings: &[(&str, &str)], code: i32, words: &[&str]) {
    let address = free_address().to_string();
    let with_address = [settings, &[("site.address", address.as_str())]].concat();
    let settings = if settings.iter().any(|(key, _)| *key == "site.address") { settings } else { &with_address };
    let (ended, said) = run_to_end(command(folder, settings));
    assert_eq!(ended, Some(code), "{said}");
    for word in words {
        assert!(said.contains(word), "{word:?} is missing in: {said}");
    }
    assert!(!said.contains("panicked") && !said.contains("RUST_BACKTRACE"), "{said}");
}

#[test]
fn a_port_that_is_taken() {
    let folder = scratch();
    let other = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = other.local_addr().expect("it has an address");
    let port = format!("Port {} is taken", address.port());
    refuses(folder.path(), &[("site.address", &address.to_string())], 1, &[&port, "--address"]);
}

#[test]
fn a_database_that_is_read_only() {
    let folder = scratch();
    make_database(folder.path(), "SELECT 1");
    refuses(
        folder.path(),
        &[("database.url", "sqlite://mewayz.db?mode=ro")],
        1,
        &["mewayz.db", "read-only", "permissions"],
    );
}

#[test]
fn a_database_that_is_locked() {
    let folder = scratch();
    make_database(folder.path(), "SELECT 1");
    block_on(async {
        let db = open(folder.path()).await;
        let lock = db.begin().await.expect("a write lock");
        let path = folder.path().to_owned();
        tokio::task::spawn_blocking(move || {
            refuses(&path, &[], 1, &["mewayz.db", "locked", "stop that process"]);
        })
        .await
        .expect("it is refused");
        drop(lock);
    });
}

#[test]
fn a_file_that_is_no_database() {
    let folder = scratch();
    let text = "Dear diary, this is not a database at all. ".repeat(100);
    std::fs::write(folder.path().join("mewayz.db"), &text).expect("a file");
    refuses(folder.path(), &[], 1, &["mewayz.db", "not a SQLite database", "restore a backup"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("mewayz.db")).unwrap(), text, "the file is as it was");
}

#[test]
fn a_folder_that_cannot_be_made() {
    let folder = scratch();
    std::fs::write(folder.path().join("file"), "in the way").expect("a file");
    refuses(folder.path(), &[("database.url", "sqlite://file/mewayz.db")], 1, &["file", "cannot be made"]);
}

#[test]
fn a_database_from_a_newer_version() {
    let folder = scratch();
    make_database(folder.path(), "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_tomorrow', 1)");
    refuses(folder.path(), &[], 1, &["newer version", "m9999_tomorrow"]);
}

#[test]
fn a_database_server_that_is_away() {
    let folder = scratch();
    let url = format!("postgres://somebody:hidden-word@{}/mewayz", free_address());
    refuses(folder.path(), &[("database.url", &url)], 1, &["PostgreSQL database mewayz at 127.0.0.1", "database.url"]);
    let (_, said) = run_to_end(command(folder.path(), &[("database.url", &url)]));
    assert!(!said.contains("hidden-word"), "{said}");
}

#[test]
fn a_configuration_that_is_wrong() {
    let folder = scratch();
    refuses(folder.path(), &[("limits.body_kib", "1")], 2, &["limits.body_kib", "\"1\"", "64"]);
    refuses(folder.path(), &[("site.colour", "blue")], 2, &["colour"]);
    let mut named = command(folder.path(), &[]);
    named.args(["--config", "nowhere.toml"]);
    let (code, said) = run_to_end(named);
    assert_eq!(code, Some(2));
    assert!(said.contains("nowhere.toml does not exist"), "{said}");
    std::fs::write(folder.path().join("Leptos.toml"), "[site\naddress = 3").expect("a file");
    refuses(folder.path(), &[], 2, &["Leptos.toml"]);
    assert!(!folder.path().join("mewayz.db").exists(), "nothing was made");
}

#[test]
fn production_without_secrets() {
    let folder = scratch();
    let settings =
        [("environment", "production"), ("limits.rate_limits", "true"), ("site.public_url", "https://example.com")];
    refuses(folder.path(), &settings, 1, &["secrets.key", "openssl rand -hex 32", "MEWAYZ__SECRETS__KEY"]);
    assert!(!folder.path().join("mewayz.db").exists(), "nothing was made");
}

#[test]
fn asked_to_stop_it_stops_with_everything_in_the_file() {
    let folder = scratch();
    block_on(async {
        let server = Server::start(folder.path(), &[]).await;
        assert_eq!(server.stop(), Some(0), "{}", support::said(folder.path()));
        let log = folder.path().join("mewayz.db-wal");
        assert!(!log.exists() || log.metadata().unwrap().len() == 0, "the write-ahead log went back into the file");
        let again = Server::start(folder.path(), &[]).await;
        again.kill();
    });
}

/// A migrated database in the folder, with one more statement run.
fn make_database(folder: &Path, statement: &str) {
    let mut migrate = command(folder, &[]);
    migrate.args(["migrate", "up"]);
    let (code, said) = run_to_end(migrate);
    assert_eq!(code, Some(0), "{said}");
    block_on(async {
        let db = open(folder).await;
        db.write().execute_unprepared(statement).await.expect("the statement runs");
        db.close().await;
    });
}

async fn open(folder: &Path) -> Db {
    let url = format!("sqlite://{}", folder.join("mewayz.db").display());
    Db::connect(&DatabaseConfig { url, read_url: None, connections: 1 }).await.expect("it opens")
}
