//! What tests stand on: a fresh database each, the application, people with roles, and clients that keep cookies.

mod app;
mod authenticator;
mod client;
mod database;
mod mails;
mod people;
mod process;
mod sessions;

pub use app::{TestApp, config, prepare};
pub use authenticator::Authenticator;
pub use client::{Client, Reply, read};
pub use database::{Backend, Fresh, scratch, service};
pub use mails::token_of;
pub use people::{Member, PASSWORD};
pub use process::{Server, command, free_address, run as run_to_end, said};

/// Declares a test that runs on SQLite and on PostgreSQL: `db_test!(name, |t| async { … })`, where `t` is a
/// [`TestApp`] with a migrated database of its own.
macro_rules! db_test {
    ($(#[$meta:meta])* $name:ident, |$t:ident| async $body:block) => {
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn body($t: $crate::support::TestApp) $body

            #[test]
            fn sqlite() {
                $crate::support::run($crate::support::Backend::Sqlite, body);
            }

            #[test]
            fn postgres() {
                $crate::support::run($crate::support::Backend::Postgres, body);
            }
        }
    };
}
pub(crate) use db_test;

/// Like [`db_test!`], and once more with the sessions in Redis.
macro_rules! session_test {
    ($(#[$meta:meta])* $name:ident, |$t:ident| async $body:block) => {
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn body($t: $crate::support::TestApp) $body

            #[test]
            fn sqlite() {
                $crate::support::run($crate::support::Backend::Sqlite, body);
            }

            #[test]
            fn postgres() {
                $crate::support::run($crate::support::Backend::Postgres, body);
            }

            #[test]
            fn redis() {
                let Some(url) = $crate::support::service("TEST_REDIS_URL") else { return };
                $crate::support::run_changed($crate::support::Backend::Sqlite, |t| t.with_redis(&url), body);
            }
        }
    };
}
pub(crate) use session_test;

/// Runs an async test as the server runs: on several workers, because server rendering can wait on itself with one.
pub fn block_on<F: Future>(body: F) -> F::Output {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .enable_all()
        .build()
        .expect("a runtime starts")
        .block_on(body)
}

/// A test that takes longer waits for something that will not come; it fails with the name of what it did.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(240);

async fn in_time<F: Future>(what: &str, work: F) -> F::Output {
    let Ok(output) = tokio::time::timeout(PATIENCE, work).await else { panic!("{what} takes over {PATIENCE:?}") };
    output
}

/// Runs a test on a database of its own and removes that database, whatever the outcome.
pub fn run<F>(backend: Backend, body: fn(TestApp) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    run_changed(backend, |app| app, body);
}

/// The same with another configuration.
pub fn run_changed<F>(backend: Backend, change: impl Fn(TestApp) -> TestApp, body: fn(TestApp) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    block_on(async move {
        let Some(database) = database::Fresh::make(backend).await else { return };
        let app = change(in_time("the start", TestApp::start(&database)).await);
        let outcome = in_time("the test", tokio::spawn(body(app.clone()))).await;
        in_time("the stop", app.stop()).await;
        in_time("the removal of the database", database.remove()).await;
        if let Err(failure) = outcome {
            std::panic::resume_unwind(failure.into_panic());
        }
    });
}
