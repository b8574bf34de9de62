//! Sessions: what a session knows, and where sessions are kept, in the database or in Redis. Whoever lists or ends them asks here.

mod database;
mod shared;

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::TimeDelta;
use sea_orm::ConnectionTrait;
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{self as tower, Id, Record},
    session_store::{Error, Result as StoreResult},
};

use super::{
    config::{Config, Secrets, SessionStoreKind},
    db::Db,
    error::internal,
};
use crate::{
    entity::session,
    kernel::{
        AppError, Result,
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
/// Session key: when the session ends whatever happens in it, in seconds since 1970.
pub const ENDS_AT: &str = "ends_at";

/// How old `last_seen_at` may get before a request renews it, in seconds; less where sessions end sooner.
const SEEN_SECONDS: i64 = 300;
/// How often a new id is drawn when one is taken.
const DRAWS: usize = 4;
/// How the words begin when the store does not answer.
const AWAY: &str = "the store of sessions does not answer";

/// Where sessions are kept, always under a hash of the id in the cookie. Cheap to clone.
#[derive(Clone)]
pub struct Sessions {
    place: Place,
    secrets: Secrets,
    idle: TimeDelta,
}

#[derive(Clone)]
enum Place {
    Database(database::Table),
    Shared(shared::Keys),
}

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sessions")
    }
}

impl Sessions {
    /// The store of the configuration.
    pub fn new(config: &Config, secrets: &Secrets, db: &Db) -> Self {
        let idle = config.sign_in.idle();
        let table = database::Table { db: db.clone(), idle };
        let place = match config.sign_in.session_store {
            SessionStoreKind::Database => Place::Database(table),
            SessionStoreKind::Redis => Place::Shared(shared::Keys::new(config, table)),
        };
        Self { place, secrets: secrets.clone(), idle }
    }

    /// The open sessions of a person, the last used first, at most a hundred.
    ///
    /// # Errors
    /// Unavailable.
    pub async fn of<C: ConnectionTrait>(&self, db: &C, user: UserId) -> Result<Vec<session::Model>> {
        match &self.place {
            Place::Database(table) => table.of(db, user).await,
            Place::Shared(keys) => keys.of(user).await,
        }
    }

    /// When a device of each was last seen.
    ///
    /// # Errors
    /// Unavailable.
    pub async fn seen<C: ConnectionTrait>(&self, db: &C, users: Vec<UserId>) -> Result<HashMap<UserId, Time>> {
        match &self.place {
            Place::Database(table) => table.seen(db, users).await,
            Place::Shared(keys) => keys.seen(users).await,
        }
    }

    /// Ends one session of a person; says which. What is kept outside of the database ends before the transaction does: when that
    /// fails afterwards, somebody is signed out and nothing else happened.
    ///
    /// # Errors
    /// Unavailable.
    pub async fn end<C: ConnectionTrait>(&self, tx: &C, user: UserId, id: SessionId) -> Result<Option<session::Model>> {
        match &self.place {
            Place::Database(table) => table.end(tx, user, id).await,
            Place::Shared(keys) => keys.end(user, id).await,
        }
    }

    /// Ends every session of a person, but the one with a key; says how many. See [`Sessions::end`].
    ///
    /// # Errors
    /// Unavailable; then none has ended.
    pub async fn end_all<C: ConnectionTrait>(&self, tx: &C, user: UserId, but: Option<&str>) -> Result<u64> {
        match &self.place {
            Place::Database(table) => table.end_all(tx, user, but).await,
            Place::Shared(keys) => keys.end_all(tx, user, but).await,
        }
    }

    /// Everybody who has an open session.
    ///
    /// # Errors
    /// Unavailable.
    pub async fn people<C: ConnectionTrait>(&self, db: &C) -> Result<Vec<UserId>> {
        match &self.place {
            Place::Database(table) => table.people(db).await,
            Place::Shared(keys) => keys.people().await,
        }
    }

    /// Forgets sessions that have ended, by time or because nobody used them; gives how many.
    ///
    /// # Errors
    /// Internal.
    pub async fn sweep(&self) -> Result<u64> {
        match &self.place {
            Place::Database(table) => table.sweep().await,
            Place::Shared(keys) => keys.sweep().await,
        }
    }

