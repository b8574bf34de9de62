//! Authentication: password hashes made and checked on a bounded pool, and the session of whoever is signed in.

use std::{net::IpAddr, time::Instant};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use time::{Duration, OffsetDateTime};
use tower_sessions::{Expiry, Session};

use super::{app::App, ctx::Ctx, error::internal, sessions};
use crate::kernel::{AppError, Result, id::UserId, time::now};

/// Memory of one hash in KiB: 19 MiB (OWASP's second recommendation for Argon2id).
const MEMORY_KIB: u32 = 19 * 1024;
/// Passes over that memory.
const PASSES: u32 = 2;
/// Lanes.
const LANES: u32 = 1;

/// How long a proof of who somebody is counts, in seconds.
const PROOF_SECONDS: i64 = 600;
/// How long a session lives when the person asked to be remembered.
const REMEMBERED: Duration = Duration::days(30);
/// The grain of [`evenly`].
const STEP_MS: u64 = 200;
/// How long it lives otherwise.
const SHORT: Duration = Duration::hours(12);

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the parameters are in Argon2's range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The hash of a password as a PHC string, with a salt of its own.
pub async fn hash_password(app: &App, password: &str) -> Result<String> {
    let password = password.to_owned();
    app.hashers()
        .run(move || argon2().hash_password(password.as_bytes()).map(|hash| hash.to_string()))
        .await?
        .map_err(|error| internal("password hash", error))
}

/// A hash of today's parameters that no password is known to have.
pub const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Whether a password matches a hash. Without a hash (nobody has this address) it does the same work and says no.
pub async fn verify_password(app: &App, password: &str, hash: Option<&str>) -> Result<bool> {
    let somebody = hash.is_some();
    let (password, hash) = (password.to_owned(), hash.unwrap_or(NOBODYS).to_owned());
    let right = app.hashers().run(move || argon2().verify_password(password.as_bytes(), hash.as_str()).is_ok());
    Ok(right.await? && somebody)
}

/// Whether a hash was made with other parameters than today's.
pub fn needs_rehash(hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return true };
    let today = Params::try_from(&hash)
        .is_ok_and(|made| (made.m_cost(), made.t_cost(), made.p_cost()) == (MEMORY_KIB, PASSES, LANES));
    hash.algorithm != Algorithm::Argon2id.ident() || !today
}

/// How a session begins.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beginning {
    /// The person asked to stay signed in.
    pub remember: bool,
    /// The sign-in stood on two factors.
    pub two_factors: bool,
}

/// Signs a person in on this device: a new session id, so that an id planted before is worth nothing.
pub async fn sign_in(ctx: &Ctx, user: UserId, beginning: Beginning) -> Result<()> {
    let session = ctx.session();
    session.clear().await;
    put(ctx, sessions::USER_ID, &user).await?;
    put(ctx, sessions::IP_PREFIX, &ctx.client().ip_prefix()).await?;
    put(ctx, sessions::USER_AGENT, &ctx.client().user_agent).await?;
    put(ctx, sessions::REMEMBERED, &beginning.remember).await?;
    put(ctx, sessions::TWO_FACTORS, &beginning.two_factors).await?;
    put(ctx, sessions::PROVED_AT, &now().timestamp()).await?;
    let life = if beginning.remember { REMEMBERED } else { SHORT };
    ends_at(session, OffsetDateTime::now_utc() + life).await?;
    renew(ctx).await
}

/// Begins a session in which nobody is signed in yet and which only keeps a note: a new id, and an end.
pub async fn half_sign_in(ctx: &Ctx, key: &str, note: &impl serde::Serialize, minutes: i64) -> Result<()> {
    ctx.session().clear().await;
    put(ctx, key, note).await?;
    ends_at(ctx.session(), OffsetDateTime::now_utc() + Duration::minutes(minutes)).await?;
    renew(ctx).await
}

