//! Browsers that signed in to an account before. One that is new to it is told to the account's owner.

use chrono::TimeDelta;
use data_encoding::HEXLOWER;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::OnConflict,
};
use sha2::{Digest, Sha256};

use super::{mail, notices, types::profile::Notice};
use crate::{
    entity::{device, user},
    kernel::{
        Result,
        email::Email,
        id::{DeviceId, UserId},
        time::now,
    },
    server::{
        ctx::{Ctx, System},
        error::internal,
        middleware::device::DAYS,
    },
};

/// Notes that this browser signs in. When others did before and this one never, the owner gets a mail; not at the first
/// sign-in of an account, which is the person who has just registered.
pub(super) async fn greet<C: ConnectionTrait>(tx: &C, ctx: &Ctx, user: &user::Model, words: &str) -> Result<()> {
    let token_hash = hash(user.id, ctx.device().keep());
    let of_user = || device::Entity::find().filter(device::Column::UserId.eq(user.id));
    if let Some(known) = of_user().filter(device::Column::TokenHash.eq(&token_hash)).one(tx).await? {
        device::ActiveModel { id: Set(known.id), last_seen_at: Set(now()), ..Default::default() }.update(tx).await?;
        return Ok(());
    }
    let others = of_user().count(tx).await?;
    let row = device::ActiveModel {
        id: Set(DeviceId::new()),
        user_id: Set(user.id),
        token_hash: Set(token_hash),
        created_at: Set(now()),
        last_seen_at: Set(now()),
    };
    // Two sign-ins of one browser at once are one device.
    let once = OnConflict::columns([device::Column::UserId, device::Column::TokenHash]).do_nothing().to_owned();
    device::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
    if others > 0 && notices::wants(tx, user.id, Notice::NewSignIn).await? {
        let email = Email::parse(&user.email).map_err(|why| internal("stored address", why))?;
        let place = ctx.client().ip_prefix();
        mail::new_sign_in(ctx.app().config(), &email, &user.name, words, &place, now()).send(tx).await?;
    }
    Ok(())
}

/// What the database keeps of a browser: different for every account, so that two accounts in one browser cannot be joined.
/// The token has 256 random bits, so a plain hash is enough.
fn hash(user: UserId, token: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(user.0.as_bytes());
    hasher.update(token.as_bytes());
    HEXLOWER.encode(&hasher.finalize())
}

/// Forgets browsers whose cookie has ended; gives how many. A job calls it.
pub async fn forget(system: &System) -> Result<u64> {
    let gone = device::Entity::delete_many()
        .filter(device::Column::LastSeenAt.lt(now() - TimeDelta::days(DAYS)))
        .exec(system.db().write())
        .await?;
    Ok(gone.rows_affected)
}
