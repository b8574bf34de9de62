//! Two-factor sign-in by an authenticator app (TOTP, RFC 6238): set up, checked, turned off. The secret is sealed, each code works
//! once.

pub mod backup_codes;
pub mod resets;

use data_encoding::BASE64;
use qrcode::{EcLevel, QrCode, render::svg};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use totp_rs::{Builder, Secret, Totp};

use super::{
    mail, sessions,
    types::{TwoFactor, clean_code},
    users,
};
use crate::{
    entity::two_factor,
    kernel::{AppError, Result, email::Email, id::UserId, time::now},
    server::{
        authn,
        ctx::{Ctx, System},
        error::internal,
        vault::Vault,
    },
};

/// What authenticator apps show above the code.
const ISSUER: &str = "Mewayz";
/// Bytes of a secret, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;
/// Steps of 30 seconds that a clock may be off.
const SKEW: u16 = 1;
/// What the vault binds a secret to.
const PURPOSE: &str = "two-factor secret";
/// Rows that one round of [`reseal`] reads.
const BATCH: u64 = 200;

/// What a right code was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// A code of the authenticator app.
    App,
    /// A backup code; so many are left.
    Backup(u64),
}

/// Whether an account asks for a second step.
pub async fn is_on<C: ConnectionTrait>(db: &C, user: UserId) -> Result<bool> {
    Ok(confirmed(db, user).await?.is_some())
}

async fn row<C: ConnectionTrait>(db: &C, user: UserId) -> Result<Option<two_factor::Model>> {
    Ok(two_factor::Entity::find_by_id(user).one(db).await?)
}

async fn confirmed<C: ConnectionTrait>(db: &C, user: UserId) -> Result<Option<two_factor::Model>> {
    Ok(row(db, user).await?.filter(|row| row.confirmed_at.is_some()))
}

/// How far the person who is signed in is with it.
///
/// # Errors
/// Unauthenticated.
pub async fn state(ctx: &Ctx) -> Result<TwoFactor> {
    let user = ctx.myself()?;
    let Some(found) = row(ctx.db().read(), user.id).await? else { return Ok(TwoFactor::Off) };
    if let Some(since) = found.confirmed_at {
        let left = backup_codes::left(ctx.db().read(), user.id).await?;
        return Ok(TwoFactor::On { since, left });
    }
    let app = app(&secret(ctx.app().secrets().vault(), &found)?, &user.email)?;
    let address = app.to_url().map_err(|error| internal("authenticator address", error))?;
    let code = QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M);
    let code = code.map_err(|error| internal("QR code", error))?;
    let picture = code.render::<svg::Color>().quiet_zone(true).module_dimensions(4, 4).build();
    let picture = format!("data:image/svg+xml;base64,{}", BASE64.encode(picture.as_bytes()));
    Ok(TwoFactor::Pending { key: app.secret().to_base32(), address, picture })
}

