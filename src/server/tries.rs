//! Wrong passwords make the next try wait, longer each time: for an account, and for a network. On a device where somebody has signed
//! in before, an account stays open although strangers try it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crate::kernel::{AppError, Result};

/// Keys that are remembered; when a flood brings more, those without a wait are forgotten first.
const MOST: usize = 50_000;
/// Wrong tries are forgotten after this time without another.
const FORGOTTEN: Duration = Duration::from_secs(3600);

/// How patient we are with a kind of caller.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Wrong tries that cost nothing.
    free: u32,
    /// The first wait, in seconds; it doubles with each further try.
    first: u64,
    /// The longest wait, in seconds.
    longest: u64,
}

/// With an account, from a device that nobody signed in on.
pub const ACCOUNT: Patience = Patience { free: 5, first: 30, longest: 15 * 60 };
/// With an account, from a device of its owner.
pub const KNOWN_DEVICE: Patience = Patience { free: 8, first: 5, longest: 60 };
/// With a network, whatever accounts it tries.
pub const NETWORK: Patience = Patience { free: 20, first: 30, longest: 30 * 60 };

/// Wrong tries by key. Cheap to clone.
#[derive(Clone)]
pub struct Tries(Option<Arc<Mutex<HashMap<String, Tried>>>>);

#[derive(Clone, Copy)]
struct Tried {
    wrong: u32,
    last: Instant,
    until: Instant,
}

impl Tries {
    /// Nothing tried, or nothing counted when limits are off.
    pub fn new(on: bool) -> Self {
        Self(on.then(Arc::default))
    }

    /// Whether a key may try now.
    ///
    /// # Errors
    /// Limited, with the seconds to wait.
    pub fn check(&self, key: &str) -> Result<()> {
        let Some(tries) = self.lock() else { return Ok(()) };
        let now = Instant::now();
        match tries.get(key) {
            Some(tried) if tried.until > now => {
                Err(AppError::Limited { retry_after: (tried.until - now).as_secs() + 1 })
            }
            _ => Ok(()),
        }
    }

    /// Notes a wrong try.
    pub fn wrong(&self, key: &str, patience: Patience) {
        let Some(mut tries) = self.lock() else { return };
        let now = Instant::now();
        if tries.len() >= MOST && !tries.contains_key(key) {
            tries.retain(|_, tried| tried.until > now);
            if tries.len() >= MOST {
                tries.clear();
            }
        }
        let tried = tries.entry(key.to_owned()).or_insert(Tried { wrong: 0, last: now, until: now });
        if now - tried.last > FORGOTTEN {
            tried.wrong = 0;
        }
        tried.wrong = tried.wrong.saturating_add(1);
        tried.last = now;
        if let Some(over) = tried.wrong.checked_sub(patience.free + 1) {
            let wait = patience.first.saturating_mul(1 << over.min(20)).min(patience.longest);
            tried.until = now + Duration::from_secs(wait);
        }
    }

    /// Forgets what was tried, after the right password.
    pub fn right(&self, key: &str) {
        if let Some(mut tries) = self.lock() {
            tries.remove(key);
        }
    }

    fn lock(&self) -> Option<MutexGuard<'_, HashMap<String, Tried>>> {
        self.0.as_ref().map(|tries| tries.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
