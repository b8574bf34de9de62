//! The server's spine: how it starts, what every request passes through, and what the domain stands on.

pub mod app;
pub mod audit;
pub mod authn;
pub mod cli;
pub mod config;
pub mod countries;
pub mod ctx;
pub mod db;
pub mod error;
pub mod events;
pub mod html;
pub mod limits;
pub mod mailer;
pub mod middleware;
pub mod outbox;
pub mod router;
pub mod serve;
pub mod sessions;
