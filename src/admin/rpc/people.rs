//! What staff ask about people.

use leptos::prelude::*;

use crate::{
    admin::types::users::{Asked, People, Person, Visit},
    kernel::{AppError, id::UserId},
};

/// One page of the people with an account.
#[server]
pub async fn list_users(#[server(default)] asked: Asked) -> Result<People, AppError> {
    let staff = crate::server::ctx::staff().await?;
    crate::admin::users::list(&staff, &asked).await
}

/// One person with everything that staff decide by.
#[server]
pub async fn open_user(user: UserId) -> Result<Person, AppError> {
    let staff = crate::server::ctx::staff().await?;
    crate::admin::users::open(&staff, user).await
}

/// Closes an account and signs its devices out.
#[server]
pub async fn suspend_user(user: UserId, #[server(default)] reason: String) -> Result<(), AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::users::suspend(&admin, user, &reason).await
}

/// Opens a suspended account again.
#[server]
pub async fn lift_suspension(user: UserId) -> Result<(), AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::users::lift(&admin, user).await
}

/// Takes an address as the person's without the link from the mail.
#[server]
pub async fn confirm_by_hand(user: UserId) -> Result<(), AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::users::confirm(&admin, user).await
}

/// Changes what somebody is on the platform.
#[server]
pub async fn set_platform_role(user: UserId, #[server(default)] role: String) -> Result<(), AppError> {
    let admin = crate::server::ctx::admin().await?;
    crate::admin::users::set_role(&admin, user, &role).await
}

/// When staff acted in the name of whoever asks, and what was done.
#[server]
pub async fn list_visits() -> Result<Vec<Visit>, AppError> {
    let ctx = crate::server::ctx::current().await?;
    crate::admin::impersonations::of_me(&ctx).await
}
