//! Counters that all processes share through Redis.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use redis::{
    Client, RedisResult, Script,
    aio::{ConnectionManager, ConnectionManagerConfig},
};

use super::{Class, Count};
use crate::server::config::LimitsConfig;

/// Redis must answer within this time, or the process counts for itself.
const PATIENCE: Duration = Duration::from_millis(250);
/// Seconds for which Redis is not asked after it failed.
const PAUSE: u64 = 5;

/// The generic cell rate algorithm in one step, by the clock of Redis. A key holds the instant at which the last request that was
/// allowed is paid for, in microseconds, and goes when that is past.
/// Returns: allowed, remaining, microseconds until all are back, microseconds until one is.
const GCRA: &str = r"
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local each, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
local paid = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local after = paid + each
local earliest = after - each * limit
if now < earliest then return { 0, 0, paid - now, earliest - now } end
redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', math.ceil((after - now) / 1000))
return { 1, math.floor((now - earliest) / each), after - now, 0 }";

/// A connection that is made at the first count and made again when it is lost.
pub struct Shared {
    connection: ConnectionManager,
    script: Script,
    rates: [(u32, u32); 4],
    /// Until when Redis is left alone, in seconds since 1970.
    silent_until: AtomicU64,
}

impl Shared {
    /// Counters in the Redis of an address; `None`, with a line in the log, when the address is wrong.
    pub fn new(url: &str, limits: &LimitsConfig) -> Option<Self> {
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(1)
            .set_max_delay(PATIENCE)
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE));
        let made = Client::open(url).and_then(|client| ConnectionManager::new_lazy_with_config(client, config));
        let connection = made.inspect_err(|error| tracing::error!(%error, "redis.url cannot be used")).ok()?;
        let rates = Class::ALL.map(|class| class.rate(limits));
        Some(Self { connection, script: Script::new(GCRA), rates, silent_until: 0.into() })
    }

    /// Counts one request; `None` while Redis does not answer.
    pub async fn count(&self, class: Class, key: &str) -> Option<Count> {
        if self.silent_until.load(Ordering::Relaxed) > seconds() {
            return None;
        }
        let (limit, period) = self.rates[class as usize];
        let limit = limit.max(1);
        let each = u64::from(period) * 1_000_000 / u64::from(limit);
        let asked = async {
            let mut connection = self.connection.clone();
            let mut call = self.script.prepare_invoke();
            call.key(format!("mewayz:rate:{}:{key}", class.as_str())).arg(each).arg(limit);
            let answer: RedisResult<(u8, u32, u64, u64)> = call.invoke_async(&mut connection).await;
            answer
        };
        let answer = tokio::time::timeout(PATIENCE * 2, asked).await;
        match answer {
            Ok(Ok((allowed, remaining, reset, wait))) => Some(Count {
                allowed: allowed == 1,
                limit,
                remaining,
                reset: reset.div_ceil(1_000_000),
                retry_after: wait.div_ceil(1_000_000),
            }),
            failed => {
                let error = failed.map_or_else(
                    |_| "no answer in time".to_owned(),
                    |answer| answer.err().map(|error| error.to_string()).unwrap_or_default(),
                );
                tracing::warn!(error, "Redis does not count, so this process does");
                self.silent_until.store(seconds() + PAUSE, Ordering::Relaxed);
                None
            }
        }
    }
}

fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
