//! The test binary: mirrors the contexts. `db_test!` runs a test on SQLite and on PostgreSQL.

mod access;
mod accounts;
mod admin;
mod analytics;
mod contacts;
mod crash;
mod media;
mod migrations;
mod server;
mod sites;
#[allow(dead_code, unused_imports)]
mod support;
mod tidy;
mod workspaces;
