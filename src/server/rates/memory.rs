//! Counters in the memory of this process.

use std::{
    num::NonZeroU32,
    sync::{
        Arc, RwLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DefaultKeyedStateStore,
};

use super::{Class, Count};
use crate::server::config::LimitsConfig;

/// After how many checks keys that have all their requests back are forgotten.
const SWEEP: usize = 1000;
/// Keys that one class remembers. When a flood of addresses brings more, counting begins anew rather than to fill the memory.
const MOST: usize = 100_000;

type Limiter = RateLimiter<String, DefaultKeyedStateStore<String>, DefaultClock, StateInformationMiddleware>;

/// One limiter for each class.
pub struct Memory([Counter; 4]);

struct Counter {
    quota: Quota,
    limiter: RwLock<Arc<Limiter>>,
    checks: AtomicUsize,
}

impl Memory {
    /// Counters with nothing counted.
    pub fn new(limits: &LimitsConfig) -> Self {
        Self(Class::ALL.map(|class| {
            let (count, seconds) = class.rate(limits);
            let burst = NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
            let each = Duration::from_secs(seconds.into()) / burst.get();
            let quota = Quota::with_period(each).expect("the period is not zero").allow_burst(burst);
            Counter { quota, limiter: RwLock::new(Arc::new(limiter(quota))), checks: 0.into() }
        }))
    }

    /// Counts one request.
    pub fn count(&self, class: Class, key: &str) -> Count {
        self.0[class as usize].count(key)
    }
}

fn limiter(quota: Quota) -> Limiter {
    RateLimiter::dashmap(quota).with_middleware()
}

impl Counter {
    fn count(&self, key: &str) -> Count {
        let limiter = Arc::clone(&self.limiter.read().unwrap_or_else(std::sync::PoisonError::into_inner));
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.sweep(&limiter);
        }
        let limit = self.quota.burst_size().get();
        let each = self.quota.replenish_interval();
        match limiter.check_key(&key.to_owned()) {
            Ok(state) => {
                let remaining = state.remaining_burst_capacity();
                let reset = (each * (limit - remaining.min(limit))).as_secs_f64().ceil() as u64;
                Count { allowed: true, limit, remaining, reset, retry_after: 0 }
            }
            Err(not_until) => {
                let wait = not_until.wait_time_from(DefaultClock::default().now());
                let reset = (each * limit).as_secs();
                Count { allowed: false, limit, remaining: 0, reset, retry_after: wait.as_secs() + 1 }
            }
        }
    }

    fn sweep(&self, known: &Limiter) {
        known.retain_recent();
        if known.len() > MOST {
            tracing::warn!(keys = known.len(), "so many addresses ask that counting begins anew");
            *self.limiter.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(limiter(self.quota));
        }
    }
}
