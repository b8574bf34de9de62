//! Signed-in devices: signed in, listed, signed out from elsewhere.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};
use serde_json::json;

use super::{
    brute_force,
    sign_ins::{self, How, Wish},
    types::{SessionRow, SignIn, SignedIn, strength},
    users,
};
use crate::{
    admin::impersonations,
    entity::user,
    kernel::{
        AppError, FieldErrors, Result,
        email::Email,
        id::{SessionId, UserId},
    },
    server::{
        app::App,
        audit::{self, Change},
        authn,
        ctx::{Ctx, System},
    },
};

/// Signs somebody in with address and password, or leads them to what is still missing. Words and time are the same for a wrong address and a wrong password.
///
/// # Errors
/// Invalid; Forbidden when the account is suspended (told after the right password only); Limited.
pub async fn sign_in(ctx: &Ctx, input: SignIn) -> Result<SignedIn> {
    let mut errors = FieldErrors::default();
    let email = Email::parse(&input.email).map_err(|why| errors.add("email", why));
    if input.password.is_empty() {
        errors.add("password", "Enter your password.");
    }
    let Ok(email) = email else { return Err(AppError::Invalid(errors)) };
    errors.into_result()?;
    let guess = brute_force::may_try(ctx, &email).await?;
    let wrong = || AppError::invalid("", "E-mail address or password is wrong. Check both, or choose a new password.");
    let found = users::by_email(ctx.db().read(), &email).await?;
    let hash = found.as_ref().and_then(users::hash_of);
    // More than a password can have: not worth a hash, but worth the same words.
    let right = input.password.chars().count() <= strength::MAX
        && authn::verify_password(ctx.app(), &input.password, hash).await?;
    if !right {
        brute_force::wrong(ctx, &guess).await;
    }
    let user = found.filter(|_| right).ok_or_else(wrong)?;
    brute_force::right(ctx, &guess);
    renew_hash(ctx, &user, &input.password).await?;
    sign_ins::admit(ctx, &user, How::Password, Wish::new(input.remember, input.next.as_deref())).await
}

/// Stores a new hash when the parameters have risen.
async fn renew_hash(ctx: &Ctx, user: &user::Model, password: &str) -> Result<()> {
    if authn::needs_rehash(&user.password_hash) {
        let hash = authn::hash_password(ctx.app(), password).await?;
        let row = user::ActiveModel { id: Set(user.id), password_hash: Set(hash), ..Default::default() };
        row.update(ctx.db().write()).await?;
    }
    Ok(())
}

/// Signs this device out. Staff in somebody's name ends the visit with it.
pub async fn sign_out(ctx: &Ctx) -> Result<()> {
    if ctx.impersonation().is_some() {
        impersonations::stop(ctx).await?;
        return authn::sign_out(ctx).await;
    }
    if let Some(user) = ctx.user_maybe() {
        users::record(ctx.db().write(), ctx, "session.sign_out", user.id, None).await?;
    }
    authn::sign_out(ctx).await
}

/// The devices of the person who is signed in, this one first, then by when they were last seen. At most a hundred.
///
/// # Errors
/// Unauthenticated.
pub async fn list(ctx: &Ctx) -> Result<Vec<SessionRow>> {
    let user = ctx.user()?;
    let this = authn::session_key(ctx).unwrap_or_default();
    let rows = ctx.app().sessions().of(ctx.db().read(), user.id).await?;
    let mut list: Vec<SessionRow> = rows
        .into_iter()
        .map(|row| {
            let (device, handheld) = device(&row.user_agent);
            SessionRow {
                id: row.id,
                device,
                handheld,
                place: row.ip_prefix,
                signed_in_at: row.created_at,
                last_seen_at: row.last_seen_at,
                current: row.key_hash == this,
            }
        })
        .collect();
    list.sort_by_key(|row| !row.current);
    Ok(list)
}

