//! The threads that hash passwords: few, so that a storm of sign-ins queues instead of eating memory, and of low priority, so that
//! whoever looks at a page does not wait for them.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
};

use tokio::sync::oneshot;

use super::error::internal;
use crate::kernel::Result;

/// The niceness of the threads (Linux: 19 yields the most).
const NICE: i32 = 19;

type Work = Box<dyn FnOnce() + Send>;

/// Starts its threads with the first password.
pub struct Hashers {
    count: usize,
    asked: AtomicU64,
    queue: OnceLock<mpsc::Sender<Work>>,
}

impl Hashers {
    /// At most `count` passwords are hashed at the same time.
    pub fn new(count: usize) -> Self {
        Self { count, asked: 0.into(), queue: OnceLock::new() }
    }

    /// How much work was asked for since the start.
    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    /// Does some work when its turn comes. Nobody waits any more? Then it is left out.
    ///
    /// # Errors
    /// Internal, when the work panicked.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let (done, outcome) = oneshot::channel();
        let work = move || {
            if !done.is_closed() {
                let _ = done.send(work());
            }
        };
        let queue = self.queue.get_or_init(|| start(self.count));
        queue.send(Box::new(work)).map_err(|error| internal("password pool", error))?;
        outcome.await.map_err(|error| internal("password pool", error))
    }
}

/// The threads end when the queue is gone.
fn start(count: usize) -> mpsc::Sender<Work> {
    let (queue, waiting) = mpsc::channel::<Work>();
    let waiting = Arc::new(Mutex::new(waiting));
    for _ in 0..count {
        let waiting = Arc::clone(&waiting);
        let run = move || {
            // On Linux it counts for this thread alone. Without it sign-ins work too, and pages wait for them.
            let _ = rustix::process::setpriority_process(None, NICE);
            loop {
                let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok(work) = next else { return };
                // The panic is in the log already; the next password shall not suffer from it.
                let _ = catch_unwind(AssertUnwindSafe(work));
            }
        };
        if let Err(error) = std::thread::Builder::new().name("password".to_owned()).spawn(run) {
            tracing::error!(%error, "a thread for passwords cannot be started");
        }
    }
    queue
}
