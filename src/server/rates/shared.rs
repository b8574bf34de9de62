//! Counters that all processes share through Redis.

use std::{sync::LazyLock, time::Duration};

use redis::Script;

use super::{Class, Count};
use crate::server::{config::Config, shared::Shared};

/// Redis must answer within this time, or the process counts for itself.
const PATIENCE: Duration = Duration::from_millis(250);

/// The generic cell rate algorithm in one step, by the clock of Redis. A key holds the instant at which the last request that was
/// allowed is paid for, in microseconds, and goes when that is past.
/// Returns: allowed, remaining, microseconds until all are back, microseconds until one is.
static GCRA: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local each, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
local paid = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local after = paid + each
local earliest = after - each * limit
if now < earliest then return { 0, 0, paid - now, earliest - now } end
redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', math.ceil((after - now) / 1000))
return { 1, math.floor((now - earliest) / each), after - now, 0 }",
    )
});

/// The counters in Redis.
pub struct Together {
    redis: Shared,
    rates: [(u32, u32); 4],
}

impl Together {
    /// Counters in the Redis of the configuration, when there is one.
    pub fn new(config: &Config) -> Option<Self> {
        let rates = Class::ALL.map(|class| class.rate(&config.limits));
        Some(Self { redis: Shared::new(config, PATIENCE)?, rates })
    }

    /// Counts one request; `None` while Redis does not answer.
    pub async fn count(&self, class: Class, key: &str) -> Option<Count> {
        let (limit, period) = self.rates[class as usize];
        let limit = limit.max(1);
        let each = u64::from(period) * 1_000_000 / u64::from(limit);
        let mut call = GCRA.prepare_invoke();
        call.key(self.redis.key(format!("rate:{}:{key}", class.as_str()))).arg(each).arg(limit);
        let (allowed, remaining, reset, wait): (u8, u32, u64, u64) = self.redis.try_run(&call).await?;
        Some(Count {
            allowed: allowed == 1,
            limit,
            remaining,
            reset: reset.div_ceil(1_000_000),
            retry_after: wait.div_ceil(1_000_000),
        })
    }
}
