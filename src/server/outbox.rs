//! The outbox: a side effect is a row, written in the transaction that causes it. Workers deliver it afterwards.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};
use serde::Serialize;

use super::{error::internal, jobs::wake};
use crate::{
    entity::outbox,
    kernel::{
        Result,
        id::OutboxId,
        time::{self, Time},
    },
};

/// Puts a side effect into the outbox. `topic` names the handler (see `server::jobs`), `payload` is what it needs.
/// Handlers may run twice; they are idempotent.
pub async fn put<C: ConnectionTrait>(tx: &C, topic: &str, payload: &impl Serialize) -> Result<()> {
    row(topic, payload, None, time::now())?.insert(tx).await?;
    wake::knock();
    Ok(())
}

/// Like [`put`], not before an instant and at most once for a key.
pub async fn put_once<C: ConnectionTrait>(
    tx: &C,
    topic: &str,
    payload: &impl Serialize,
    key: &str,
    at: Time,
) -> Result<()> {
    outbox::Entity::insert(row(topic, payload, Some(key), at)?)
        .on_conflict(OnConflict::column(outbox::Column::DedupeKey).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    wake::knock();
    Ok(())
}

fn row(topic: &str, payload: &impl Serialize, key: Option<&str>, at: Time) -> Result<outbox::ActiveModel> {
    Ok(outbox::ActiveModel {
        id: Set(OutboxId::new()),
        topic: Set(topic.to_owned()),
        payload: Set(serde_json::to_value(payload).map_err(|error| internal("outbox", error))?),
        dedupe_key: Set(key.map(str::to_owned)),
        attempts: Set(0),
        last_error: Set(None),
        locked_by: Set(None),
        created_at: Set(time::now()),
        available_at: Set(at),
        locked_until: Set(None),
        done_at: Set(None),
        dead_at: Set(None),
    })
}
