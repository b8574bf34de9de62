//! Sign-in by a link from a mail.

use leptos::prelude::*;

use crate::kernel::AppError;
#[cfg(feature = "ssr")]
use crate::{
    accounts::{
        rpc::{arrive, typed::keep},
        sign_in_links,
        sign_ins::Wish,
    },
    server::ctx,
};

/// Sends a link that signs in; the answer does not tell whether the address was known.
#[server]
pub async fn ask_sign_in_link(
    #[server(default)] email: String,
    #[server(default)] next: Option<String>,
) -> Result<(), AppError> {
    let ctx = ctx::current().await?;
    keep(sign_in_links::ask(&ctx, &email, next.as_deref()).await, &[("email", &email)])?;
    leptos_axum::redirect("/sign-in/mail?sent=yes");
    Ok(())
}

/// Signs in with the link from a mail.
#[server]
pub async fn use_sign_in_link(
    token: String,
    #[server(default)] remember: bool,
    #[server(default)] next: Option<String>,
) -> Result<(), AppError> {
    let wish = Wish::new(remember, next.as_deref());
    let done = sign_in_links::enter(&ctx::current().await?, &token, wish).await?;
    arrive(done, next.as_deref());
    Ok(())
}
