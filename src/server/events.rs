//! The event buffer: touches and events of visitors, committed in batches and acknowledged only then, so that one
//! writer takes thousands a second.

use std::collections::HashMap;

use chrono::{DurationRound, TimeDelta};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, sea_query::OnConflict};
use tokio::sync::{mpsc, oneshot};

use super::{db::Db, error::internal};
use crate::{
    entity::{click_hour, event, touch, visitor},
    kernel::{AppError, Result},
};

/// The most records that one transaction takes.
const BATCH: usize = 500;
/// The most records that wait; beyond it a caller waits for room.
const WAITING: usize = 10_000;

/// A touch with its event, as they go into the database together.
#[derive(Clone, Debug)]
pub struct Record {
    /// What was touched.
    pub touch: touch::Model,
    /// The same in words, for timelines.
    pub event: event::Model,
}

struct Waiting {
    /// `None` only asks to be told when everything before it is committed.
    record: Option<Record>,
    done: oneshot::Sender<Result<()>>,
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

    /// Returns when every record that came before is committed or refused.
    pub async fn flush(&self) {
        let _ = self.pass(None).await;
    }

    async fn pass(&self, record: Option<Record>) -> Result<()> {
        let (done, committed) = oneshot::channel();
        let stopped = || AppError::Unavailable("The server is shutting down. Try again in a moment.".to_owned());
        self.queue.send(Waiting { record, done }).await.map_err(|_| stopped())?;
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
            for one in batch.drain(..) {
                let result = write(&db, one.record.into_iter().collect()).await;
                let _ = one.done.send(result);
            }
            continue;
        }
        for one in batch.drain(..) {
            let _ = one.done.send(result.clone());
        }
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
    super::metrics::events_recorded(count);
    Ok(())
}

/// Writes a record inside of a transaction that does more; the browser's row is there afterwards.
pub async fn record_within<C: ConnectionTrait>(tx: &C, record: Record) -> Result<()> {
    insert(tx, vec![record]).await
}

async fn insert<C: ConnectionTrait>(tx: &C, records: Vec<Record>) -> Result<()> {
    let mut hours: HashMap<_, click_hour::Model> = HashMap::new();
    let mut visitors = HashMap::new();
    for Record { touch, .. } in &records {
        if let Some(id) = touch.visitor_id {
            visitors.insert(id, visitor::ActiveModel { id: Set(id), created_at: Set(touch.at) });
        }
        if touch.kind == "click" {
            let hour = touch.at.duration_trunc(TimeDelta::hours(1)).map_err(|error| internal("event hour", error))?;
            let row = hours.entry((touch.object_id, hour)).or_insert(click_hour::Model {
                object_id: touch.object_id,
                hour,
                workspace_id: touch.workspace_id,
                clicks: 0,
                bots: 0,
            });
            if touch.bot { row.bots += 1 } else { row.clicks += 1 }
        }
    }
    let (touches, events): (Vec<_>, Vec<_>) =
        records.into_iter().map(|record| (record.touch.into_active_model(), record.event.into_active_model())).unzip();
    if !visitors.is_empty() {
        visitor::Entity::insert_many(visitors.into_values())
            .on_conflict(OnConflict::column(visitor::Column::Id).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    touch::Entity::insert_many(touches).exec_without_returning(tx).await?;
    event::Entity::insert_many(events).exec_without_returning(tx).await?;
    if !hours.is_empty() {
        let mut conflict = OnConflict::columns([click_hour::Column::ObjectId, click_hour::Column::Hour]);
        for column in [click_hour::Column::Clicks, click_hour::Column::Bots] {
            conflict.value(column, add_excluded(column));
        }
        click_hour::Entity::insert_many(hours.into_values().map(IntoActiveModel::into_active_model))
            .on_conflict(conflict)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// `click_hour.column + excluded.column`, on both databases.
fn add_excluded(column: click_hour::Column) -> sea_orm::sea_query::SimpleExpr {
    use sea_orm::sea_query::{Expr, ExprTrait};
    Expr::col((click_hour::Entity, column)).add(Expr::col(("excluded", column)))
}
