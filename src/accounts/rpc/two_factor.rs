//! Two-factor sign-in: set up, changed, turned off.

use leptos::prelude::*;

use crate::{accounts::types::TwoFactor, kernel::AppError};
#[cfg(feature = "ssr")]
use crate::{
    accounts::{
        rpc::proved,
        two_factor::{self, backup_codes, resets},
    },
    server::ctx,
};

/// Where two-factor sign-in is set up.
#[cfg(feature = "ssr")]
const PAGE: &str = "/account/security/two-factor";

/// How far the person who is signed in is with it.
#[server]
pub async fn read_two_factor() -> Result<TwoFactor, AppError> {
    two_factor::state(&ctx::current().await?).await
}

/// Begins to set it up.
#[server]
pub async fn start_two_factor() -> Result<(), AppError> {
    proved(two_factor::start(&ctx::current().await?).await, PAGE)
}

/// Turns it on with a code of the app.
#[server]
pub async fn confirm_two_factor(#[server(default)] code: String) -> Result<(), AppError> {
    two_factor::confirm(&ctx::current().await?, &code).await
}

/// Turns it off, or ends setting it up.
#[server]
pub async fn disable_two_factor() -> Result<(), AppError> {
    proved(two_factor::disable(&ctx::current().await?).await, PAGE)
}

/// Makes new backup codes.
#[server]
pub async fn regenerate_backup_codes() -> Result<(), AppError> {
    proved(backup_codes::regenerate(&ctx::current().await?).await, PAGE)
}

/// The backup codes that were made a moment ago.
#[server]
pub async fn read_fresh_codes() -> Result<Option<Vec<String>>, AppError> {
    backup_codes::fresh(&ctx::current().await?).await
}

/// Puts them away.
#[server]
pub async fn put_codes_away() -> Result<(), AppError> {
    backup_codes::hide(&ctx::current().await?).await
}

/// Stops staff from turning it off, with the link from the mail.
#[server]
pub async fn keep_two_factor(token: String) -> Result<(), AppError> {
    resets::cancel(&ctx::current().await?, &token).await
}
