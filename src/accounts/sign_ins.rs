//! The one way in. Every method of signing in ends here: suspended and unconfirmed accounts are stopped, a second step is asked for
//! where the account has one, the audit log and the owner of the account are told.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    devices, operator, second_step, sessions, standing, two_factor,
    types::{SignedIn, local_path},
    users::{self, Owner},
    verification,
};
use crate::{
    entity::user,
    kernel::{AppError, Result, email::Email, id::UserId},
    server::{
        authn::{self, Beginning},
        ctx::Ctx,
        error::internal,
    },
};

/// By which method somebody signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum How {
    /// Address and password.
    Password,
    /// A link from a mail.
    MailLink,
    /// The link that confirms the address.
    Confirmation,
    /// The link by which a new password was chosen.
    NewPassword,
    /// A passkey that checked its owner.
    Passkey,
    /// Another site, by its name in the configuration.
    Provider(String),
}

impl How {
    /// The word in the audit log.
    pub fn word(&self) -> &str {
        match self {
            Self::Password => "password",
            Self::MailLink => "mail link",
            Self::Confirmation => "confirmation",
            Self::NewPassword => "new password",
            Self::Passkey => "passkey",
            Self::Provider(name) => name,
        }
    }

    /// Whether it is two factors by itself: something that the person has, and that checked who holds it.
    fn is_two_factors(&self) -> bool {
        matches!(self, Self::Passkey)
    }
}

/// What somebody who signs in wants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// 30 days instead of 12 hours.
    pub remember: bool,
    /// Where to go afterwards, a path of ours.
    pub next: Option<String>,
}

impl Wish {
    /// With a path that was typed or came in an address.
    pub fn new(remember: bool, next: Option<&str>) -> Self {
        Self { remember, next: next.and_then(local_path).map(str::to_owned) }
    }
}

/// Lets somebody in whose first factor was right, or leads them to what is still missing.
///
/// # Errors
/// Forbidden when the account is suspended.
pub async fn admit(ctx: &Ctx, user: &user::Model, how: How, wish: Wish) -> Result<SignedIn> {
    refuse_suspended(ctx, user).await?;
    if user.email_verified_at.is_none() {
        let email = Email::parse(&user.email).map_err(|why| internal("stored address", why))?;
        verification::wait(ctx, &email, wish.next.as_deref()).await?;
        return Ok(SignedIn::Unverified);
    }
    if !how.is_two_factors() && two_factor::is_on(ctx.db().write(), user.id).await? {
        second_step::begin(ctx, user.id, how, wish).await?;
        return Ok(SignedIn::SecondStep);
    }
    let two_factors = how.is_two_factors();
    enter(ctx, user, &how, Beginning { remember: wish.remember, two_factors }).await?;
    Ok(SignedIn::Yes(user.id))
}

/// Like [`admit`], by id: for links that have just changed the account.
pub(super) async fn admit_id(ctx: &Ctx, id: UserId, how: How, wish: Wish) -> Result<SignedIn> {
    let user = users::by_id(ctx.db().write(), id).await?.ok_or(AppError::Unauthenticated)?;
    admit(ctx, &user, how, wish).await
}

/// Begins the session of somebody who has proved everything.
pub(super) async fn enter(ctx: &Ctx, user: &user::Model, how: &How, beginning: Beginning) -> Result<()> {
    refuse_suspended(ctx, user).await?;
    let device = sessions::device(&ctx.client().user_agent).0;
    let facts = json!({
        "device": device,
        "place": ctx.client().ip_prefix(),
        "how": how.word(),
        "two_factors": beginning.two_factors,
    });
    let tx = ctx.db().begin().await?;
    users::record(&tx, &Owner::new(ctx, user.id), "session.sign_in", user.id, Some(facts)).await?;
    devices::greet(&tx, ctx, user, &device).await?;
    tx.commit().await?;
    authn::sign_in(ctx, user.id, beginning).await
}

async fn refuse_suspended(ctx: &Ctx, user: &user::Model) -> Result<()> {
    if user.status != "suspended" {
        return Ok(());
    }
    let contact = operator::contact(ctx.app().config());
    Err(standing::refusal(ctx.db().read(), user.id, &contact).await)
}
