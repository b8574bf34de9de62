//! Redis, for what several processes share: a connection that is made when it is first needed and made again when it is lost.

use std::{
    fmt::Display,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use redis::{
    Client, FromRedisValue, RedisError, ScriptInvocation,
    aio::{ConnectionManager, ConnectionManagerConfig},
};

use super::config::Config;

/// Seconds for which Redis is not asked after it failed, by those who can do without.
const PAUSE: u64 = 5;

/// A connection. Cheap to clone.
#[derive(Clone)]
pub struct Shared(Arc<Inner>);

struct Inner {
    connection: ConnectionManager,
    prefix: String,
    patience: Duration,
    /// Until when Redis is left alone, in seconds since 1970.
    silent_until: AtomicU64,
}

impl Shared {
    /// The Redis of the configuration, which must answer within some time. `None` when there is none, or, with a line in the log, when
    /// its address is wrong.
    pub fn new(config: &Config, patience: Duration) -> Option<Self> {
        let manager = ConnectionManagerConfig::new()
            .set_number_of_retries(1)
            .set_max_delay(patience)
            .set_connection_timeout(Some(patience))
            .set_response_timeout(Some(patience));
        let client = Client::open(config.redis_url()?);
        let made = client.and_then(|client| ConnectionManager::new_lazy_with_config(client, manager));
        let connection = made.inspect_err(|error| tracing::error!(%error, "redis.url cannot be used")).ok()?;
        let prefix = config.redis.prefix.clone();
        Some(Self(Arc::new(Inner { connection, prefix, patience, silent_until: 0.into() })))
    }

    /// The name of a key.
    pub fn key(&self, rest: impl Display) -> String {
        format!("{}:{rest}", self.0.prefix)
    }

    /// Runs a script. A connection that was lost meanwhile is made again once.
    ///
    /// # Errors
    /// What Redis says, or that it says nothing.
    pub async fn run<T: FromRedisValue>(&self, call: &ScriptInvocation<'_>) -> Result<T, String> {
        match self.once(call).await {
            Err(Failure { lost: true, .. }) => self.once(call).await,
            answer => answer,
        }
        .map_err(|failure| failure.words)
    }

    /// The same for what can be done without: `None` while Redis does not answer, and for some seconds after.
    pub async fn try_run<T: FromRedisValue>(&self, call: &ScriptInvocation<'_>) -> Option<T> {
        if self.0.silent_until.load(Ordering::Relaxed) > seconds() {
            return None;
        }
        match self.once(call).await {
            Ok(answer) => Some(answer),
            Err(Failure { words, .. }) => {
                tracing::warn!(error = words, "Redis does not count, so this process does");
                self.0.silent_until.store(seconds() + PAUSE, Ordering::Relaxed);
                None
            }
        }
    }

    async fn once<T: FromRedisValue>(&self, call: &ScriptInvocation<'_>) -> Result<T, Failure> {
        let mut connection = self.0.connection.clone();
        match tokio::time::timeout(self.0.patience * 2, call.invoke_async(&mut connection)).await {
            Ok(answer) => answer.map_err(|error: RedisError| Failure {
                lost: error.is_connection_dropped() || error.is_io_error(),
                words: error.to_string(),
            }),
            Err(_) => Err(Failure { lost: false, words: "no answer in time".to_owned() }),
        }
    }
}

struct Failure {
    /// Whether another connection may help.
    lost: bool,
    words: String,
}

fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
