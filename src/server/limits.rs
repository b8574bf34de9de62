//! How often the doors may be tried: sign-in, registration, mails with links.

use std::{
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use governor::{
    DefaultKeyedRateLimiter, Quota,
    clock::{Clock, DefaultClock},
};

use crate::kernel::{AppError, Result};

/// Tries in a row before waiting begins.
const TRIES: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// How long until all of them are given back.
const PERIOD: Duration = Duration::from_secs(300);
/// After how many checks keys that were not seen lately are forgotten.
const SWEEP: usize = 1000;

/// Counts tries by key: ten at once, then one every thirty seconds (GCRA).
#[derive(Clone)]
pub struct AuthLimits(Option<Arc<Counters>>);

struct Counters {
    limiter: DefaultKeyedRateLimiter<String>,
    checks: AtomicUsize,
}

impl AuthLimits {
    /// Counters, or none when limits are off.
    pub fn new(on: bool) -> Self {
        let quota = Quota::with_period(PERIOD / TRIES.get()).expect("the period is not zero").allow_burst(TRIES);
        Self(on.then(|| Arc::new(Counters { limiter: DefaultKeyedRateLimiter::keyed(quota), checks: 0.into() })))
    }

    /// Counts one try of `action` for `key` (an address, an e-mail).
    ///
    /// # Errors
    /// Limited, with the seconds to wait.
    pub fn check(&self, action: &str, key: &str) -> Result<()> {
        let Some(counters) = &self.0 else { return Ok(()) };
        if counters.checks.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            counters.limiter.retain_recent();
        }
        counters.limiter.check_key(&format!("{action} {key}")).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            AppError::Limited { retry_after: wait.as_secs() + 1 }
        })
    }
}