/// Signs one device out. This device may sign itself out too.
///
/// # Errors
/// Unauthenticated; Unproved; Forbidden for staff in somebody's name; NotFound when it is not a session of this person.
pub async fn revoke(ctx: &Ctx, id: SessionId) -> Result<()> {
    let user = ctx.myself()?;
    ctx.require_recent().await?;
    let tx = ctx.db().begin().await?;
    let ended = ctx.app().sessions().end(&tx, user.id, id).await?;
    let row = ended.ok_or_else(|| AppError::not_found("session"))?;
    let old = json!({ "device": device(&row.user_agent).0, "place": row.ip_prefix });
    users::record(&tx, ctx, "session.revoke", user.id, Some(old)).await?;
    tx.commit().await?;
    if authn::session_key(ctx).is_some_and(|key| key == row.key_hash) { authn::sign_out(ctx).await } else { Ok(()) }
}

/// Signs every device but this one out; gives how many there were.
///
/// # Errors
/// Unauthenticated; Unproved.
pub async fn revoke_others(ctx: &Ctx) -> Result<u64> {
    let user = ctx.myself()?;
    ctx.require_recent().await?;
    let tx = ctx.db().begin().await?;
    let gone = end_others(&tx, ctx, user.id).await?;
    users::record(&tx, ctx, "session.revoke_others", user.id, Some(json!({ "count": gone }))).await?;
    tx.commit().await?;
    Ok(gone)
}

/// Signs every device out, this one too.
///
/// # Errors
/// Unauthenticated.
pub async fn sign_out_everywhere(ctx: &Ctx) -> Result<()> {
    let user = ctx.myself()?;
    let tx = ctx.db().begin().await?;
    end_all(&tx, ctx.app(), user.id).await?;
    users::record(&tx, ctx, "session.sign_out_everywhere", user.id, None).await?;
    tx.commit().await?;
    authn::sign_out(ctx).await
}

/// Signs every device of a person out, inside a transaction.
///
/// # Errors
/// Unavailable when sessions are kept in Redis and it does not answer; then nothing may be changed either.
pub async fn end_all<C: ConnectionTrait>(tx: &C, app: &App, user: UserId) -> Result<()> {
    app.sessions().end_all(tx, user, None).await.map(drop)
}

/// Signs every device of a person out but this one, inside a transaction.
///
/// # Errors
/// As [`end_all`].
pub async fn end_others<C: ConnectionTrait>(tx: &C, ctx: &Ctx, user: UserId) -> Result<u64> {
    let this = authn::session_key(ctx).unwrap_or_default();
    ctx.app().sessions().end_all(tx, user, Some(&this)).await
}

/// Signs every device of the person with an address out, or without one of everybody; gives how many there were. The operator calls
/// it.
///
/// # Errors
/// Invalid on `email`; NotFound when nobody has the address.
pub async fn end_by_operator(system: &System, email: Option<&str>) -> Result<u64> {
    let sessions = system.app().sessions();
    let tx = system.db().begin().await?;
    let (people, of) = match email {
        None => (sessions.people(&tx).await?, None),
        Some(email) => {
            let email = Email::parse(email).map_err(|why| AppError::invalid("email", why))?;
            let user = users::by_email(&tx, &email).await?.ok_or_else(|| AppError::not_found("person"))?;
            (vec![user.id], Some(user.id.0))
        }
    };
    let mut count = 0;
    for person in people {
        count += sessions.end_all(&tx, person, None).await?;
    }
    let new = Some(json!({ "count": count }));
    let change = Change { action: "session.end_by_operator", object_kind: "user", object_id: of, old: None::<()>, new };
    audit::record(&tx, system, change).await?;
    tx.commit().await?;
    Ok(count)
}

/// Deletes sessions that have ended, by time or because nobody used them; gives how many. A job calls it.
pub async fn sweep(system: &System) -> Result<u64> {
    system.app().sessions().sweep().await
}

/// Browser and system in words, and whether it is held in a hand.
pub fn device(user_agent: &str) -> (String, bool) {
    let Some(found) = woothee::parser::Parser::new().parse(user_agent) else {
        return ("Unknown device".to_owned(), false);
    };
    let handheld = matches!(found.category, "smartphone" | "mobilephone");
    let system = match found.os {
        "Mac OSX" => "macOS",
        "iPhone" | "iPad" | "iPod" | "Android" | "Linux" | "ChromeOS" => found.os,
        os if os.starts_with("Windows") => "Windows",
        _ => "",
    };
    let browser = match found.name {
        "UNKNOWN" | "" => "Browser",
        name => name,
    };
    let words = if system.is_empty() { browser.to_owned() } else { format!("{browser} on {system}") };
    (words, handheld)
}
