//! Who has no account: strangers, and background work.

use crate::{
    kernel::id::VisitorId,
    server::{app::App, db::Db, middleware::client::Client},
};

/// A stranger on a public page.
#[derive(Clone)]
pub struct Visitor {
    app: App,
    client: Client,
    /// The browser, when it carries our cookie and does not object (DNT, GPC).
    pub id: Option<VisitorId>,
    /// Passes that the browser carries, by name: see `sites::passes`.
    pub passes: Vec<(String, String)>,
}

impl Visitor {
    /// A stranger, known by a cookie or not.
    pub fn new(app: App, client: Client, id: Option<VisitorId>) -> Self {
        Self { app, client, id, passes: Vec::new() }
    }

    /// The process.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The database.
    pub fn db(&self) -> &Db {
        self.app.db()
    }

    /// The caller.
    pub fn client(&self) -> &Client {
        &self.client
    }
}

/// Background work and the command line: nobody asks, everything is allowed.
#[derive(Clone)]
pub struct System {
    app: App,
}

impl System {
    /// For jobs, the command line and the seed only.
    pub fn new(app: App) -> Self {
        Self { app }
    }

    /// The process.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The database.
    pub fn db(&self) -> &Db {
        self.app.db()
    }
}
