//! Passwords: forgotten, chosen anew.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};

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
    sessions::end_all(&tx, found.id).await?;
    mail::password_changed(ctx.app().config(), &email, &found.name).send(&tx).await?;
    users::record(&tx, &Owner::new(ctx, found.id), "user.reset_password", found.id, None).await?;
    tx.commit().await?;
    sign_ins::admit_id(ctx, found.id, How::NewPassword, Wish::default()).await
}
