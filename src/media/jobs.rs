//! Work after an upload and after a deletion: AVIF of every width, and files that no row names.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Semaphore;

use super::{
    encoding,
    images::{self, Variants},
};
use crate::{
    entity::media,
    kernel::{
        Result,
        id::{MediaId, WorkspaceId},
        time::now,
    },
    server::{
        ctx::{System, WorkspaceCtx},
        error::internal,
        jobs::Jobs,
        outbox,
    },
};

/// Makes AVIF of a picture.
const ENCODE: &str = "media.encode";
/// Deletes the files of a picture that has no row or a deleted one.
const TIDY: &str = "media.tidy";
/// How long an upload may take from its first file to its row.
const TIDY_AFTER: chrono::TimeDelta = chrono::TimeDelta::hours(1);

/// One picture becomes AVIF at a time: it takes a processor for seconds, and nobody waits for it.
static SLOW: Semaphore = Semaphore::const_new(1);

#[derive(Debug, Serialize, Deserialize)]
struct Files {
    workspace: WorkspaceId,
    id: MediaId,
}

/// What this context does in the background.
pub fn jobs(jobs: Jobs) -> Jobs {
    jobs.on(ENCODE, |system, payload| async move { encode(&system, payload).await })
        .on(TIDY, |system, payload| async move { tidy(&system, payload).await })
}

/// Asks for AVIF, in the transaction that writes the row.
pub async fn encode_later<C: ConnectionTrait>(tx: &C, id: MediaId) -> Result<()> {
    outbox::put(tx, ENCODE, &id).await
}

/// Looks in an hour whether the row of an upload is there.
pub async fn tidy_later(ws: &WorkspaceCtx, id: MediaId) -> Result<()> {
    let files = Files { workspace: ws.id(), id };
    outbox::put_once(ws.db().write(), TIDY, &files, &format!("{TIDY} {id}"), now() + TIDY_AFTER).await
}

/// Deletes the files of a deleted picture.
pub async fn tidy_now<C: ConnectionTrait>(tx: &C, workspace: WorkspaceId, id: MediaId) -> Result<()> {
    outbox::put(tx, TIDY, &Files { workspace, id }).await
}

async fn tidy(system: &System, payload: Value) -> Result<()> {
    let Files { workspace, id } = serde_json::from_value(payload).map_err(|error| internal("job", error))?;
    let row = media::Entity::find_by_id(id).one(system.db().write()).await?;
    if row.is_some_and(|row| row.deleted_at.is_none()) {
        return Ok(());
    }
    system.app().storage().delete_below(&images::folder(workspace, id)).await
}

async fn encode(system: &System, payload: Value) -> Result<()> {
    let id: MediaId = serde_json::from_value(payload).map_err(|error| internal("job", error))?;
    let Some(row) = living(system, id).await? else { return Ok(()) };
    let mut variants = Variants::deserialize(&row.variants).map_err(|error| internal("variants", error))?;
    let storage = system.app().storage();
    for variant in &mut variants.list {
        let file = |ending: &str| images::key(row.workspace_id, id, variant.width, ending);
        let Some(webp) = storage.get(&file("webp")).await? else { continue };
        let turn = SLOW.acquire().await.map_err(|error| internal("encoding", error))?;
        let work = tokio::task::spawn_blocking(move || encoding::avif(&webp));
        let avif = work.await.map_err(|error| internal("encoding", error))?;
        drop(turn);
        let avif = avif.map_err(|error| internal("encoding a picture as AVIF", error))?;
        // AVIF that is not smaller helps nobody.
        if (avif.len() as u64) < variant.webp {
            variant.avif = Some(avif.len() as u64);
            storage.put(&file("avif"), avif.into()).await?;
        }
    }
    variants.finished = true;
    if living(system, id).await?.is_none() {
        return storage.delete_below(&images::folder(row.workspace_id, id)).await;
    }
    let size: u64 = variants.list.iter().map(|variant| variant.webp + variant.avif.unwrap_or(0)).sum();
    media::ActiveModel {
        id: Set(id),
        bytes: Set(i64::try_from(size).unwrap_or(row.bytes)),
        variants: Set(images::stored(&variants)?),
        ..Default::default()
    }
    .update(system.db().write())
    .await?;
    Ok(())
}

async fn living(system: &System, id: MediaId) -> Result<Option<media::Model>> {
    let row = media::Entity::find_by_id(id).one(system.db().write()).await?;
    Ok(row.filter(|row| row.deleted_at.is_none()))
}
