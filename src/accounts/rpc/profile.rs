//! What the pages of a person's own account ask the server.

use leptos::prelude::*;

use crate::{
    accounts::types::profile::{AddressChange, Profile},
    kernel::AppError,
};
#[cfg(feature = "ssr")]
use crate::{
    accounts::{addresses, avatars, notices, passwords, profiles, types::profile::Notice},
    server::ctx,
};

/// The profile of the person who is signed in.
#[server]
pub async fn read_profile() -> Result<Profile, AppError> {
    profiles::read(&ctx::current().await?).await
}

/// Changes the name.
#[server]
pub async fn rename_me(#[server(default)] name: String) -> Result<(), AppError> {
    profiles::rename(&ctx::current().await?, &name).await
}

/// Changes language and time zone.
#[server]
pub async fn change_my_region(
    #[server(default)] locale: String,
    #[server(default)] time_zone: String,
) -> Result<(), AppError> {
    profiles::change_region(&ctx::current().await?, &locale, &time_zone).await
}

/// Changes the colours of the dashboard.
#[server]
pub async fn change_theme(#[server(default)] theme: String) -> Result<(), AppError> {
    profiles::change_theme(&ctx::current().await?, &theme).await
}

/// Keeps which mails the person wants.
#[server]
pub async fn save_notices(
    #[server(default)] new_message: bool,
    #[server(default)] task_assigned: bool,
    #[server(default)] abuse_notice: bool,
    #[server(default)] new_sign_in: bool,
    #[server(default)] product_news: bool,
) -> Result<(), AppError> {
    let ticked = [new_message, task_assigned, abuse_notice, new_sign_in, product_news];
    let wanted: Vec<_> = Notice::ALL.into_iter().zip(ticked).filter(|(_, tick)| *tick).map(|(kind, _)| kind).collect();
    notices::save(&ctx::current().await?, &wanted).await
}

/// Takes the person's picture away.
#[server]
pub async fn remove_avatar() -> Result<(), AppError> {
    avatars::remove(&ctx::current().await?).await
}

/// Changes the password with the old one.
#[server]
pub async fn change_password(
    #[server(default)] old: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    passwords::change(&ctx::current().await?, &old, &password).await
}

/// Asks for another address.
#[server]
pub async fn ask_address(
    #[server(default)] email: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    addresses::ask(&ctx::current().await?, &email, &password).await
}

/// Takes the wish for another address back.
#[server]
pub async fn cancel_address() -> Result<(), AppError> {
    addresses::cancel(&ctx::current().await?).await
}

/// What the link to a new address is about; changes nothing.
#[server]
pub async fn look_at_address(token: String) -> Result<AddressChange, AppError> {
    addresses::look(&ctx::current().await?, &token).await
}

/// Confirms a new address.
#[server]
pub async fn confirm_address(token: String) -> Result<(), AppError> {
    addresses::confirm(&ctx::current().await?, &token).await?;
    leptos_axum::redirect("/account?address=changed");
    Ok(())
}

/// What the link to the old address is about; changes nothing.
#[server]
pub async fn look_at_undo(token: String) -> Result<AddressChange, AppError> {
    addresses::look_at_undo(&ctx::current().await?, &token).await
}

/// Takes a change of address back.
#[server]
pub async fn undo_address(token: String) -> Result<(), AppError> {
    addresses::undo(&ctx::current().await?, &token).await?;
    leptos_axum::redirect("/forgot-password?sent=yes");
    Ok(())
}
