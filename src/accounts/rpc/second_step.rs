//! The second step of a sign-in.

use leptos::prelude::*;

use crate::kernel::AppError;
#[cfg(feature = "ssr")]
use crate::{
    accounts::{rpc::go_on, second_step},
    server::ctx,
};

/// Whether this browser is at its second step.
#[server]
pub async fn look_at_second_step() -> Result<(), AppError> {
    second_step::look(&ctx::current().await?).await
}

/// Takes a code of the app or a backup code and signs in.
#[server]
pub async fn enter_code(#[server(default)] code: String) -> Result<(), AppError> {
    let next = second_step::finish(&ctx::current().await?, &code).await?;
    go_on(next.as_deref());
    Ok(())
}
