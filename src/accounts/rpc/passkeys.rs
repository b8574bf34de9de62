//! Passkeys: what the browser is asked, and what it answered.

use leptos::prelude::*;

use crate::{
    accounts::types::PasskeyRow,
    kernel::{AppError, id::PasskeyId},
};
#[cfg(feature = "ssr")]
use crate::{
    accounts::{
        passkeys,
        rpc::{arrive, go_on, proved},
        sign_ins::Wish,
    },
    server::ctx,
};

/// Where passkeys are listed.
#[cfg(feature = "ssr")]
const PAGE: &str = "/account/security";

/// The passkeys of the person who is signed in.
#[server]
pub async fn list_passkeys() -> Result<Vec<PasskeyRow>, AppError> {
    passkeys::list(&ctx::current().await?).await
}

/// Begins to add one; gives what the browser is asked.
#[server]
pub async fn begin_passkey() -> Result<String, AppError> {
    proved(passkeys::begin(&ctx::current().await?).await, PAGE)
}

/// Stores what the browser answered.
#[server]
pub async fn add_passkey(name: String, answer: String) -> Result<(), AppError> {
    proved(passkeys::add(&ctx::current().await?, &name, &answer).await, PAGE)
}

/// Gives a passkey another name.
#[server]
pub async fn rename_passkey(passkey: PasskeyId, #[server(default)] name: String) -> Result<(), AppError> {
    passkeys::rename(&ctx::current().await?, passkey, &name).await
}

/// Removes a passkey.
#[server]
pub async fn remove_passkey(passkey: PasskeyId) -> Result<(), AppError> {
    proved(passkeys::remove(&ctx::current().await?, passkey).await, PAGE)
}

/// Begins a sign-in; gives what the browser is asked.
#[server]
pub async fn begin_passkey_sign_in() -> Result<String, AppError> {
    passkeys::begin_sign_in(&ctx::current().await?).await
}

/// Signs in with what the browser answered.
#[server]
pub async fn sign_in_by_passkey(
    answer: String,
    #[server(default)] remember: bool,
    #[server(default)] next: Option<String>,
) -> Result<(), AppError> {
    let wish = Wish::new(remember, next.as_deref());
    let done = passkeys::sign_in(&ctx::current().await?, &answer, wish).await?;
    arrive(done, next.as_deref());
    Ok(())
}

/// Begins the proof that it is the person; gives what the browser is asked.
#[server]
pub async fn begin_passkey_proof() -> Result<String, AppError> {
    passkeys::begin_proof(&ctx::current().await?).await
}

/// Takes what the browser answered as the proof.
#[server]
pub async fn prove_by_passkey(answer: String, #[server(default)] next: Option<String>) -> Result<(), AppError> {
    passkeys::prove(&ctx::current().await?, &answer).await?;
    go_on(next.as_deref());
    Ok(())
}
