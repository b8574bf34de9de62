//! Other sites to sign in with.

use leptos::prelude::*;

use crate::{
    accounts::types::{Linked, NewcomerView, SignInWays},
    kernel::{AppError, id::ExternalIdentityId},
};
#[cfg(feature = "ssr")]
use crate::{
    accounts::{
        providers,
        rpc::{arrive, proved, typed::keep},
        sign_ins::Wish,
        types::FinishRegistration as LastStep,
    },
    server::ctx,
};

/// Where linked accounts are listed.
#[cfg(feature = "ssr")]
const PAGE: &str = "/account/security";
/// The page that leads to the other site.
#[cfg(feature = "ssr")]
const LEAVE: &str = "/sign-in/leave";

/// The ways to sign in that are offered beside password and mail.
#[server]
pub async fn read_sign_in_ways() -> Result<SignInWays, AppError> {
    Ok(providers::ways(&ctx::current().await?))
}

/// Sends the browser to another site to sign in there.
#[server]
pub async fn sign_in_with(provider: String, #[server(default)] next: Option<String>) -> Result<(), AppError> {
    providers::begin(&ctx::current().await?, &provider, false, Wish::new(false, next.as_deref())).await?;
    leptos_axum::redirect(LEAVE);
    Ok(())
}

/// Sends the browser to another site to link an account there.
#[server]
pub async fn link_with(provider: String) -> Result<(), AppError> {
    proved(providers::begin(&ctx::current().await?, &provider, true, Wish::default()).await, PAGE)?;
    leptos_axum::redirect(LEAVE);
    Ok(())
}

/// The other sites and which of them are linked.
#[server]
pub async fn list_linked() -> Result<Vec<Linked>, AppError> {
    providers::linked(&ctx::current().await?).await
}

/// Unlinks an account elsewhere.
#[server]
pub async fn unlink_identity(identity: ExternalIdentityId) -> Result<(), AppError> {
    proved(providers::unlink(&ctx::current().await?, identity).await, PAGE)
}

/// Who is about to register with another site.
#[server]
pub async fn look_at_newcomer() -> Result<NewcomerView, AppError> {
    providers::look(&ctx::current().await?).await
}

/// Makes the account of somebody who came back from another site, and signs in.
#[server]
pub async fn finish_registration(
    #[server(default)] name: String,
    #[server(default)] terms: bool,
    #[server(default)] marketing: bool,
) -> Result<(), AppError> {
    let ctx = ctx::current().await?;
    let typed = [("name", name.clone()), ("terms", terms.to_string()), ("marketing", marketing.to_string())];
    let fields = typed.each_ref().map(|(field, text)| (*field, text.as_str()));
    let input = LastStep { name, terms, marketing };
    let (done, next) = keep(providers::register(&ctx, input).await, &fields)?;
    arrive(done, next.as_deref());
    Ok(())
}
