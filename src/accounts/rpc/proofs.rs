//! The fresh proof that it is the person.

use leptos::prelude::*;

use crate::{accounts::types::Proofs, kernel::AppError};
#[cfg(feature = "ssr")]
use crate::{
    accounts::{proofs, rpc::go_on},
    server::ctx,
};

/// By which means the person who is signed in can prove it.
#[server]
pub async fn list_proofs() -> Result<Proofs, AppError> {
    proofs::ways(&ctx::current().await?).await
}

/// Takes a password or a code and goes back to where the proof was asked for.
#[server]
pub async fn prove_it(
    #[server(default)] password: String,
    #[server(default)] code: String,
    #[server(default)] next: Option<String>,
) -> Result<(), AppError> {
    proofs::prove(&ctx::current().await?, &password, &code).await?;
    go_on(next.as_deref());
    Ok(())
}
