//! The server's spine: what every request passes through, background work, mail, configuration, schema.

mod audits;
mod binary;
mod clients;
mod csp;
mod flags;
mod guards;
mod hashers;
mod jobs;
mod mail;
mod pages;
mod queries;
mod rates;
mod session_store;
mod settings;
mod smtp;
mod spreadsheets;
mod start;
mod threats;
mod tries;
mod vault;

use axum::Router;
use axum_test::TestServer;
use mewayz::server::{
    app::App,
    config::{Config, Secrets},
    router,
};

use crate::support::TestApp;

/// Another process on the same database, with a changed configuration.
fn process(t: &TestApp, change: impl FnOnce(&mut Config)) -> App {
    let mut config = t.app().config().clone();
    change(&mut config);
    App::new(config, Secrets::for_tests(), t.db().clone())
}

/// Routes of a test behind everything that guards the product's own.
fn guarded(app: App, routes: Router<App>) -> TestServer {
    TestServer::builder().mock_transport().build(router::guard(app, routes))
}
