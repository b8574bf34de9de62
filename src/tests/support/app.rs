//! The application in a test: real router, real database, no network.

use std::sync::{Arc, Once};

use axum_test::TestServer;
use mewayz::server::{
    app::App,
    config::{Config, Secrets},
    db::Db,
    router,
};

use super::{client::Client, database::Fresh};

/// A running application with a database of its own.
#[derive(Clone)]
pub struct TestApp {
    app: App,
    router: axum::Router,
    folder: Arc<std::path::PathBuf>,
}

impl TestApp {
    /// Starts on a database.
    pub async fn start(database: &Fresh) -> Self {
        prepare();
        let config = config(database);
        let db = Db::connect(&config.database).await.expect("the test database opens");
        let app = App::new(config, Secrets::for_tests(), db);
        let router = router::router(app.clone());
        Self { app, router, folder: Arc::new(database.folder.path().to_owned()) }
    }

    /// The same with another configuration, on the same database.
    pub fn variant(&self, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = self.app.config().clone();
        change(&mut config);
        let app = App::new(config, self.app.secrets().clone(), self.app.db().clone());
        Self { router: router::router(app.clone()), app, folder: self.folder.clone() }
    }

    /// Closes the connections, so that the database can be removed.
    pub async fn stop(self) {
        let db = self.app.db().clone();
        drop(self);
        let _ = db.read().clone().close().await;
        let _ = db.write().clone().close().await;
    }

    /// The process.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The database.
    pub fn db(&self) -> &Db {
        self.app.db()
    }

    /// The folder where this test's files are.
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    /// The whole service.
    pub fn router(&self) -> &axum::Router {
        &self.router
    }

    /// A browser that nobody has signed in with.
    pub fn stranger(&self) -> Client {
        Client::new(TestServer::builder().save_cookies().mock_transport().build(self.router.clone()))
    }
}

/// What a process does once.
pub fn prepare() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
        if let Ok(filter) = std::env::var("TEST_LOG") {
            tracing_subscriber::fmt().with_env_filter(filter).with_test_writer().init();
        }
    });
}

/// The product's own configuration, on a test's database and folder.
pub fn config(database: &Fresh) -> Config {
    let folder = database.folder.path();
    let set = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    let mut config = Config::load(
        None,
        &vec![
            set("environment", "development"),
            set("site.public_url", "http://mewayz.test"),
            set("site.root", &folder.join("site").to_string_lossy()),
            set("database.url", &database.url),
            set("database.connections", "4"),
            set("storage.folder", &folder.join("files").to_string_lossy()),
            set("mail.transport", "files"),
            set("mail.folder", &folder.join("mails").to_string_lossy()),
        ],
    )
    .unwrap_or_else(|faults| panic!("the test configuration is wrong: {faults:?}"));
    config.limits.rate_limits = false;
    // Clients of tests say where they come from in X-Forwarded-For.
    config.site.trusted_proxies = vec!["127.0.0.1".to_owned()];
    config
}
