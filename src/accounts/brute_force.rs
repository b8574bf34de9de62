//! Guessed passwords: how long the next try of an account has to wait, and who does not have to wait for others' guesses.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{sessions::device, users};
use crate::{
    entity::audit,
    kernel::{Result, email::Email},
    server::{
        authn,
        ctx::Ctx,
        threats::Sign,
        tries::{ACCOUNT, KNOWN_DEVICE, NETWORK},
    },
};

/// Sign-ins that are looked through for the device.
const REMEMBERED: u64 = 30;

/// Whose patience is counted for one try.
pub struct Guess {
    account: String,
    network: String,
    /// The key of this device with this account, when its owner has signed in on it before.
    device: Option<String>,
}

/// Whether somebody may try a password now.
///
/// # Errors
/// Limited, with the seconds to wait.
pub async fn may_try(ctx: &Ctx, email: &Email) -> Result<Guess> {
    let tries = ctx.app().tries();
    let (account, network) = (format!("account {}", email.as_str()), format!("network {}", ctx.client().place()));
    tries.check(&network)?;
    let waits = tries.check(&account);
    let mut guess = Guess { account, network, device: None };
    // Only while strangers keep the account waiting it matters whether this is a stranger.
    if waits.is_ok() {
        return Ok(guess);
    }
    if !authn::evenly(is_known(ctx, email)).await? {
        return waits.map(|()| guess);
    }
    let key = format!("device {} {} {}", email.as_str(), ctx.client().ip_prefix(), device(&ctx.client().user_agent).0);
    tries.check(&key)?;
    guess.device = Some(key);
    Ok(guess)
}

/// Notes a wrong password.
pub async fn wrong(ctx: &Ctx, guess: &Guess) {
    let tries = ctx.app().tries();
    match &guess.device {
        Some(device) => tries.wrong(device, KNOWN_DEVICE),
        None => tries.wrong(&guess.account, ACCOUNT),
    }
    tries.wrong(&guess.network, NETWORK);
    ctx.app().threats().score(ctx.client().net(), Sign::WrongPassword, "/sign-in").await;
}

/// Notes the right password. Others' guesses still keep strangers waiting when it came from a known device.
pub fn right(ctx: &Ctx, guess: &Guess) {
    ctx.app().tries().right(guess.device.as_ref().unwrap_or(&guess.account));
}

/// Whether the owner of an account has signed in from this network with this browser before.
async fn is_known(ctx: &Ctx, email: &Email) -> Result<bool> {
    let db = ctx.db().read();
    let Some(user) = users::by_email(db, email).await? else { return Ok(false) };
    let before: Vec<Option<serde_json::Value>> = audit::Entity::find()
        .select_only()
        .column(audit::Column::New)
        .filter(audit::Column::UserId.eq(user.id))
        .filter(audit::Column::Action.eq("session.sign_in"))
        .order_by_desc(audit::Column::At)
        .limit(REMEMBERED)
        .into_tuple()
        .all(db)
        .await?;
    let (place, device) = (ctx.client().ip_prefix(), device(&ctx.client().user_agent).0);
    let same = |seen: &serde_json::Value| seen["place"] == place.as_str() && seen["device"] == device.as_str();
    Ok(before.iter().flatten().any(same))
}
