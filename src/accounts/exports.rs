//! A copy of all that somebody has here: asked for, made by a job, downloaded by nobody else, gone after a week.

use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::json;

use super::{
    copies, mail,
    types::data::{EXPORT_DAYS, Export, MAX_EXPORTS_A_DAY},
    users::record,
};
use crate::{
    entity::{data_export, user},
    kernel::{
        AppError, Result,
        email::Email,
        id::{ExportId, UserId},
        page::MAX_PAGE,
        time::now,
    },
    server::{
        ctx::{Ctx, System},
        error::internal,
        outbox,
        storage::Stream,
    },
};

/// The outbox topic that makes a copy.
pub const TOPIC: &str = "accounts.export";

/// The file of a copy.
fn key(user: UserId, id: ExportId) -> String {
    format!("{}/{id}.zip", folder(user))
}

/// Where the copies of a person are.
pub fn folder(user: UserId) -> String {
    format!("exports/{user}")
}

/// Asks for a copy. One that is being made already is not made twice.
///
/// # Errors
/// Unauthenticated; Limited after [`MAX_EXPORTS_A_DAY`].
pub async fn ask(ctx: &Ctx) -> Result<()> {
    let user = ctx.myself()?.id;
    let tx = ctx.db().begin().await?;
    let mine = || data_export::Entity::find().filter(data_export::Column::UserId.eq(user));
    if mine().filter(data_export::Column::Status.eq("waiting")).count(&tx).await? > 0 {
        return Ok(());
    }
    let today = mine().filter(data_export::Column::CreatedAt.gt(now() - TimeDelta::days(1)));
    if today.count(&tx).await? >= MAX_EXPORTS_A_DAY {
        return Err(AppError::Limited { retry_after: 24 * 3600 });
    }
    let id = ExportId::new();
    data_export::ActiveModel {
        id: Set(id),
        user_id: Set(user),
        status: Set("waiting".to_owned()),
        bytes: Set(0),
        created_at: Set(now()),
        finished_at: Set(None),
        expires_at: Set(now() + TimeDelta::days(EXPORT_DAYS)),
    }
    .insert(&tx)
    .await?;
    outbox::put(&tx, TOPIC, &id).await?;
    record(&tx, ctx, "user.export", user, None).await?;
    tx.commit().await?;
    Ok(())
}

/// The copies of a person that are being made or can be downloaded, the newest first.
pub(super) async fn list<C: ConnectionTrait>(db: &C, user: UserId) -> Result<Vec<Export>> {
    let rows = data_export::Entity::find()
        .filter(data_export::Column::UserId.eq(user))
        .filter(data_export::Column::ExpiresAt.gt(now()))
        .order_by_desc(data_export::Column::CreatedAt)
        .limit(MAX_PAGE)
        .all(db)
        .await?;
    let export = |row: data_export::Model| Export {
        id: row.id,
        asked_at: row.created_at,
        bytes: (row.status == "ready").then(|| row.bytes.unsigned_abs()),
        expires_at: row.expires_at,
    };
    Ok(rows.into_iter().map(export).collect())
}

/// Makes a copy. A job calls it; a second time it finds the work done.
///
/// # Errors
/// Internal.
pub async fn make(system: &System, id: ExportId) -> Result<()> {
    let row = data_export::Entity::find_by_id(id).one(system.db().write()).await?;
    let Some(row) = row.filter(|row| row.status == "waiting") else { return Ok(()) };
    let Some(user) = user::Entity::find_by_id(row.user_id).one(system.db().write()).await? else { return Ok(()) };
    let file = Scratch::new(id);
    copies::write(system, &user, &file.0).await?;
    let bytes = std::fs::metadata(&file.0).map_err(|error| internal("size of an export", error))?.len();
    system.app().storage().put_file(&key(user.id, id), &file.0).await?;
    let tx = system.db().begin().await?;
    data_export::ActiveModel {
        id: Set(id),
        status: Set("ready".to_owned()),
        bytes: Set(i64::try_from(bytes).map_err(|error| internal("size of an export", error))?),
        finished_at: Set(Some(now())),
        expires_at: Set(now() + TimeDelta::days(EXPORT_DAYS)),
        ..Default::default()
    }
    .update(&tx)
    .await?;
    if let Ok(email) = Email::parse(&user.email) {
        mail::data::export_ready(system.app().config(), &email, &user.name).send(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A copy as it is sent, for its own person only.
///
/// # Errors
/// Unauthenticated; NotFound when it is somebody else's, not ready, or over.
pub async fn open(ctx: &Ctx, id: ExportId) -> Result<Stream> {
    let user = ctx.myself()?.id;
    let nothing = || AppError::not_found("file");
    let row = data_export::Entity::find_by_id(id)
        .filter(data_export::Column::UserId.eq(user))
        .filter(data_export::Column::Status.eq("ready"))
        .filter(data_export::Column::ExpiresAt.gt(now()))
        .one(ctx.db().write())
        .await?
        .ok_or_else(nothing)?;
    let stream = ctx.app().storage().stream(&key(user, row.id)).await?.ok_or_else(nothing)?;
    record(ctx.db().write(), ctx, "user.download", user, Some(json!({ "bytes": row.bytes }))).await?;
    Ok(stream)
}

/// Deletes copies whose time is over. A job calls it.
///
/// # Errors
/// Internal.
pub async fn sweep(system: &System) -> Result<()> {
    let over = data_export::Entity::find()
        .filter(data_export::Column::ExpiresAt.lte(now()))
        .order_by_asc(data_export::Column::ExpiresAt)
        .limit(MAX_PAGE)
        .all(system.db().write())
        .await?;
    for row in over {
        system.app().storage().delete(&key(row.user_id, row.id)).await?;
        data_export::Entity::delete_by_id(row.id).exec(system.db().write()).await?;
    }
    Ok(())
}

/// A file on this machine that goes with the value.
struct Scratch(PathBuf);

impl Scratch {
    fn new(id: ExportId) -> Self {
        Self(std::env::temp_dir().join(format!("mewayz-export-{id}-{}.zip", std::process::id())))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0)
            && Path::new(&self.0).exists()
        {
            tracing::warn!(%error, "a file of an export stays in the folder for temporary files");
        }
    }
}
