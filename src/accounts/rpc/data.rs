//! What the pages about a person's own data ask the server.

use leptos::prelude::*;

use crate::{accounts::types::data::MyData, kernel::AppError};
#[cfg(feature = "ssr")]
use crate::{
    accounts::{deletions, exports},
    server::ctx,
};

/// Copies, workspaces, and whether the account will be erased.
#[server]
pub async fn read_my_data() -> Result<MyData, AppError> {
    deletions::read(&ctx::current().await?).await
}

/// Asks for a copy of all data.
#[server]
pub async fn ask_export() -> Result<(), AppError> {
    exports::ask(&ctx::current().await?).await
}

/// Asks to delete the account; signs out everywhere.
#[server]
pub async fn delete_account(
    #[server(default)] password: String,
    #[server(default)] with_workspaces: bool,
) -> Result<(), AppError> {
    deletions::ask(&ctx::current().await?, &password, with_workspaces).await?;
    leptos_axum::redirect("/sign-in");
    Ok(())
}

/// Keeps the account.
#[server]
pub async fn keep_account() -> Result<(), AppError> {
    deletions::keep(&ctx::current().await?).await?;
    leptos_axum::redirect("/w");
    Ok(())
}
