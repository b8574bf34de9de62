//! How often one network address may send a form.

use std::{
    net::IpAddr,
    num::NonZeroU32,
    sync::atomic::{AtomicUsize, Ordering},
};

use governor::{
    DefaultKeyedRateLimiter, Quota,
    clock::{Clock, DefaultClock},
};

use crate::{
    kernel::{AppError, Result},
    server::ctx::Visitor,
};

/// Counts tries by address.
pub struct Tries {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    /// Tries until addresses that were not seen lately are forgotten.
    until_sweep: AtomicUsize,
}

impl Tries {
    /// As many at once, and as many a minute in the long run.
    pub fn per_minute(tries: u32) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(tries).unwrap_or(NonZeroU32::MIN));
        Self { limiter: DefaultKeyedRateLimiter::keyed(quota), until_sweep: AtomicUsize::new(0) }
    }

    /// Counts one try.
    ///
    /// # Errors
    /// Limited.
    pub fn check(&self, visitor: &Visitor) -> Result<()> {
        if !visitor.app().config().limits.rate_limits {
            return Ok(());
        }
        if self.until_sweep.fetch_add(1, Ordering::Relaxed) % 1000 == 999 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&visitor.client().ip).map_err(|until| AppError::Limited {
            retry_after: until.wait_time_from(DefaultClock::default().now()).as_secs() + 1,
        })
    }
}