/// Begins to set it up, or begins anew: makes a secret that counts once a code of it was entered.
///
/// # Errors
/// Unauthenticated; Unproved; Conflict when it is on.
pub async fn start(ctx: &Ctx) -> Result<()> {
    ctx.require_recent().await?;
    let user = ctx.myself()?;
    let secret: [u8; SECRET_BYTES] = rand::random();
    let sealed = ctx.app().secrets().vault().seal(PURPOSE, user.id.0, &secret)?;
    let tx = ctx.db().begin().await?;
    if is_on(&tx, user.id).await? {
        return Err(AppError::Conflict("Two-factor sign-in is on already.".to_owned()));
    }
    use two_factor::Column::{CreatedAt, LastStep, Secret, UserId};
    let row = two_factor::ActiveModel {
        user_id: Set(user.id),
        secret: Set(sealed),
        last_step: Set(0),
        confirmed_at: Set(None),
        created_at: Set(now()),
    };
    let anew = OnConflict::column(UserId).update_columns([Secret, LastStep, CreatedAt]).to_owned();
    two_factor::Entity::insert(row).on_conflict(anew).exec_without_returning(&tx).await?;
    users::record(&tx, ctx, "two_factor.start", user.id, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Turns it on with a code of the app, signs every other device out and gives ten backup codes, which are shown once.
///
/// # Errors
/// Unauthenticated; Invalid on `code`; Conflict when it is on already or nothing was begun; Limited.
pub async fn confirm(ctx: &Ctx, code: &str) -> Result<()> {
    let user = ctx.myself()?;
    authn::limit(ctx, "two-factor", &user.id.to_string())?;
    let tx = ctx.db().begin().await?;
    let waiting = row(&tx, user.id).await?.filter(|row| row.confirmed_at.is_none());
    let waiting =
        waiting.ok_or_else(|| AppError::Conflict("There is nothing to confirm. Load the page again.".to_owned()))?;
    let secret = secret(ctx.app().secrets().vault(), &waiting)?;
    let step = step(&secret, &user.email, code)?.ok_or_else(|| {
        AppError::invalid(
            "code",
            "This code is not right. Enter the one that your app shows now, and check your phone's clock.",
        )
    })?;
    let done = two_factor::Entity::update_many()
        .col_expr(two_factor::Column::ConfirmedAt, Expr::value(now()))
        .col_expr(two_factor::Column::LastStep, Expr::value(step))
        .filter(two_factor::Column::UserId.eq(user.id))
        .filter(two_factor::Column::Secret.eq(&waiting.secret))
        .filter(two_factor::Column::ConfirmedAt.is_null())
        .exec(&tx)
        .await?;
    if done.rows_affected != 1 {
        return Err(AppError::Conflict(
            "Two-factor sign-in was changed in another window. Load the page again.".to_owned(),
        ));
    }
    let codes = backup_codes::replace(&tx, user.id, &secret).await?;
    sessions::end_all(&tx, ctx.app(), user.id).await?;
    users::record(&tx, ctx, "two_factor.on", user.id, None).await?;
    mail::two_factor_on(ctx.app().config(), &address(&user.email)?, &user.name).send(&tx).await?;
    tx.commit().await?;
    backup_codes::show(ctx, &codes).await?;
    authn::set_two_factors(ctx, true).await
}

/// Turns it off, forgets the backup codes and signs every other device out.
///
/// # Errors
/// Unauthenticated; Unproved.
pub async fn disable(ctx: &Ctx) -> Result<()> {
    ctx.require_recent().await?;
    let user = ctx.myself()?;
    let tx = ctx.db().begin().await?;
    let was_on = is_on(&tx, user.id).await?;
    erase(&tx, user.id).await?;
    if was_on {
        sessions::end_all(&tx, ctx.app(), user.id).await?;
        users::record(&tx, ctx, "two_factor.off", user.id, None).await?;
        mail::two_factor_off(ctx.app().config(), &address(&user.email)?, &user.name).send(&tx).await?;
    }
    tx.commit().await?;
    backup_codes::hide(ctx).await?;
    if was_on { authn::set_two_factors(ctx, false).await } else { Ok(()) }
}

/// Forgets the app and the backup codes of an account, inside a transaction.
async fn erase<C: ConnectionTrait>(tx: &C, user: UserId) -> Result<()> {
    two_factor::Entity::delete_by_id(user).exec(tx).await?;
    backup_codes::erase(tx, user).await
}

/// Takes a code of the app or a backup code. Each passes once: of two who enter the same one at the same time one passes.
/// `None` when it is wrong, used, or the account has no second step.
pub(super) async fn pass<C: ConnectionTrait>(
    tx: &C,
    vault: &Vault,
    user: UserId,
    code: &str,
) -> Result<Option<Passed>> {
    let Some(row) = confirmed(tx, user).await? else { return Ok(None) };
    let secret = secret(vault, &row)?;
    let code = clean_code(code);
    if !(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())) {
        return backup_codes::take(tx, user, &secret, &code).await.map(|left| left.map(Passed::Backup));
    }
    let Some(step) = step(&secret, "account", &code)? else { return Ok(None) };
    let taken = two_factor::Entity::update_many()
        .col_expr(two_factor::Column::LastStep, Expr::value(step))
        .filter(two_factor::Column::UserId.eq(user))
        .filter(two_factor::Column::LastStep.lt(step))
        .exec(tx)
        .await?;
    Ok((taken.rows_affected == 1).then_some(Passed::App))
}

fn secret(vault: &Vault, row: &two_factor::Model) -> Result<Vec<u8>> {
    vault.open(PURPOSE, row.user_id.0, &row.secret)
}

fn app(secret: &[u8], email: &str) -> Result<Totp> {
    Builder::new()
        .with_secret(Secret::from(secret.to_vec()))
        .with_skew(SKEW)
        .with_issuer(Some(ISSUER))
        .with_account_name(email)
        .build()
        .map_err(|error| internal("authenticator", error))
}

/// The step of 30 seconds to which a code belongs, when it is one of now.
fn step(secret: &[u8], email: &str, code: &str) -> Result<Option<i64>> {
    let seconds = u64::try_from(now().timestamp()).map_err(|error| internal("clock", error))?;
    let step = app(secret, email)?.check(&clean_code(code), seconds);
    step.map(|step| i64::try_from(step).map_err(|error| internal("clock", error))).transpose()
}

fn address(email: &str) -> Result<Email> {
    Email::parse(email).map_err(|why| internal("stored address", why))
}

/// Seals every secret with the current key; gives how many were under an older one. The command line calls it.
///
/// # Errors
/// Internal when a secret cannot be opened; those before it are done.
pub async fn reseal(system: &System) -> Result<u64> {
    let vault = system.app().secrets().vault();
    let (mut after, mut count) = (None::<UserId>, 0);
    loop {
        let mut query = two_factor::Entity::find().order_by_asc(two_factor::Column::UserId).limit(BATCH);
        if let Some(after) = after {
            query = query.filter(two_factor::Column::UserId.gt(after));
        }
        let rows = query.all(system.db().read()).await?;
        let Some(last) = rows.last() else { return Ok(count) };
        after = Some(last.user_id);
        for row in rows {
            let Some(sealed) = vault.reseal(PURPOSE, row.user_id.0, &row.secret)? else { continue };
            // Whoever sets it up anew meanwhile has sealed it anew.
            let done = two_factor::Entity::update_many()
                .col_expr(two_factor::Column::Secret, Expr::value(sealed))
                .filter(two_factor::Column::UserId.eq(row.user_id))
                .filter(two_factor::Column::Secret.eq(&row.secret))
                .exec(system.db().write())
                .await?;
            count += done.rows_affected;
        }
    }
}
