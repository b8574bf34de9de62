//! Half signed in: the first factor was right, the second is asked for. Until then the session opens nothing.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{
    mail,
    sign_ins::{self, How, Wish},
    two_factor::{self, Passed},
    users,
};
use crate::{
    kernel::{
        AppError, Result,
        email::Email,
        id::UserId,
        time::{Time, now},
    },
    server::{
        authn::{self, Beginning},
        ctx::Ctx,
        error::internal,
    },
};

/// Session key: whose second step this browser is at.
const WAITING: &str = "second_step";
/// How many minutes it can take.
const MINUTES: i64 = 10;
/// Wrong codes before it has to begin anew.
const TRIES: u8 = 5;

#[derive(Clone, Serialize, Deserialize)]
struct Waiting {
    user: UserId,
    how: How,
    wish: Wish,
    until: Time,
    tries: u8,
}

/// Begins the second step: a new session id under which nobody is signed in.
pub(super) async fn begin(ctx: &Ctx, user: UserId, how: How, wish: Wish) -> Result<()> {
    let waiting = Waiting { user, how, wish, until: now() + TimeDelta::minutes(MINUTES), tries: 0 };
    authn::half_sign_in(ctx, WAITING, &waiting, MINUTES).await
}

async fn waiting(ctx: &Ctx) -> Result<Waiting> {
    let found: Option<Waiting> = authn::note(ctx, WAITING).await?;
    found.filter(|waiting| waiting.until > now()).ok_or_else(|| {
        AppError::Gone("This sign-in took longer than 10 minutes, or it has ended. Sign in again.".to_owned())
    })
}

/// Whether this browser is at its second step.
///
/// # Errors
/// Gone when it is not.
pub async fn look(ctx: &Ctx) -> Result<()> {
    waiting(ctx).await.map(drop)
}

/// Takes the code and signs in; gives where the person wanted to go.
///
/// # Errors
/// Gone when nothing was begun, it took too long or five codes were wrong; Invalid on `code`; Forbidden when the account is
/// suspended; Limited.
pub async fn finish(ctx: &Ctx, code: &str) -> Result<Option<String>> {
    let mut waiting = waiting(ctx).await?;
    let user = waiting.user;
    authn::limit(ctx, "second-step", &user.to_string())?;
    let tx = ctx.db().begin().await?;
    let Some(passed) = two_factor::pass(&tx, ctx.app().secrets().vault(), user, code).await? else {
        drop(tx);
        waiting.tries += 1;
        if waiting.tries >= TRIES {
            authn::drop_note(ctx, WAITING).await?;
            return Err(AppError::Gone("Five codes were wrong. Sign in again to go on.".to_owned()));
        }
        authn::put(ctx, WAITING, &waiting).await?;
        let why =
            "This code is not right, or it was used already. Enter the next one that your app shows, or a backup code.";
        return Err(AppError::invalid("code", why));
    };
    let person = users::by_id(&tx, user).await?.ok_or(AppError::Unauthenticated)?;
    if let Passed::Backup(left) = passed {
        let email = Email::parse(&person.email).map_err(|why| internal("stored address", why))?;
        mail::backup_code_used(ctx.app().config(), &email, &person.name, left).send(&tx).await?;
    }
    tx.commit().await?;
    let beginning = Beginning { remember: waiting.wish.remember, two_factors: true };
    sign_ins::enter(ctx, &person, &waiting.how, beginning).await?;
    Ok(waiting.wish.next)
}
