//! Sessions in the database: a store for tower-sessions and what a session knows.

use async_trait::async_trait;
use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

use super::{config::Secrets, db::Db};
use crate::{
    entity::session,
    kernel::{
        id::{SessionId, UserId},
        time::{Time, now},
    },
};

/// Session key: the id of the person who is signed in.
pub const USER_ID: &str = "user_id";
/// Session key: network prefix of the device at sign-in.
pub const IP_PREFIX: &str = "ip_prefix";
/// Session key: user agent of the device at sign-in.
pub const USER_AGENT: &str = "user_agent";

/// Session key: whether the person asked to stay signed in.
pub const REMEMBERED: &str = "remembered";
/// Session key: whether the sign-in stood on two factors.
pub const TWO_FACTORS: &str = "two_factors";
/// Session key: when the person last proved who they are, in seconds since 1970.
pub const PROVED_AT: &str = "proved_at";

/// How old `last_seen_at` may get before a request renews it, in seconds; less where sessions end sooner.
const SEEN_SECONDS: i64 = 300;

/// Keeps sessions in the table `session`, under a hash of the id in the cookie.
#[derive(Clone)]
pub struct DbSessionStore {
    db: Db,
    secrets: Secrets,
    idle: TimeDelta,
}

impl std::fmt::Debug for DbSessionStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DbSessionStore")
    }
}

impl DbSessionStore {
    /// A store on a database. After `idle` without a request a session ends that nobody asked to keep.
    pub fn new(db: Db, secrets: Secrets, idle: TimeDelta) -> Self {
        Self { db, secrets, idle }
    }

    fn row(&self, record: &Record) -> Result<session::ActiveModel> {
        let text = |key: &str| record.data.get(key).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let user_id: Option<UserId> =
            record.data.get(USER_ID).map(|value| serde_json::from_value(value.clone())).transpose().map_err(encode)?;
        Ok(session::ActiveModel {
            id: Set(SessionId::new()),
            key_hash: Set(key_hash(&self.secrets, &record.id)),
            user_id: Set(user_id),
            data: Set(serde_json::to_value(&record.data).map_err(encode)?),
            ip_prefix: Set(text(IP_PREFIX)),
            user_agent: Set(text(USER_AGENT)),
            created_at: Set(now()),
            last_seen_at: Set(now()),
            expires_at: Set(to_time(record.expiry_date)),
            remembered: Set(record.data.get(REMEMBERED).and_then(|value| value.as_bool()).unwrap_or_default()),
        })
    }
}

#[async_trait]
impl SessionStore for DbSessionStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // 128 random bits do not meet twice; the unique index would refuse it.
        self.row(record)?.insert(self.db.write()).await.map_err(backend)?;
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        use session::Column::{Data, ExpiresAt, IpPrefix, KeyHash, LastSeenAt, Remembered, UserAgent, UserId};
        session::Entity::insert(self.row(record)?)
            .on_conflict(
                OnConflict::column(KeyHash)
                    .update_columns([UserId, Data, IpPrefix, UserAgent, LastSeenAt, ExpiresAt, Remembered])
                    .to_owned(),
            )
            .exec_without_returning(self.db.write())
            .await
            .map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let found = session::Entity::find()
            .filter(session::Column::KeyHash.eq(key_hash(&self.secrets, id)))
            .filter(session::Column::ExpiresAt.gt(now()))
            .one(self.db.read())
            .await
            .map_err(backend)?;
        let Some(row) = found else { return Ok(None) };
        if row.user_id.is_some() && !row.remembered && row.last_seen_at <= now() - self.idle {
            session::Entity::delete_by_id(row.id).exec(self.db.write()).await.map_err(backend)?;
            return Ok(None);
        }
        let grain = SEEN_SECONDS.min(self.idle.num_seconds() / 4);
        if (now() - row.last_seen_at).num_seconds() > grain {
            session::ActiveModel { id: Set(row.id), last_seen_at: Set(now()), ..Default::default() }
                .update(self.db.write())
                .await
                .map_err(backend)?;
        }
        Ok(Some(Record {
            id: *id,
            data: serde_json::from_value(row.data).map_err(|error| Error::Decode(error.to_string()))?,
            expiry_date: from_time(row.expires_at)?,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        session::Entity::delete_many()
            .filter(session::Column::KeyHash.eq(key_hash(&self.secrets, id)))
            .exec(self.db.write())
            .await
            .map_err(backend)?;
        Ok(())
    }
}

/// What the database keeps of a session's id.
pub fn key_hash(secrets: &Secrets, id: &Id) -> String {
    secrets.token_hash("session", &id.to_string())
}

fn to_time(at: OffsetDateTime) -> Time {
    chrono::DateTime::from_timestamp_micros((at.unix_timestamp_nanos() / 1000) as i64).unwrap_or_else(now)
}

fn from_time(at: Time) -> Result<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(at.timestamp()).map_err(|error| Error::Decode(error.to_string()))
}

fn backend(error: sea_orm::DbErr) -> Error {
    Error::Backend(error.to_string())
}

fn encode(error: serde_json::Error) -> Error {
    Error::Encode(error.to_string())
}