    fn row(&self, record: &Record) -> StoreResult<session::Model> {
        let text = |key: &str| record.data.get(key).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let user_id: Option<UserId> =
            record.data.get(USER_ID).map(|value| serde_json::from_value(value.clone())).transpose().map_err(encode)?;
        Ok(session::Model {
            id: SessionId::new(),
            key_hash: key_hash(&self.secrets, &record.id),
            user_id,
            data: serde_json::to_value(&record.data).map_err(encode)?,
            ip_prefix: text(IP_PREFIX),
            user_agent: text(USER_AGENT),
            created_at: now(),
            last_seen_at: now(),
            expires_at: to_time(record.expiry_date),
            remembered: record.data.get(REMEMBERED).and_then(|value| value.as_bool()).unwrap_or_default(),
        })
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> StoreResult<()> {
        for _ in 0..DRAWS {
            let row = self.row(record)?;
            let made = match &self.place {
                Place::Database(table) => table.create(row).await,
                Place::Shared(keys) => keys.create(&row).await,
            };
            if made? {
                return Ok(());
            }
            record.id = Id::default();
        }
        Err(Error::Backend("no id is free".to_owned()))
    }

    /// What has ended meanwhile stays ended: a request that was under way does not bring it back.
    async fn save(&self, record: &Record) -> StoreResult<()> {
        let row = self.row(record)?;
        match &self.place {
            Place::Database(table) => table.save(row).await,
            Place::Shared(keys) => keys.save(&row).await,
        }
    }

    async fn load(&self, id: &Id) -> StoreResult<Option<Record>> {
        let key = key_hash(&self.secrets, id);
        let found = match &self.place {
            Place::Database(table) => table.load(&key).await?,
            Place::Shared(keys) => keys.load(&key).await?,
        };
        let Some(row) = found else { return Ok(None) };
        if !is_open(&row, self.idle) {
            self.delete(id).await?;
            return Ok(None);
        }
        let grain = SEEN_SECONDS.min(self.idle.num_seconds() / 4);
        if (now() - row.last_seen_at).num_seconds() > grain {
            match &self.place {
                Place::Database(table) => table.touch(&row).await?,
                Place::Shared(keys) => keys.touch(&row).await?,
            }
        }
        Ok(Some(Record {
            id: *id,
            data: serde_json::from_value(row.data).map_err(|error| Error::Decode(error.to_string()))?,
            expiry_date: from_time(row.expires_at)?,
        }))
    }

    async fn delete(&self, id: &Id) -> StoreResult<()> {
        let key = key_hash(&self.secrets, id);
        match &self.place {
            Place::Database(table) => table.delete(&key).await,
            Place::Shared(keys) => keys.delete(&key).await,
        }
    }
}

/// What a store keeps of a session's id.
pub fn key_hash(secrets: &Secrets, id: &Id) -> String {
    secrets.token_hash("session", &id.to_string())
}

/// What a person is told when their session can neither be read nor kept.
pub fn fault(error: tower::Error) -> AppError {
    match error {
        tower::Error::Store(Error::Backend(words)) if words.starts_with(AWAY) => unavailable(words),
        error => internal("session", error),
    }
}

fn unavailable(words: String) -> AppError {
    tracing::error!(error = words, "sessions cannot be read or kept");
    AppError::Unavailable(
        "We cannot tell at the moment who is signed in. Nothing was changed; try again in a moment.".to_owned(),
    )
}

/// Whether a session still counts.
fn is_open(row: &session::Model, idle: TimeDelta) -> bool {
    let unused = row.user_id.is_some() && !row.remembered && row.last_seen_at <= now() - idle;
    row.expires_at > now() && !unused
}

fn to_time(at: OffsetDateTime) -> Time {
    chrono::DateTime::from_timestamp_micros((at.unix_timestamp_nanos() / 1000) as i64).unwrap_or_else(now)
}

fn from_time(at: Time) -> StoreResult<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(at.timestamp()).map_err(|error| Error::Decode(error.to_string()))
}

fn encode(error: serde_json::Error) -> Error {
    Error::Encode(error.to_string())
}
