//! Tasks that a page starts while it is rendered belong to its request: they log under its id, and when one of them
//! panics, the request fails instead of waiting for it.

use std::{future::Future, panic::AssertUnwindSafe, pin::Pin};

use any_spawner::{CustomExecutor, Executor};
use futures::FutureExt;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use crate::server::trace::Trace;

tokio::task_local! {
    /// Cancelled when a task of this request panicked.
    pub static FAILED: CancellationToken;
}

struct OfRequest;

impl CustomExecutor for OfRequest {
    fn spawn(&self, future: Pin<Box<dyn Future<Output = ()> + Send>>) {
        let (Some(trace), Ok(failed)) = (Trace::current(), FAILED.try_with(Clone::clone)) else {
            tokio::spawn(future);
            return;
        };
        let guarded = {
            let failed = failed.clone();
            async move {
                if AssertUnwindSafe(future).catch_unwind().await.is_err() {
                    failed.cancel();
                }
            }
        };
        tokio::spawn(FAILED.scope(failed, trace.scope(guarded)).in_current_span());
    }

    fn spawn_local(&self, future: Pin<Box<dyn Future<Output = ()>>>) {
        tokio::task::spawn_local(future);
    }

    fn poll_local(&self) {}
}

/// Makes Leptos start its tasks here. Must come before anything of Leptos runs; later calls do nothing.
pub fn install() {
    let _ = Executor::init_custom_executor(OfRequest);
}
