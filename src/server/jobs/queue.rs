//! The outbox as a queue: claiming, renewing, finishing. Every statement names the worker, so that one who has lost its
//! lease changes nothing.

use std::time::Duration;

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType, Order},
};

use crate::{
    entity::outbox::{self, Column},
    kernel::{
        Result,
        id::OutboxId,
        time::{self, Time},
    },
    server::db::Db,
};

/// What the database keeps of a reason.
const LONGEST_REASON: usize = 1000;

/// The worker that a row is leased to.
#[derive(Clone)]
pub struct Queue {
    /// The database.
    pub db: Db,
    /// The worker's name, different for every process and start.
    pub worker: String,
    /// How long a lease is.
    pub lease: Duration,
}

fn due(topics: &[&str], now: Time) -> Condition {
    Condition::all()
        .add(Column::DoneAt.is_null())
        .add(Column::DeadAt.is_null())
        .add(Column::AvailableAt.lte(now))
        .add(Column::LockedUntil.is_null().or(Column::LockedUntil.lte(now)))
        .add(Column::Topic.is_in(topics.iter().copied()))
}

impl Queue {
    /// Leases up to `count` due rows of these topics, the oldest first, and counts the try.
    ///
    /// It looks before it claims, so that an idle worker never takes SQLite's write lock. On PostgreSQL the rows that
    /// another worker is claiming are skipped; on SQLite writers come one after the other anyway.
    pub async fn claim(&self, topics: &[&str], count: u64) -> Result<Vec<outbox::Model>> {
        let now = time::now();
        let any: Option<OutboxId> = outbox::Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(due(topics, now))
            .limit(1)
            .into_tuple()
            .one(self.db.read())
            .await?;
        if any.is_none() {
            return Ok(Vec::new());
        }
        let mut first = outbox::Entity::find().select_only().column(Column::Id).filter(due(topics, now)).limit(count);
        QueryTrait::query(&mut first)
            .order_by(Column::AvailableAt, Order::Asc)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        let tx = self.db.begin().await?;
        let mut rows = outbox::Entity::update_many()
            .col_expr(Column::LockedBy, Expr::value(self.worker.clone()))
            .col_expr(Column::LockedUntil, Expr::value(self.until(now)))
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .filter(Column::Id.in_subquery(first.into_query()))
            .exec_with_returning(&tx)
            .await?;
        tx.commit().await?;
        rows.sort_by_key(|row| row.available_at);
        Ok(rows)
    }

    fn until(&self, now: Time) -> Time {
        now + TimeDelta::from_std(self.lease).unwrap_or(TimeDelta::MAX)
    }

    /// Renews a lease. `false` when it is lost.
    pub async fn renew(&self, id: OutboxId) -> Result<bool> {
        let until = self.until(time::now());
        self.change(id, outbox::ActiveModel { locked_until: Set(Some(until)), ..Default::default() }).await
    }

    /// It left.
    pub async fn done(&self, id: OutboxId) -> Result<bool> {
        let done = outbox::ActiveModel { done_at: Set(Some(time::now())), last_error: Set(None), ..free() };
        self.change(id, done).await
    }

    /// It did not leave; it is tried again after a pause.
    pub async fn again(&self, id: OutboxId, why: &str, pause: Duration) -> Result<bool> {
        let at = time::now() + TimeDelta::from_std(pause).unwrap_or(TimeDelta::MAX);
        let waits = outbox::ActiveModel { available_at: Set(at), last_error: Set(Some(short(why))), ..free() };
        self.change(id, waits).await
    }

    /// It will never leave.
    pub async fn dead(&self, id: OutboxId, why: &str) -> Result<bool> {
        let dead = outbox::ActiveModel { dead_at: Set(Some(time::now())), last_error: Set(Some(short(why))), ..free() };
        self.change(id, dead).await
    }

    /// Gives back what this worker holds, without counting the try.
    pub async fn give_back(&self) -> Result<u64> {
        let given = outbox::Entity::update_many()
            .set(free())
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).sub(1))
            .filter(Column::LockedBy.eq(&self.worker))
            .filter(Column::DoneAt.is_null())
            .exec(self.db.write())
            .await?;
        Ok(given.rows_affected)
    }

    async fn change(&self, id: OutboxId, row: outbox::ActiveModel) -> Result<bool> {
        let changed = outbox::Entity::update_many()
            .set(row)
            .filter(Column::Id.eq(id))
            .filter(Column::LockedBy.eq(&self.worker))
            .exec(self.db.write())
            .await?;
        Ok(changed.rows_affected == 1)
    }
}

fn free() -> outbox::ActiveModel {
    outbox::ActiveModel { locked_by: Set(None), locked_until: Set(None), ..Default::default() }
}

fn short(why: &str) -> String {
    why.chars().take(LONGEST_REASON).collect()
}
