//! The server's spine: how it starts, what every request passes through, and what the domain stands on.

pub mod answer;
pub mod app;
pub mod assets;
pub mod audit;
pub mod authn;
pub mod cli;
pub mod config;
pub mod countries;
pub mod ctx;
pub mod db;
pub mod error;
pub mod events;
pub mod health;
pub mod html;
pub mod jobs;
pub mod limits;
pub mod log;
pub mod mailer;
pub mod metrics;
pub mod middleware;
pub mod outbox;
pub mod router;
pub mod schema;
pub mod seed;
pub mod serve;
pub mod sessions;
