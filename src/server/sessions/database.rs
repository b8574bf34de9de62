//! Sessions in the table `session`.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict,
};
use tower_sessions::session_store::{Error, Result as StoreResult};

use crate::{
    entity::session,
    kernel::{
        Result,
        id::{SessionId, UserId},
        page::MAX_PAGE,
        time::{Time, now},
    },
    server::db::Db,
};

/// The table.
#[derive(Clone)]
pub struct Table {
    pub db: Db,
    pub idle: TimeDelta,
}

impl Table {
    /// Keeps a new session, unless its id is taken.
    pub async fn create(&self, row: session::Model) -> StoreResult<bool> {
        let made = session::Entity::insert(row.into_active_model())
            .on_conflict(OnConflict::column(session::Column::KeyHash).do_nothing().to_owned())
            .exec_without_returning(self.db.write())
            .await;
        match made {
            Ok(count) => Ok(count == 1),
            Err(DbErr::RecordNotInserted) => Ok(false),
            Err(error) => Err(backend(error)),
        }
    }

    pub async fn save(&self, row: session::Model) -> StoreResult<()> {
        let new = session::ActiveModel {
            user_id: Set(row.user_id),
            data: Set(row.data),
            ip_prefix: Set(row.ip_prefix),
            user_agent: Set(row.user_agent),
            last_seen_at: Set(row.last_seen_at),
            expires_at: Set(row.expires_at),
            remembered: Set(row.remembered),
            ..Default::default()
        };
        let of = session::Column::KeyHash.eq(row.key_hash);
        session::Entity::update_many().set(new).filter(of).exec(self.db.write()).await.map_err(backend)?;
        Ok(())
    }

    pub async fn load(&self, key: &str) -> StoreResult<Option<session::Model>> {
        session::Entity::find().filter(session::Column::KeyHash.eq(key)).one(self.db.read()).await.map_err(backend)
    }

    /// Notes that it was used now.
    pub async fn touch(&self, row: &session::Model) -> StoreResult<()> {
        let seen = session::ActiveModel { last_seen_at: Set(now()), ..Default::default() };
        let of = session::Column::Id.eq(row.id);
        session::Entity::update_many().set(seen).filter(of).exec(self.db.write()).await.map_err(backend)?;
        Ok(())
    }

    pub async fn delete(&self, key: &str) -> StoreResult<()> {
        let of = session::Column::KeyHash.eq(key);
        session::Entity::delete_many().filter(of).exec(self.db.write()).await.map_err(backend)?;
        Ok(())
    }

    pub async fn people<C: ConnectionTrait>(&self, db: &C) -> Result<Vec<UserId>> {
        Ok(session::Entity::find()
            .select_only()
            .column(session::Column::UserId)
            .distinct()
            .filter(session::Column::UserId.is_not_null())
            .into_tuple()
            .all(db)
            .await?)
    }

    pub async fn of<C: ConnectionTrait>(&self, db: &C, user: UserId) -> Result<Vec<session::Model>> {
        let used = session::Column::Remembered.eq(true).or(session::Column::LastSeenAt.gt(now() - self.idle));
        Ok(session::Entity::find()
            .filter(session::Column::UserId.eq(user))
            .filter(session::Column::ExpiresAt.gt(now()))
            .filter(used)
            .order_by_desc(session::Column::LastSeenAt)
            .order_by_desc(session::Column::Id)
            .limit(MAX_PAGE)
            .all(db)
            .await?)
    }

    pub async fn seen<C: ConnectionTrait>(&self, db: &C, users: Vec<UserId>) -> Result<HashMap<UserId, Time>> {
        let rows: Vec<(Option<UserId>, Option<Time>)> = session::Entity::find()
            .select_only()
            .column(session::Column::UserId)
            .column_as(session::Column::LastSeenAt.max(), "seen")
            .filter(session::Column::UserId.is_in(users))
            .group_by(session::Column::UserId)
            .into_tuple()
            .all(db)
            .await?;
        Ok(rows.into_iter().filter_map(|(id, at)| Some((id?, at?))).collect())
    }

    pub async fn end<C: ConnectionTrait>(&self, tx: &C, user: UserId, id: SessionId) -> Result<Option<session::Model>> {
        let found = session::Entity::find_by_id(id).filter(session::Column::UserId.eq(user)).one(tx).await?;
        if found.is_some() {
            session::Entity::delete_by_id(id).exec(tx).await?;
        }
        Ok(found)
    }

    pub async fn end_all<C: ConnectionTrait>(&self, tx: &C, user: UserId, but: Option<&str>) -> Result<u64> {
        let mut which = Condition::all().add(session::Column::UserId.eq(user));
        if let Some(key) = but {
            which = which.add(session::Column::KeyHash.ne(key));
        }
        Ok(session::Entity::delete_many().filter(which).exec(tx).await?.rows_affected)
    }

    pub async fn sweep(&self) -> Result<u64> {
        let unused = session::Column::UserId
            .is_not_null()
            .and(session::Column::Remembered.eq(false))
            .and(session::Column::LastSeenAt.lte(now() - self.idle));
        let which = session::Column::ExpiresAt.lte(now()).or(unused);
        Ok(session::Entity::delete_many().filter(which).exec(self.db.write()).await?.rows_affected)
    }

    /// Forgets every session, when they are kept elsewhere now.
    pub async fn clear(&self) -> Result<u64> {
        Ok(session::Entity::delete_many().exec(self.db.write()).await?.rows_affected)
    }
}

fn backend(error: DbErr) -> Error {
    Error::Backend(error.to_string())
}
