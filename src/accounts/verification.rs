//! Proof that an address belongs to somebody: the link from the mail, once more when it got lost.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde::{Deserialize, Serialize};

use super::{
    mail,
    sign_ins::{self, How, Wish},
    tokens,
    types::{LinkKind, SignedIn, Waiting, local_path},
    users::{self, Owner},
};
use crate::{
    entity::user,
    kernel::{AppError, Result, email::Email, time::now},
    server::{authn, config::MailTransport, ctx::Ctx},
};

/// Session key: the address that was registered in this browser, and where it wants to go.
const WAITING: &str = "waiting";

#[derive(Default, Serialize, Deserialize)]
struct Note {
    email: String,
    next: Option<String>,
}

/// Notes in the session which address this browser waits to confirm.
pub(super) async fn wait(ctx: &Ctx, email: &Email, next: Option<&str>) -> Result<()> {
    let before = note(ctx).await?.filter(|note| note.email == email.as_str()).and_then(|note| note.next);
    let note = Note { email: email.as_str().to_owned(), next: next.map(str::to_owned).or(before) };
    authn::remember_guest(ctx, WAITING, &note).await
}

async fn note(ctx: &Ctx) -> Result<Option<Note>> {
    authn::note(ctx, WAITING).await
}

/// What this browser waits for.
pub async fn waiting(ctx: &Ctx) -> Result<Waiting> {
    let config = ctx.app().config();
    let shown = config.is_development() && config.mail.transport == MailTransport::Files;
    Ok(Waiting { email: note(ctx).await?.map(|note| note.email), mails: shown.then(|| "/dev/mails".to_owned()) })
}

/// Confirms the address with the link from the mail and signs the person in on this device.
///
/// # Errors
/// Gone when the link was used, is too old or never existed; Forbidden when the account is suspended.
pub async fn verify(ctx: &Ctx, token: &str) -> Result<SignedIn> {
    authn::limit(ctx, "verify", "")?;
    let tx = ctx.db().begin().await?;
    let (_, found) = tokens::take(&tx, ctx.app().secrets(), LinkKind::Verify, token).await?;
    if found.email_verified_at.is_none() {
        let mut row = user::ActiveModel { id: Set(found.id), updated_at: Set(now()), ..Default::default() };
        row.email_verified_at = Set(Some(now()));
        row.status = Set("active".to_owned());
        row.update(&tx).await?;
    }
    users::record(&tx, &Owner::new(ctx, found.id), "user.verify_email", found.id, None).await?;
    tx.commit().await?;
    sign_ins::admit_id(ctx, found.id, How::Confirmation, Wish::default()).await
}

/// Sends the link once more when the address belongs to an account that waits for it. The answer is always the same.
///
/// # Errors
/// Invalid on `email`; Limited.
pub async fn resend(ctx: &Ctx, email: &str) -> Result<()> {
    let email = Email::parse(email).map_err(|why| AppError::invalid("email", why))?;
    authn::limit(ctx, "resend", email.as_str())?;
    let next = note(ctx).await?.filter(|note| note.email == email.as_str()).and_then(|note| note.next);
    authn::evenly(async {
        let Some(user) = users::by_email(ctx.db().read(), &email).await? else { return Ok(()) };
        if user.email_verified_at.is_some() || user.status == "suspended" {
            return Ok(());
        }
        let tx = ctx.db().begin().await?;
        let token = tokens::issue(&tx, ctx.app().secrets(), LinkKind::Verify, user.id, email.as_str()).await?;
        let next = next.as_deref().and_then(local_path);
        mail::verify(ctx.app().config(), &email, &user.name, &token, next).send(&tx).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}
