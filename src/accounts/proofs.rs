//! Fresh proof that it is the person, asked for before what a borrowed browser must not do. See `Ctx::require_recent`.

use super::{passkeys, two_factor, types::Proofs, users};
use crate::{
    kernel::{AppError, Result},
    server::{authn, ctx::Ctx},
};

/// By which means the person who is signed in can prove it.
///
/// # Errors
/// Unauthenticated.
pub async fn ways(ctx: &Ctx) -> Result<Proofs> {
    let user = ctx.myself()?;
    let row = users::by_id(ctx.db().read(), user.id).await?.ok_or(AppError::Unauthenticated)?;
    Ok(Proofs {
        password: !row.password_hash.is_empty(),
        code: two_factor::is_on(ctx.db().read(), user.id).await?,
        passkey: passkeys::has(ctx.db().read(), user.id).await?,
    })
}

/// Takes the password, or a code of the authenticator app or a backup code. It counts for ten minutes.
///
/// # Errors
/// Unauthenticated; Invalid on `password` or `code`; Limited.
pub async fn prove(ctx: &Ctx, password: &str, code: &str) -> Result<()> {
    let user = ctx.myself()?;
    authn::limit(ctx, "confirm", &user.id.to_string())?;
    if password.is_empty() && code.trim().is_empty() {
        return Err(AppError::invalid("", "Enter your password or a code."));
    }
    let how = if password.is_empty() { "code" } else { "password" };
    let right = match how {
        "code" => {
            let tx = ctx.db().begin().await?;
            let passed = two_factor::pass(&tx, ctx.app().secrets().vault(), user.id, code).await?;
            tx.commit().await?;
            passed.is_some()
        }
        _ => {
            let row = users::by_id(ctx.db().read(), user.id).await?.ok_or(AppError::Unauthenticated)?;
            authn::verify_password(ctx.app(), password, users::hash_of(&row)).await?
        }
    };
    if !right {
        let why = match how {
            "code" => "This code is not right, or it was used already. Enter the next one.",
            _ => "This is not your password. Try again.",
        };
        return Err(AppError::invalid(how, why));
    }
    note(ctx, how).await
}

/// Writes the proof down and gives the session a new id.
pub(super) async fn note(ctx: &Ctx, how: &str) -> Result<()> {
    let user = ctx.myself()?;
    let facts = serde_json::json!({ "how": how });
    users::record(ctx.db().write(), ctx, "session.confirm", user.id, Some(facts)).await?;
    authn::prove(ctx).await
}
