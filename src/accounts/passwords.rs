//! Passwords: forgotten, chosen anew.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use super::{
    mail, sessions,
    sign_ins::{self, How, Wish},
    tokens,
    types::{LinkKind, SignedIn, strength},
    users::{self, Owner},
};
use crate::{
    entity::user,
    kernel::{AppError, Result, email::Email, time::now},
    server::{authn, ctx::Ctx, error::internal},
};

/// Sends a link for a new password when the address has an account. The answer is always the same.
///
/// # Errors
/// Invalid on `email`; Limited.
pub async fn forgot(ctx: &Ctx, email: &str) -> Result<()> {
    let email = Email::parse(email).map_err(|why| AppError::invalid("email", why))?;
    authn::limit(ctx, "forgot", email.as_str())?;
    authn::evenly(async {
        let Some(user) = users::by_email(ctx.db().read(), &email).await? else { return Ok(()) };
        if user.status == "suspended" {
            return Ok(());
        }
        let tx = ctx.db().begin().await?;
        let token = tokens::issue(&tx, ctx.app().secrets(), LinkKind::Reset, user.id, email.as_str()).await?;
        mail::reset(ctx.app().config(), &email, &user.name, &token).send(&tx).await?;
        users::record(&tx, &Owner::new(ctx, user.id), "user.forgot_password", user.id, None).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Sets a new password with the link from the mail, signs every device out and this one in, or leads it to the second step. The link also proves the
/// address.
///
/// # Errors
/// Gone when the link was used, is too old or never existed; Invalid on `password`; Forbidden when suspended; Limited.
pub async fn reset(ctx: &Ctx, token: &str, password: &str) -> Result<SignedIn> {
    authn::limit(ctx, "reset", "")?;
    // A refused password must not use the link up, so it is looked at first.
    let link = tokens::look(ctx, LinkKind::Reset, token).await?;
    strength::check(password, &link.name, &link.email).map_err(|why| AppError::invalid("password", why))?;
    let hash = authn::hash_password(ctx.app(), password).await?;
    let tx = ctx.db().begin().await?;
    let (_, found) = tokens::take(&tx, ctx.app().secrets(), LinkKind::Reset, token).await?;
    let email = Email::parse(&found.email).map_err(|why| internal("stored address", why))?;
    user::ActiveModel {
        id: Set(found.id),
        password_hash: Set(hash),
        email_verified_at: Set(Some(found.email_verified_at.unwrap_or_else(now))),
        status: Set("active".to_owned()),
        updated_at: Set(now()),
        ..Default::default()
    }
    .update(&tx)
    .await?;
    tokens::retire(&tx, LinkKind::Verify, found.id).await?;
    sessions::end_all(&tx, ctx.app(), found.id).await?;
    mail::password_changed(ctx.app().config(), &email, &found.name).send(&tx).await?;
    users::record(&tx, &Owner::new(ctx, found.id), "user.reset_password", found.id, None).await?;
    tx.commit().await?;
    sign_ins::admit_id(ctx, found.id, How::NewPassword, Wish::default()).await
}

/// The account of the person who is signed in, when this is its password. Everything that cannot be undone asks for it.
///
/// # Errors
/// Unauthenticated; Invalid on `password`; Limited.
pub async fn confirm(ctx: &Ctx, password: &str) -> Result<user::Model> {
    let user = ctx.myself()?;
    authn::limit(ctx, "confirm-password", &user.email)?;
    let row = user::Entity::find_by_id(user.id).one(ctx.db().write()).await?.ok_or(AppError::Unauthenticated)?;
    let fits = password.chars().count() <= strength::MAX
        && authn::verify_password(ctx.app(), password, users::hash_of(&row)).await?;
    if fits { Ok(row) } else { Err(AppError::invalid("password", "This is not your password. Type it again.")) }
}

/// Changes the password of the person who is signed in, with the old one; every other device is signed out.
///
/// # Errors
/// Unauthenticated; Invalid on `old` or `password`; Limited.
pub async fn change(ctx: &Ctx, old: &str, password: &str) -> Result<()> {
    let row = confirm(ctx, old).await.map_err(|error| match error.field("password") {
        Some(why) => AppError::invalid("old", why),
        None => error,
    })?;
    strength::check(password, &row.name, &row.email).map_err(|why| AppError::invalid("password", why))?;
    if old == password {
        return Err(AppError::invalid("password", "This is your old password. Choose another one."));
    }
    let hash = authn::hash_password(ctx.app(), password).await?;
    let email = Email::parse(&row.email).map_err(|why| internal("stored address", why))?;
    let tx = ctx.db().begin().await?;
    user::ActiveModel { id: Set(row.id), password_hash: Set(hash), updated_at: Set(now()), ..Default::default() }
        .update(&tx)
        .await?;
    sessions::end_others(&tx, ctx, row.id).await?;
    tokens::retire(&tx, LinkKind::Reset, row.id).await?;
    mail::personal::password_changed(ctx.app().config(), &email, &row.name).send(&tx).await?;
    users::record(&tx, ctx, "user.change_password", row.id, None).await?;
    tx.commit().await?;
    // An id that somebody else may know is worth nothing from here on.
    authn::renew(ctx).await
}
