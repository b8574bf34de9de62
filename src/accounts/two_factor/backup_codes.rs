//! Backup codes: ten that sign in once each when the authenticator app is out of reach. The database keeps their hashes under a key
//! made from the sealed secret, so that a stolen database opens nothing; the codes are shown once.

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr,
};
use sha2::Sha256;

use super::{address, confirmed, secret};
use crate::{
    accounts::{mail, users},
    entity::backup_code,
    kernel::{
        AppError, Result,
        id::{BackupCodeId, UserId},
        time::now,
    },
    server::{authn, ctx::Ctx, error::internal},
};

/// How many there are.
const COUNT: usize = 10;
/// Session key: the codes that were made a moment ago, sealed.
const FRESH: &str = "fresh_codes";
/// What the vault binds them to.
const PURPOSE: &str = "fresh backup codes";
/// How many minutes they can be seen.
const MINUTES: i64 = 10;

/// How many are unused.
pub(super) async fn left<C: ConnectionTrait>(db: &C, user: UserId) -> Result<u64> {
    let unused = backup_code::Entity::find()
        .filter(backup_code::Column::UserId.eq(user))
        .filter(backup_code::Column::UsedAt.is_null());
    Ok(unused.count(db).await?)
}

/// Makes ten new ones in place of all others, inside a transaction.
pub(super) async fn replace<C: ConnectionTrait>(tx: &C, user: UserId, secret: &[u8]) -> Result<Vec<String>> {
    erase(tx, user).await?;
    let codes: Vec<String> = (0..COUNT).map(|_| make()).collect();
    let rows = codes.iter().map(|code| backup_code::ActiveModel {
        id: Set(BackupCodeId::new()),
        user_id: Set(user),
        code_hash: Set(hash(secret, &code.replace('-', ""))),
        created_at: Set(now()),
        used_at: Set(None),
    });
    backup_code::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(codes)
}

pub(super) async fn erase<C: ConnectionTrait>(tx: &C, user: UserId) -> Result<()> {
    backup_code::Entity::delete_many().filter(backup_code::Column::UserId.eq(user)).exec(tx).await?;
    Ok(())
}

/// Uses a code up; gives how many are left. `code` is clean: letters and digits only.
pub(super) async fn take<C: ConnectionTrait>(tx: &C, user: UserId, secret: &[u8], code: &str) -> Result<Option<u64>> {
    let taken = backup_code::Entity::update_many()
        .col_expr(backup_code::Column::UsedAt, Expr::value(now()))
        .filter(backup_code::Column::UserId.eq(user))
        .filter(backup_code::Column::CodeHash.eq(hash(secret, code)))
        .filter(backup_code::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    if taken.rows_affected == 1 { left(tx, user).await.map(Some) } else { Ok(None) }
}

/// Makes ten new codes; the old ones stop working.
///
/// # Errors
/// Unauthenticated; Unproved; Conflict when two-factor sign-in is off.
pub async fn regenerate(ctx: &Ctx) -> Result<()> {
    ctx.require_recent().await?;
    let user = ctx.myself()?;
    let tx = ctx.db().begin().await?;
    let row = confirmed(&tx, user.id).await?;
    let row = row.ok_or_else(|| AppError::Conflict("Two-factor sign-in is off.".to_owned()))?;
    let codes = replace(&tx, user.id, &secret(ctx.app().secrets().vault(), &row)?).await?;
    users::record(&tx, ctx, "two_factor.new_codes", user.id, None).await?;
    mail::new_backup_codes(ctx.app().config(), &address(&user.email)?, &user.name).send(&tx).await?;
    tx.commit().await?;
    show(ctx, &codes).await
}

/// Keeps new codes in the session for the page that shows them.
pub(super) async fn show(ctx: &Ctx, codes: &[String]) -> Result<()> {
    let user = ctx.myself()?;
    let text = format!("{} {}", now().timestamp() + MINUTES * 60, codes.join(" "));
    authn::put(ctx, FRESH, &ctx.app().secrets().vault().seal(PURPOSE, user.id.0, text.as_bytes())?).await
}

/// The codes that were made a moment ago; `None` once they were put away or ten minutes have passed.
///
/// # Errors
/// Unauthenticated.
pub async fn fresh(ctx: &Ctx) -> Result<Option<Vec<String>>> {
    let user = ctx.myself()?;
    let Some(sealed) = authn::note::<String>(ctx, FRESH).await? else { return Ok(None) };
    let text = ctx.app().secrets().vault().open(PURPOSE, user.id.0, &sealed)?;
    let text = String::from_utf8(text).map_err(|error| internal("backup codes", error))?;
    let mut words = text.split(' ');
    let until: i64 = words.next().and_then(|word| word.parse().ok()).unwrap_or_default();
    Ok((until > now().timestamp()).then(|| words.map(str::to_owned).collect()))
}

/// Puts the codes away: they are not shown again.
///
/// # Errors
/// Unauthenticated.
pub async fn hide(ctx: &Ctx) -> Result<()> {
    ctx.myself()?;
    authn::drop_note(ctx, FRESH).await
}

/// 50 random bits: "k7mq2-zt4wn".
fn make() -> String {
    let text = BASE32_NOPAD.encode(&rand::random::<[u8; 8]>()).to_lowercase();
    [&text[..5], &text[5..10]].join("-")
}

fn hash(secret: &[u8], code: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(b"backup code\0");
    mac.update(code.as_bytes());
    HEXLOWER.encode(&mac.finalize().into_bytes())
}
