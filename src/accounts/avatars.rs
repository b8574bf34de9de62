//! Pictures of people: a square, encoded anew, shown to whoever is signed in.

use std::collections::HashMap;

use bytes::Bytes;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::users::record;
use crate::{
    entity::avatar,
    kernel::{
        AppError, Result,
        id::{AvatarId, UserId},
        time::now,
    },
    media::encoding,
    server::{
        ctx::{Ctx, System},
        error::internal,
        outbox,
    },
};

/// The outbox topic that deletes files of a picture that nobody has any more.
pub const TIDY: &str = "accounts.avatar";
/// Width and height in pixels; it is shown at most half as large.
const SIDE: u32 = 256;
/// How long an upload may take from its file to its row.
const TIDY_AFTER: chrono::TimeDelta = chrono::TimeDelta::hours(1);

/// Where all pictures of a person are.
pub fn folder(user: UserId) -> String {
    format!("avatars/{user}")
}

fn key(user: UserId, id: AvatarId) -> String {
    format!("{}/{id}.webp", folder(user))
}

/// The address of a picture.
fn address(id: AvatarId) -> String {
    format!("/avatars/{id}")
}

/// Takes a picture in; it replaces the one before. Gives its address.
///
/// # Errors
/// Unauthenticated; Invalid (`file`) when it is no picture or too large; Unavailable.
pub async fn upload(ctx: &Ctx, bytes: Bytes) -> Result<String> {
    let user = ctx.myself()?.id;
    encoding::sniff(&bytes)?;
    let webp = encoding::on_pool(ctx.app(), move || encoding::square(&bytes, SIDE)).await?;
    let (id, size) = (AvatarId::new(), webp.len());
    // Should we die before the row is there, a job finds the file without a row and deletes it.
    let tidy = format!("{TIDY} {id}");
    outbox::put_once(ctx.db().write(), TIDY, &(user, id), &tidy, now() + TIDY_AFTER).await?;
    ctx.app().storage().put(&key(user, id), webp.into()).await?;
    let tx = ctx.db().begin().await?;
    let old = take_away(&tx, user).await?;
    avatar::ActiveModel {
        id: Set(id),
        user_id: Set(user),
        bytes: Set(i64::try_from(size).map_err(|error| internal("size of a picture", error))?),
        created_at: Set(now()),
    }
    .insert(&tx)
    .await?;
    record(&tx, ctx, "user.picture", user, Some(json!({ "picture": address(id), "replaced": old.is_some() }))).await?;
    tx.commit().await?;
    Ok(address(id))
}

/// Takes the person's picture away.
///
/// # Errors
/// Unauthenticated.
pub async fn remove(ctx: &Ctx) -> Result<()> {
    let user = ctx.myself()?.id;
    let tx = ctx.db().begin().await?;
    if take_away(&tx, user).await?.is_some() {
        record(&tx, ctx, "user.picture_removed", user, None).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Deletes the row; a job deletes the file a moment later.
async fn take_away<C: ConnectionTrait>(tx: &C, user: UserId) -> Result<Option<AvatarId>> {
    let Some(row) = avatar::Entity::find().filter(avatar::Column::UserId.eq(user)).one(tx).await? else {
        return Ok(None);
    };
    avatar::Entity::delete_by_id(row.id).exec(tx).await?;
    outbox::put(tx, TIDY, &(user, row.id)).await?;
    Ok(Some(row.id))
}

/// Where somebody's picture is, when there is one.
pub async fn of<C: ConnectionTrait>(db: &C, user: UserId) -> Result<Option<String>> {
    let row = avatar::Entity::find().filter(avatar::Column::UserId.eq(user)).one(db).await?;
    Ok(row.map(|row| address(row.id)))
}

/// Where the pictures of several people are. At most a few hundred are asked for at once.
pub async fn of_all<C: ConnectionTrait>(db: &C, users: &[UserId]) -> Result<HashMap<UserId, String>> {
    let rows = avatar::Entity::find().filter(avatar::Column::UserId.is_in(users.iter().copied())).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.user_id, address(row.id))).collect())
}

/// The picture behind an address, as WebP. Whoever is signed in may look; nobody else has a use for it.
///
/// # Errors
/// Unauthenticated; NotFound.
pub async fn open(ctx: &Ctx, id: AvatarId) -> Result<Bytes> {
    ctx.myself()?;
    let nothing = || AppError::not_found("picture");
    let row = avatar::Entity::find_by_id(id).one(ctx.db().read()).await?.ok_or_else(nothing)?;
    ctx.app().storage().get(&key(row.user_id, id)).await?.ok_or_else(nothing)
}

/// The file of somebody's picture, for the copy of their data.
pub(super) async fn file(system: &System, user: UserId) -> Result<Option<Bytes>> {
    let row = avatar::Entity::find().filter(avatar::Column::UserId.eq(user)).one(system.db().read()).await?;
    match row {
        Some(row) => system.app().storage().get(&key(user, row.id)).await,
        None => Ok(None),
    }
}

/// Deletes the file of a picture that has no row. A job calls it.
///
/// # Errors
/// Internal.
pub async fn tidy(system: &System, (user, id): (UserId, AvatarId)) -> Result<()> {
    if avatar::Entity::find_by_id(id).one(system.db().write()).await?.is_some() {
        return Ok(());
    }
    system.app().storage().delete(&key(user, id)).await
}
