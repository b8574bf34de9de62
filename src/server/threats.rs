//! Threats: what strangers do that no person does is scored by network; who scores too much is refused for a while, longer each
//! time. Staff block, allow and lift by hand.

pub mod blocks;
mod shared;
pub mod signs;

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use ipnet::IpNet;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use tokio::sync::Semaphore;

use super::{config::Config, db::Db};
use crate::{
    entity::threat,
    kernel::{
        Result,
        id::ThreatId,
        time::{self, Time},
    },
};

pub use blocks::{Blocks, Verdict};
use shared::Together;
pub use signs::Sign;

/// A network that reaches this score is blocked.
pub const TOO_MUCH: u32 = 100;
/// How long a point counts.
const WINDOW: Duration = Duration::from_secs(600);
/// Networks whose score is kept; when a flood brings more, the oldest scores are forgotten.
const MOST: usize = 50_000;
/// The same sign of the same network is written down once in this time.
const QUIET: Duration = Duration::from_secs(60);
/// Signs that are being written down at the same moment; more are scored but not written.
const WRITERS: usize = 4;
/// The longest address that is written down, in characters.
const LONGEST: usize = 300;

/// Scores and blocks. Cheap to clone.
#[derive(Clone)]
pub struct Threats(Arc<Inner>);

struct Inner {
    /// Whether signs are scored; blocks hold in any case.
    scores_on: bool,
    /// In this process: all of them, or those of a time when Redis is away.
    scores: Mutex<HashMap<IpNet, Score>>,
    shared: Option<Together>,
    writers: Arc<Semaphore>,
    blocks: Blocks,
    db: Db,
}

#[derive(Clone, Debug)]
struct Score {
    points: u32,
    since: Instant,
    /// When each kind of sign was last written down.
    written: HashMap<&'static str, Instant>,
}

impl Threats {
    /// Nothing is known yet; blocks are read from the database when the first request comes.
    pub fn new(config: &Config, db: Db) -> Self {
        let scores_on = config.limits.rate_limits;
        let shared = Together::new(config).filter(|_| scores_on);
        let blocks = Blocks::new(db.clone());
        let writers = Arc::new(Semaphore::new(WRITERS));
        Self(Arc::new(Inner { scores_on, scores: Mutex::default(), shared, writers, blocks, db }))
    }

    /// The blocks and what is allowed.
    pub fn blocks(&self) -> &Blocks {
        &self.0.blocks
    }

    /// Whether a caller may pass now, from memory.
    pub async fn verdict(&self, ip: IpAddr) -> Verdict {
        self.0.blocks.verdict(ip).await
    }

    /// Scores a sign. Gives the instant until which the network is blocked, when that was too much.
    pub async fn score(&self, net: IpNet, sign: Sign, path: &str) -> Option<Time> {
        if !self.0.scores_on {
            return None;
        }
        let together = match &self.0.shared {
            Some(shared) => shared.add(net, sign).await,
            None => None,
        };
        let (points, write) = together.unwrap_or_else(|| self.add(net, sign));
        if write {
            self.write_down(net, sign, path);
        }
        if points < TOO_MUCH || !may_be_blocked(net) {
            return None;
        }
        self.forget(net).await;
        let reason = format!("{} ({points} points in ten minutes)", sign.label());
        match self.0.blocks.block_by_score(net, &reason).await {
            Ok(until) => {
                tracing::warn!(%net, sign = sign.as_str(), %until, "a network is blocked");
                Some(until)
            }
            Err(error) => {
                tracing::warn!(%net, %error, "a network could not be blocked");
                None
            }
        }
    }

    /// Forgets the score of a network.
    pub async fn forget(&self, net: IpNet) {
        self.scores().remove(&net);
        if let Some(shared) = &self.0.shared {
            shared.forget(net).await;
        }
    }

    /// Adds the points of a sign; says the sum, and whether the sign is worth a row.
    fn add(&self, net: IpNet, sign: Sign) -> (u32, bool) {
        let now = Instant::now();
        let mut scores = self.scores();
        if scores.len() >= MOST && !scores.contains_key(&net) {
            scores.retain(|_, score| now - score.since < WINDOW);
            if scores.len() >= MOST {
                scores.clear();
            }
        }
        let score = scores.entry(net).or_insert_with(|| Score { points: 0, since: now, written: HashMap::new() });
        if now - score.since >= WINDOW {
            score.points = 0;
            score.since = now;
        }
        score.points = score.points.saturating_add(sign.points());
        let write =
            sign.is_worth_a_row() && score.written.get(sign.as_str()).is_none_or(|written| now - *written >= QUIET);
        if write {
            score.written.insert(sign.as_str(), now);
        }
        (score.points, write)
    }

    /// Writes a sign down without making anybody wait.
    fn write_down(&self, net: IpNet, sign: Sign, path: &str) {
        let Ok(leave) = Arc::clone(&self.0.writers).try_acquire_owned() else { return };
        let row = threat::Model {
            id: ThreatId::new(),
            net: net.to_string(),
            kind: sign.as_str().to_owned(),
            path: path.chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
            score: i32::try_from(sign.points()).unwrap_or(i32::MAX),
            at: time::now(),
        };
        let db = self.0.db.clone();
        tokio::spawn(async move {
            let stored: Result<_, sea_orm::DbErr> = row.into_active_model().insert(db.write()).await;
            if let Err(error) = stored {
                tracing::warn!(%error, "a threat is not written down");
            }
            drop(leave);
        });
    }

    fn scores(&self) -> MutexGuard<'_, HashMap<IpNet, Score>> {
        self.0.scores.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a network may be blocked without a person deciding. This machine and private networks may not: behind a proxy that is
/// not configured they stand for everybody.
fn may_be_blocked(net: IpNet) -> bool {
    match net.addr() {
        IpAddr::V4(ip) => !(ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified()),
        IpAddr::V6(ip) => {
            !(ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local() || ip.is_unspecified())
        }
    }
}
