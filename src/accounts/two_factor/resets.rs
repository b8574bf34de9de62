//! Two-factor sign-in turned off by staff for somebody who lost the app and the backup codes: told at once, done a day later, and the
//! owner of the account can stop it until then.

use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{address, erase, is_on};
use crate::{
    accounts::{
        mail, sessions, tokens,
        types::LinkKind,
        users::{self, Owner},
    },
    kernel::{
        AppError, Result,
        id::{TokenId, UserId},
        time::Time,
    },
    server::{
        authn,
        ctx::{Ctx, StaffCtx, System},
        error::internal,
        outbox,
    },
};

/// The outbox topic of the reset that is due.
pub const TOPIC: &str = "reset-two-factor";

/// What is due: the link that would have stopped it.
#[derive(Serialize, Deserialize)]
struct Due {
    token: TokenId,
}

/// Plans to turn an account's second step off in 24 hours, and writes to its owner, who can stop it. A later plan takes the place
/// of an earlier one. Gives when it happens.
///
/// # Errors
/// NotFound when there is no such person; Conflict when the account has no second step.
pub async fn schedule_reset(staff: &StaffCtx, user: UserId) -> Result<Time> {
    let tx = staff.db().begin().await?;
    let person = users::by_id(&tx, user).await?.ok_or_else(|| AppError::not_found("person"))?;
    if !is_on(&tx, user).await? {
        return Err(AppError::Conflict("This account has no two-factor sign-in.".to_owned()));
    }
    let secrets = staff.app().secrets();
    let token = tokens::issue(&tx, secrets, LinkKind::KeepTwoFactor, user, &person.email).await?;
    let (row, _) = tokens::find(&tx, secrets, LinkKind::KeepTwoFactor, &token).await?;
    let due = Due { token: row.id };
    outbox::put_once(&tx, TOPIC, &due, &format!("{TOPIC} {}", row.id), row.expires_at).await?;
    let facts = json!({ "due": row.expires_at });
    users::record(&tx, staff, "two_factor.schedule_reset", user, Some(facts)).await?;
    let mail = mail::two_factor_reset(staff.app().config(), &address(&person.email)?, &person.name, &token);
    mail.send(&tx).await?;
    tx.commit().await?;
    Ok(row.expires_at)
}

/// Stops a planned reset with the link from the mail.
///
/// # Errors
/// Gone when the link was used, is too old or never existed; Limited.
pub async fn cancel(ctx: &Ctx, token: &str) -> Result<()> {
    authn::limit(ctx, "keep-two-factor", "")?;
    let tx = ctx.db().begin().await?;
    let (_, person) = tokens::take(&tx, ctx.app().secrets(), LinkKind::KeepTwoFactor, token).await?;
    users::record(&tx, &Owner::new(ctx, person.id), "two_factor.cancel_reset", person.id, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Does what is due, unless it was stopped or planned anew. The outbox calls it, perhaps twice.
///
/// # Errors
/// Internal.
pub async fn carry_out(system: &System, payload: Value) -> Result<()> {
    let due: Due = serde_json::from_value(payload).map_err(|error| internal("a planned reset", error))?;
    let tx = system.db().begin().await?;
    let Some(user) = tokens::use_up(&tx, due.token).await? else { return Ok(()) };
    turn_off(&tx, system, user).await?;
    tx.commit().await?;
    Ok(())
}

async fn turn_off<C: ConnectionTrait>(tx: &C, system: &System, user: UserId) -> Result<()> {
    let Some(person) = users::by_id(tx, user).await? else { return Ok(()) };
    if !is_on(tx, user).await? {
        return Ok(());
    }
    erase(tx, user).await?;
    sessions::end_all(tx, system.app(), user).await?;
    users::record(tx, system, "two_factor.reset", user, None).await?;
    mail::two_factor_off(system.app().config(), &address(&person.email)?, &person.name).send(tx).await
}
