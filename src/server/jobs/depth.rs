//! How much waits in the outbox.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    entity::outbox,
    kernel::{Result, time},
    server::db::Db,
};

/// What waits and what was given up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Depth {
    /// Rows that wait, due or not.
    pub waiting: u64,
    /// Rows that were given up.
    pub dead: u64,
    /// For how many seconds the oldest row has been due; 0 when none is.
    pub oldest_due_seconds: i64,
}

/// Counts. Three queries over partial indexes.
pub async fn read(db: &Db) -> Result<Depth> {
    use outbox::Column::{AvailableAt, CreatedAt, DeadAt, DoneAt};
    let open = || outbox::Entity::find().filter(DoneAt.is_null()).filter(DeadAt.is_null());
    let oldest: Option<time::Time> = open()
        .select_only()
        .column(CreatedAt)
        .filter(AvailableAt.lte(time::now()))
        .order_by_asc(AvailableAt)
        .limit(1)
        .into_tuple()
        .one(db.read())
        .await?;
    Ok(Depth {
        waiting: open().count(db.read()).await?,
        dead: outbox::Entity::find().filter(DeadAt.is_not_null()).count(db.read()).await?,
        oldest_due_seconds: oldest.map_or(TimeDelta::zero(), |then| time::now() - then).num_seconds().max(0),
    })
}
