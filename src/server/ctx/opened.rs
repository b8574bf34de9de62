//! Workspaces that one page has opened: asked of the database once, however many resources of the page work on them.
//!
//! Only requests that read remember: a GET changes nothing here (the origin check lets it pass for that reason), so within it no
//! membership can change by its own doing, and what a page shows is as of one moment. Everything that changes something is a
//! request of its own by another method, for which there is no such memory, and asks for the membership each time. So nobody
//! writes with a right that was taken away before the request, nor after what they did in it.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use axum::http::Method;
use tokio::sync::OnceCell;

use crate::{
    entity::{workspace, workspace_role},
    kernel::{Result, id::WorkspaceId, permission::Role},
};

/// What makes somebody a member.
#[derive(Clone)]
pub(super) struct Membership {
    /// Of which workspace.
    pub workspace: Arc<workspace::Model>,
    /// As what; a viewer when the role is one of the workspace's own.
    pub role: Role,
    /// That role.
    pub own: Option<Arc<workspace_role::Model>>,
}

type Cells<K, V> = Mutex<HashMap<K, Arc<OnceCell<V>>>>;

/// The memory of one request; of none, when it may change something.
#[derive(Clone, Default)]
pub(super) struct Opened(Option<Arc<Known>>);

#[derive(Default)]
struct Known {
    members: Cells<WorkspaceId, Membership>,
    handles: Cells<String, WorkspaceId>,
}

impl Opened {
    /// For a request by a method.
    pub fn by(method: &Method) -> Self {
        Self(method.is_safe().then(Arc::default))
    }

    /// The membership, remembered or asked for. Refusals are not remembered.
    pub async fn membership<F>(&self, id: WorkspaceId, ask: impl FnOnce() -> F) -> Result<Membership>
    where
        F: Future<Output = Result<Membership>>,
    {
        match &self.0 {
            Some(known) => once(&known.members, id, ask).await,
            None => ask().await,
        }
    }

    /// Whose a handle is, remembered or asked for.
    pub async fn handle<F>(&self, name: String, ask: impl FnOnce() -> F) -> Result<WorkspaceId>
    where
        F: Future<Output = Result<WorkspaceId>>,
    {
        match &self.0 {
            Some(known) => once(&known.handles, name, ask).await,
            None => ask().await,
        }
    }
}

/// Those who ask at the same time wait for one answer.
async fn once<K: Eq + Hash, V: Clone, F>(cells: &Cells<K, V>, key: K, ask: impl FnOnce() -> F) -> Result<V>
where
    F: Future<Output = Result<V>>,
{
    let cell = Arc::clone(cells.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default());
    cell.get_or_try_init(ask).await.cloned()
}
