//! The event buffer: touches and events of visitors, committed in batches and acknowledged only then, so that one
//! writer takes thousands a second.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, sea_query::OnConflict};
use tokio::sync::{mpsc, oneshot};

use super::{db::Db, metrics};
use crate::{
    analytics::{roll_ups, visitor_keys::Footprint},
    entity::{event, touch, visitor},
    kernel::{AppError, Result},
};

/// The most records that one transaction takes.
const BATCH: usize = 500;
/// The most records that wait; beyond it a caller waits for room.
const WAITING: usize = 10_000;
/// Room that is kept for records that somebody waits for.
const RESERVED: usize = WAITING / 4;

/// A touch with its event, as they go into the database together.
#[derive(Clone, Debug)]
pub struct Record {
    /// What was touched.
    pub touch: touch::Model,
    /// The same in words, for timelines.
    pub event: event::Model,
    /// Who it was, when they may be known again on the same day.
    pub footprint: Option<Footprint>,
}

struct Waiting {
    /// `None` only asks to be told when everything before it is committed.
    record: Option<Record>,
    /// Whoever waits; nobody for what was offered.
    done: Option<oneshot::Sender<Result<()>>>,
}

impl Waiting {
    fn tell(self, result: Result<()>) {
        match self.done {
            Some(done) => _ = done.send(result),
            None if result.is_err() => metrics::view_lost(),
            None => {}
        }
    }
}

/// Takes records from any number of requests.
#[derive(Clone)]
pub struct EventBuffer {
    queue: mpsc::Sender<Waiting>,
}

impl EventBuffer {
    /// Starts the task that writes. It ends, after writing what waits, when the last clone is dropped.
    pub fn start(db: Db) -> Self {
        let (queue, waiting) = mpsc::channel(WAITING);
        tokio::spawn(write_batches(db, waiting));
        Self { queue }
    }

    /// Returns when the record is committed.
    pub async fn record(&self, record: Record) -> Result<()> {
        self.pass(Some(record)).await
    }

    /// Takes a record that nobody waits for. What finds no room, or cannot be written later, is counted as lost.
    pub fn offer(&self, record: Record) {
        let waiting = Waiting { record: Some(record), done: None };
        if self.queue.capacity() <= RESERVED || self.queue.try_send(waiting).is_err() {
            metrics::view_lost();
        }
    }

    /// Returns when every record that came before is committed or refused.
    pub async fn flush(&self) {
        let _ = self.pass(None).await;
    }

    async fn pass(&self, record: Option<Record>) -> Result<()> {
        let (done, committed) = oneshot::channel();
        let stopped = || AppError::Unavailable("The server is shutting down. Try again in a moment.".to_owned());
        self.queue.send(Waiting { record, done: Some(done) }).await.map_err(|_| stopped())?;
        committed.await.map_err(|_| stopped())?
    }
}

/// While one batch commits, the next one gathers.
async fn write_batches(db: Db, mut waiting: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        let records: Vec<Record> = batch.iter().filter_map(|waiting| waiting.record.clone()).collect();
        let result = write(&db, records).await;
        if result.is_err() && batch.len() > 1 {
            // One bad record (a workspace deleted meanwhile) must not refuse the others.
            for mut one in batch.drain(..) {
                let result = write(&db, one.record.take().into_iter().collect()).await;
                one.tell(result);
            }
            continue;
        }
        batch.drain(..).for_each(|one| one.tell(result.clone()));
    }
}

async fn write(db: &Db, records: Vec<Record>) -> Result<()> {
    if records.is_empty() {
        return Ok(());
    }
    let count = records.len();
    let tx = db.begin().await?;
    insert(&tx, records).await?;
    tx.commit().await?;
    metrics::events_recorded(count);
    Ok(())
}

/// Writes a record inside of a transaction that does more; the browser's row is there afterwards.
pub async fn record_within<C: ConnectionTrait>(tx: &C, record: Record) -> Result<()> {
    insert(tx, vec![record]).await
}

async fn insert<C: ConnectionTrait>(tx: &C, mut records: Vec<Record>) -> Result<()> {
    roll_ups::prepare(tx, &mut records).await?;
    let mut visitors = HashMap::new();
    for Record { touch, .. } in &records {
        if let Some(id) = touch.visitor_id {
            visitors.insert(id, visitor::ActiveModel { id: Set(id), created_at: Set(touch.at) });
        }
    }
    let (touches, events): (Vec<_>, Vec<_>) =
        records.into_iter().map(|record| (record.touch, record.event.into_active_model())).unzip();
    if !visitors.is_empty() {
        visitor::Entity::insert_many(visitors.into_values())
            .on_conflict(OnConflict::column(visitor::Column::Id).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    let rows = touches.iter().cloned().map(IntoActiveModel::into_active_model);
    touch::Entity::insert_many(rows).exec_without_returning(tx).await?;
    event::Entity::insert_many(events).exec_without_returning(tx).await?;
    roll_ups::add(tx, &touches).await
}
