//! How many requests of a class one person may send: a generic cell rate (GCRA), in memory or shared through Redis.

mod memory;
mod shared;

use std::sync::Arc;

use super::config::{Config, LimitsConfig};

use memory::Memory;
use shared::Together;

/// What a request costs us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Functions that pages and programs call.
    Api,
    /// Ways in: sign-in, registration, links from mails.
    Auth,
    /// Files that are sent.
    Upload,
    /// Lists that are searched.
    Search,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Api, Self::Auth, Self::Upload, Self::Search];

    /// Its name in keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Auth => "auth",
            Self::Upload => "upload",
            Self::Search => "search",
        }
    }

    /// How many, in how many seconds.
    pub fn rate(self, limits: &LimitsConfig) -> (u32, u32) {
        match self {
            Self::Api => (limits.api_per_hour, 3600),
            Self::Auth => (limits.auth_per_5_minutes, 300),
            Self::Upload => (limits.uploads_per_hour, 3600),
            Self::Search => (limits.searches_per_hour, 3600),
        }
    }
}

/// What counting one request came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// It may go on.
    pub allowed: bool,
    /// How many may come at once.
    pub limit: u32,
    /// How many more may come at once now.
    pub remaining: u32,
    /// Seconds until all of them may come at once again.
    pub reset: u64,
    /// Seconds until one may come; 0 when it may now.
    pub retry_after: u64,
}

/// The counters. Cheap to clone.
#[derive(Clone)]
pub struct Rates(Option<Arc<Counters>>);

struct Counters {
    memory: Memory,
    shared: Option<Together>,
}

impl Rates {
    /// Counters as configured; none when limits are off.
    pub fn new(config: &Config) -> Self {
        let counters = || Counters { memory: Memory::new(&config.limits), shared: Together::new(config) };
        Self(config.limits.rate_limits.then(|| Arc::new(counters())))
    }

    /// Counts one request of a class by whoever `key` names. `None` when limits are off. While Redis does not answer, each process
    /// counts for itself.
    pub async fn count(&self, class: Class, key: &str) -> Option<Count> {
        let counters = self.0.as_ref()?;
        if let Some(shared) = &counters.shared
            && let Some(count) = shared.count(class, key).await
        {
            return Some(count);
        }
        Some(counters.memory.count(class, key))
    }
}
