//! Scores that all processes share through Redis.

use std::{sync::LazyLock, time::Duration};

use ipnet::IpNet;
use redis::Script;

use super::{QUIET, Sign, TOO_MUCH, WINDOW};
use crate::server::{config::Config, shared::Shared};

/// Redis must answer within this time, or the process scores for itself.
const PATIENCE: Duration = Duration::from_millis(250);

/// Keys: the points of a network, and whether this sign of it was written down lately. A score that is too much is taken away in the
/// same step, so that one process alone blocks for it. Returns: the points, whether the sign is to be written down.
static ADD: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local points = redis.call('INCRBY', KEYS[1], ARGV[1])
if points == tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
if points >= tonumber(ARGV[3]) then redis.call('DEL', KEYS[1]) end
local fresh = redis.call('SET', KEYS[2], '1', 'NX', 'PX', ARGV[4])
return { points, fresh and 1 or 0 }",
    )
});

static FORGET: LazyLock<Script> = LazyLock::new(|| Script::new("return redis.call('DEL', KEYS[1])"));

/// The scores in Redis.
pub struct Together(Shared);

impl Together {
    /// Scores in the Redis of the configuration, when there is one.
    pub fn new(config: &Config) -> Option<Self> {
        Shared::new(config, PATIENCE).map(Self)
    }

    /// Adds the points of a sign; `None` while Redis does not answer.
    pub async fn add(&self, net: IpNet, sign: Sign) -> Option<(u32, bool)> {
        let mut call = ADD.prepare_invoke();
        call.key(self.0.key(format!("threat:{net}"))).key(self.0.key(format!("threat:{net}:{}", sign.as_str())));
        call.arg(sign.points()).arg(millis(WINDOW)).arg(TOO_MUCH).arg(millis(QUIET));
        let (points, fresh): (u32, u8) = self.0.try_run(&call).await?;
        Some((points, fresh == 1 && sign.is_worth_a_row()))
    }

    /// Forgets the score of a network.
    pub async fn forget(&self, net: IpNet) {
        let mut call = FORGET.prepare_invoke();
        call.key(self.0.key(format!("threat:{net}")));
        let _: Option<u64> = self.0.try_run(&call).await;
    }
}

fn millis(time: Duration) -> u64 {
    time.as_millis() as u64
}
