//! What staff ask about what protects the platform.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::admin::types::defences::{FlagChange, NewBlock};
use crate::{
    admin::types::defences::{BrowserReport, Flag, Threats},
    kernel::{AppError, page::Page},
};

/// Networks that are blocked or allowed, and what was noticed last.
#[server]
pub async fn list_threats() -> Result<Threats, AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::defences::threats(&admin).await
}

/// Blocks a network, or lets it always pass.
#[server]
pub async fn decide_network(
    #[server(default)] net: String,
    #[server(default)] reason: String,
    #[server(default)] hours: String,
    #[server(default)] allow: bool,
) -> Result<(), AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::defences::decide(&admin, &NewBlock { net, reason, hours, allow }).await
}

/// Takes a network off the list.
#[server]
pub async fn lift_network(#[server(default)] net: String) -> Result<(), AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::defences::lift(&admin, &net).await
}

/// One page of what browsers refused to load on our pages.
#[server]
pub async fn list_browser_reports(#[server(default)] page: u64) -> Result<Page<BrowserReport>, AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::defences::browser_reports(&admin, page).await
}

/// Forgets what browsers refused.
#[server]
pub async fn clear_browser_reports() -> Result<(), AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::defences::clear_browser_reports(&admin).await
}

/// Every feature behind a flag.
#[server]
pub async fn list_flags() -> Result<Vec<Flag>, AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::defences::flags(&admin).await
}

/// Decides for whom a feature is on.
#[server]
pub async fn change_flag(
    #[server(default)] name: String,
    #[server(default)] state: String,
    #[server(default)] percent: String,
    #[server(default)] workspaces: String,
    #[server(default)] people: String,
) -> Result<(), AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::defences::change_flag(&admin, &FlagChange { name, state, percent, workspaces, people }).await
}
