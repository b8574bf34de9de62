//! What staff and everybody else ask about notices.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::admin::types::notices::NewNotice;
use crate::{
    admin::types::notices::Notice,
    kernel::{AppError, id::AnnouncementId},
};

/// Every notice, the newest first.
#[server]
pub async fn list_notices() -> Result<Vec<Notice>, AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::notices::list(&admin).await
}

/// Publishes a notice.
#[server]
pub async fn publish_notice(
    #[server(default)] words: String,
    #[server(default)] tone: String,
    #[server(default)] audience: String,
    #[server(default)] from: String,
    #[server(default)] until: String,
) -> Result<(), AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::notices::publish(&admin, &NewNotice { words, tone, audience, from, until }).await
}

/// Takes a notice back.
#[server]
pub async fn withdraw_notice(notice: AnnouncementId) -> Result<(), AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::notices::withdraw(&admin, notice).await
}

/// Puts a notice away for whoever asks.
#[server]
pub async fn put_notice_away(notice: AnnouncementId) -> Result<(), AppError> {
    let ctx = crate::server::ctx::current().await?;
    crate::admin::notices::put_away(&ctx, notice).await
}
