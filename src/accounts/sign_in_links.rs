//! Sign-in by a link from a mail: asked for, used. It is a first factor only.

use super::{
    mail,
    sign_ins::{self, How, Wish},
    tokens,
    types::{LinkKind, SignedIn},
    users::{self, Owner},
};
use crate::{
    kernel::{AppError, Result, email::Email},
    server::{authn, ctx::Ctx},
};

/// Sends a link by which one signs in, when the address has an account. An account whose address is not confirmed yet gets the
/// link that confirms it, which signs in too. The answer and its time are always the same.
///
/// # Errors
/// Invalid on `email`; Limited.
pub async fn ask(ctx: &Ctx, email: &str, next: Option<&str>) -> Result<()> {
    let email = Email::parse(email).map_err(|why| AppError::invalid("email", why))?;
    authn::limit(ctx, "sign-in-link", email.as_str())?;
    let next = Wish::new(false, next).next;
    authn::evenly(async {
        let Some(user) = users::by_email(ctx.db().read(), &email).await? else { return Ok(()) };
        if user.status == "suspended" {
            return Ok(());
        }
        let (config, secrets) = (ctx.app().config(), ctx.app().secrets());
        let confirmed = user.email_verified_at.is_some();
        let kind = if confirmed { LinkKind::SignIn } else { LinkKind::Verify };
        let tx = ctx.db().begin().await?;
        let token = tokens::issue(&tx, secrets, kind, user.id, email.as_str()).await?;
        let mail = match confirmed {
            true => mail::sign_in_link(config, &email, &user.name, &token, next.as_deref()),
            false => mail::verify(config, &email, &user.name, &token, next.as_deref()),
        };
        mail.send(&tx).await?;
        users::record(&tx, &Owner::new(ctx, user.id), "user.ask_sign_in_link", user.id, None).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Signs in with the link from the mail, or leads to the second step.
///
/// # Errors
/// Gone when the link was used, is too old or never existed; Forbidden when the account is suspended; Limited.
pub async fn enter(ctx: &Ctx, token: &str, wish: Wish) -> Result<SignedIn> {
    authn::limit(ctx, "use-sign-in-link", "")?;
    let tx = ctx.db().begin().await?;
    let (link, user) = tokens::take(&tx, ctx.app().secrets(), LinkKind::SignIn, token).await?;
    tx.commit().await?;
    if link.email != user.email {
        let why = "This link went to an address that the account does not have any more. Ask for a new one.";
        return Err(AppError::Gone(why.to_owned()));
    }
    sign_ins::admit(ctx, &user, How::MailLink, wish).await
}
