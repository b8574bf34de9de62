//! Features that can be turned on for nobody, everybody, a part of the workspaces, or some by name. Looked up in memory.

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use sea_orm::{EntityTrait, QuerySelect};
use sha2::{Digest, Sha256};

use super::db::Db;
use crate::{
    entity::feature_flag,
    kernel::{
        Result,
        id::{UserId, WorkspaceId},
    },
};

/// A feature behind a flag: its name, what it does, whether it is on before anybody decides.
pub type Known = (&'static str, &'static str, bool);

/// Importing a link page by its address.
pub const PAGE_IMPORT: &str = "page_import";

/// Every flag that the product asks for.
pub const KNOWN: &[Known] =
    &[(PAGE_IMPORT, "Import a link page from another service by its address. The server fetches that page.", true)];

/// After how many milliseconds the list is read again: so long another process may not know of a change.
const STALE_MS: u64 = 10_000;
/// Rows that are read.
const MOST: u64 = 1000;

/// What was decided about a flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// For everybody, nobody, or a part.
    pub state: State,
    /// On for these workspaces in any case, except when it is off.
    pub workspaces: Vec<WorkspaceId>,
    /// On for these people in any case, except when it is off.
    pub people: Vec<UserId>,
}

/// For whom a flag is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// For nobody.
    Off,
    /// For everybody.
    On,
    /// For this part of the workspaces, in percent, and for those on the lists.
    Part(u32),
}

/// The decisions. Cheap to clone.
#[derive(Clone)]
pub struct Flags(Arc<Inner>);

struct Inner {
    db: Db,
    list: RwLock<Arc<HashMap<String, Decided>>>,
    begun: Instant,
    read_at: AtomicU64,
}

impl Flags {
    /// Nothing is read yet.
    pub fn new(db: Db) -> Self {
        Self(Arc::new(Inner { db, list: RwLock::default(), begun: Instant::now(), read_at: AtomicU64::new(0) }))
    }

    /// Whether a feature is on in a workspace for a person. The answer for a workspace changes only when the flag does.
    pub async fn on(&self, name: &str, workspace: WorkspaceId, person: UserId) -> bool {
        let now = (self.0.begun.elapsed().as_millis() as u64).max(1);
        let read_at = self.0.read_at.load(Ordering::Acquire);
        if read_at == 0 || now.saturating_sub(read_at) > STALE_MS {
            self.renew().await;
        }
        let list = Arc::clone(&self.0.list.read().unwrap_or_else(PoisonError::into_inner));
        match list.get(name) {
            Some(decided) => decided.on(name, workspace, person),
            None => KNOWN.iter().any(|(known, _, on)| *known == name && *on),
        }
    }

    /// Reads the decisions again.
    pub async fn renew(&self) {
        match read(&self.0.db).await {
            Ok(list) => *self.0.list.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(list),
            Err(error) => tracing::warn!(%error, "feature flags cannot be read; what was known holds"),
        }
        self.0.read_at.store((self.0.begun.elapsed().as_millis() as u64).max(1), Ordering::Release);
    }
}

impl Decided {
    /// Reads a row.
    pub fn of(row: &feature_flag::Model) -> Self {
        let state = match row.state.as_str() {
            "on" => State::On,
            "part" => State::Part(u32::try_from(row.percent).unwrap_or(0).min(100)),
            _ => State::Off,
        };
        let workspaces = serde_json::from_value(row.workspaces.clone()).unwrap_or_default();
        let people = serde_json::from_value(row.people.clone()).unwrap_or_default();
        Self { state, workspaces, people }
    }

    /// Whether it is on.
    pub fn on(&self, name: &str, workspace: WorkspaceId, person: UserId) -> bool {
        match self.state {
            State::Off => false,
            State::On => true,
            State::Part(percent) => {
                self.workspaces.contains(&workspace)
                    || self.people.contains(&person)
                    || share(name, workspace) < percent
            }
        }
    }
}

/// A number from 0 to 99 that a workspace has for a flag for ever: another one for each flag, so that not the same workspaces try
/// everything first.
pub fn share(name: &str, workspace: WorkspaceId) -> u32 {
    let mut hash = Sha256::new();
    hash.update(name.as_bytes());
    hash.update([0]);
    hash.update(workspace.0.as_bytes());
    let bytes: [u8; 4] = hash.finalize()[..4].try_into().unwrap_or_default();
    u32::from_be_bytes(bytes) % 100
}

async fn read(db: &Db) -> Result<HashMap<String, Decided>> {
    let rows = feature_flag::Entity::find().limit(MOST).all(db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.name.clone(), Decided::of(&row))).collect())
}
