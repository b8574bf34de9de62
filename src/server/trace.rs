//! What a task works for: the request or job, under whose id it logs, and how often it asked the database.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use sea_orm::metric;
use tokio::task::futures::TaskLocalFuture;

use super::metrics;

/// A statement that takes longer is warned about.
const SLOW: Duration = Duration::from_millis(250);

/// One request or job.
#[derive(Debug, Default)]
pub struct Trace {
    id: String,
    queries: AtomicU32,
}

tokio::task_local! {
    /// What this task works for; set by the middleware and by whoever runs jobs.
    static TRACE: Arc<Trace>;
}

impl Trace {
    /// Nothing done yet.
    pub fn new(id: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { id: id.into(), queries: AtomicU32::new(0) })
    }

    /// That of this task, to hand it to another one.
    pub fn current() -> Option<Arc<Self>> {
        TRACE.try_with(Arc::clone).ok()
    }

    /// Statements sent to the database until now.
    pub fn queries(&self) -> u32 {
        self.queries.load(Ordering::Relaxed)
    }

    /// Lets some work belong to it.
    pub fn scope<F: Future>(self: Arc<Self>, work: F) -> TaskLocalFuture<Arc<Self>, F> {
        TRACE.scope(self, work)
    }
}

/// The id of the request or job that this task works for, or "-" outside of one.
pub fn id() -> String {
    TRACE.try_with(|trace| trace.id.clone()).unwrap_or_else(|_| "-".to_owned())
}

/// Notes a statement that the database answered. Values stay out of the log.
pub fn query(info: &metric::Info<'_>) {
    metrics::query(info.elapsed);
    let _ = TRACE.try_with(|trace| trace.queries.fetch_add(1, Ordering::Relaxed));
    if info.elapsed > SLOW {
        tracing::warn!(ms = info.elapsed.as_millis() as u64, sql = info.statement.sql, "the database answered slowly");
    }
}