/// Notes when a session ends, whatever happens in it: a session that is kept again without that would begin to live anew.
pub(super) async fn ends_at(session: &Session, at: OffsetDateTime) -> Result<()> {
    session.insert(sessions::ENDS_AT, at.unix_timestamp()).await.map_err(sessions::fault)?;
    session.set_expiry(Some(Expiry::AtDateTime(at)));
    Ok(())
}

/// Keeps a note in the session as it is.
pub async fn put(ctx: &Ctx, key: &str, note: &impl serde::Serialize) -> Result<()> {
    ctx.session().insert(key, note).await.map_err(sessions::fault)
}

/// A note of the session.
pub async fn note<T: serde::de::DeserializeOwned>(ctx: &Ctx, key: &str) -> Result<Option<T>> {
    ctx.session().get(key).await.map_err(sessions::fault)
}

/// Takes a note out of the session.
pub async fn drop_note(ctx: &Ctx, key: &str) -> Result<()> {
    ctx.session().remove_value(key).await.map(drop).map_err(sessions::fault)
}

/// Gives the session a new id, as at every change of what it may do.
pub async fn renew(ctx: &Ctx) -> Result<()> {
    ctx.session().cycle_id().await.map_err(sessions::fault)
}

/// Notes that the person has just proved who they are; the session gets a new id.
pub async fn prove(ctx: &Ctx) -> Result<()> {
    put(ctx, sessions::PROVED_AT, &now().timestamp()).await?;
    renew(ctx).await
}

/// Whether the person proved within the last ten minutes who they are.
pub async fn proved_recently(ctx: &Ctx) -> Result<bool> {
    let at: Option<i64> = note(ctx, sessions::PROVED_AT).await?;
    Ok(at.is_some_and(|at| (0..=PROOF_SECONDS).contains(&(now().timestamp() - at))))
}

/// Notes whether this session stands on two factors; it gets a new id.
pub async fn set_two_factors(ctx: &Ctx, two: bool) -> Result<()> {
    put(ctx, sessions::TWO_FACTORS, &two).await?;
    renew(ctx).await
}

/// Signs this device out: the session is gone from where it was kept, the cookie from the browser.
pub async fn sign_out(ctx: &Ctx) -> Result<()> {
    ctx.session().flush().await.map_err(sessions::fault)
}

/// What is kept of this device's session id, when it has one.
pub fn session_key(ctx: &Ctx) -> Option<String> {
    ctx.session().id().map(|id| sessions::key_hash(ctx.app().secrets(), &id))
}

/// Keeps a note in the session of somebody who is not signed in, for an hour.
pub async fn remember_guest(ctx: &Ctx, key: &str, value: &impl serde::Serialize) -> Result<()> {
    if ctx.user_maybe().is_some() {
        return Err(AppError::Conflict("You are signed in already. Sign out first.".to_owned()));
    }
    ends_at(ctx.session(), OffsetDateTime::now_utc() + Duration::hours(1)).await?;
    put(ctx, key, value).await?;
    // At once, so that nothing is begun for a browser that could not be recognised again.
    ctx.session().save().await.map_err(sessions::fault)
}

/// Counts one try of a door, for the caller's network and for the address that was typed.
///
/// # Errors
/// Limited, with the seconds to wait.
pub fn limit(ctx: &Ctx, action: &str, email: &str) -> Result<()> {
    let place = match ctx.client().ip {
        IpAddr::V4(ip) => ip.to_string(),
        // Whoever has one IPv6 address has the whole /64.
        IpAddr::V6(ip) => format!("{:?}", &ip.segments()[..4]),
    };
    let limits = ctx.app().auth_limits();
    limits.check(action, &place)?;
    if email.is_empty() { Ok(()) } else { limits.check(action, email) }
}

/// Lets work end at full steps of 200 ms only, so that its time does not tell what it found.
pub async fn evenly<T>(work: impl Future<Output = T>) -> T {
    let begun = Instant::now();
    let out = work.await;
    let rest = STEP_MS - begun.elapsed().as_millis() as u64 % STEP_MS;
    tokio::time::sleep(std::time::Duration::from_millis(rest)).await;
    out
}
