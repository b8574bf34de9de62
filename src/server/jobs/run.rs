//! The worker: claims what is due, runs handlers side by side, stops when told to without leaving anything half done.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures::FutureExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::Instrument;
use uuid::Uuid;

use super::{Failure, Job, Jobs, Patience, clock, queue::Queue, wake};
use crate::{
    entity::outbox,
    server::{app::App, ctx::System, metrics, trace::Trace},
};

/// How often a worker looks right after a knock, and how long it waits between: the row is committed by then.
const EAGER_LOOKS: u32 = 8;
const EAGER_PAUSE: Duration = Duration::from_millis(30);

/// Work that goes on until it is stopped.
pub struct Running {
    stop: CancellationToken,
    tasks: TaskTracker,
    abort: CancellationToken,
    queue: Queue,
    goodbye: Duration,
}

impl Running {
    /// Claims nothing more, waits for what runs (up to `Patience::goodbye`), and gives back the rest.
    pub async fn stop(self) {
        self.stop.cancel();
        self.tasks.close();
        if tokio::time::timeout(self.goodbye, self.tasks.wait()).await.is_err() {
            tracing::warn!(running = self.tasks.len(), "jobs are cut off; they are tried again later");
            self.abort.cancel();
            self.tasks.wait().await;
        }
        match self.queue.give_back().await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "jobs were given back"),
            Err(error) => tracing::warn!(%error, "jobs could not be given back; their leases end by themselves"),
        }
    }
}

struct Worker {
    app: App,
    jobs: Jobs,
    queue: Queue,
    room: Arc<Semaphore>,
    tasks: TaskTracker,
    stop: CancellationToken,
    abort: CancellationToken,
}

pub fn start(app: App, jobs: Jobs) -> Result<Running, String> {
    let queue = Queue { db: app.db().clone(), worker: Uuid::now_v7().to_string(), lease: jobs.patience.lease };
    let running = Running {
        stop: CancellationToken::new(),
        abort: CancellationToken::new(),
        tasks: TaskTracker::new(),
        goodbye: jobs.patience.goodbye,
        queue: queue.clone(),
    };
    let clock = clock::Clock::new(app.clone(), jobs.recurring.clone())?;
    running.tasks.spawn(clock.run(running.stop.clone(), running.abort.clone()));
    let room = Arc::new(Semaphore::new(app.config().jobs.concurrency));
    let (tasks, stop, abort) = (running.tasks.clone(), running.stop.clone(), running.abort.clone());
    running.tasks.spawn(Arc::new(Worker { app, jobs, queue, room, tasks, stop, abort }).run());
    Ok(running)
}

impl Worker {
    async fn run(self: Arc<Self>) {
        let topics = self.jobs.topics();
        let poll = Duration::from_millis(self.app.config().jobs.poll_ms);
        let mut knocks = wake::listen();
        let mut eager = 0;
        while !self.stop.is_cancelled() {
            let claimed = self.claim(&topics).await;
            if claimed > 0 {
                eager = EAGER_LOOKS;
                continue;
            }
            let pause = if eager > 0 { EAGER_PAUSE.min(poll) } else { poll };
            eager = eager.saturating_sub(1);
            tokio::select! {
                () = self.stop.cancelled() => {}
                () = tokio::time::sleep(pause) => {}
                _ = knocks.changed() => eager = EAGER_LOOKS,
            }
        }
    }

    /// Claims as many rows as there is room for, at least one, and starts them. Returns how many.
    async fn claim(self: &Arc<Self>, topics: &[&str]) -> usize {
        let first = tokio::select! {
            () = self.stop.cancelled() => return 0,
            permit = Arc::clone(&self.room).acquire_owned() => permit,
        };
        let Ok(first) = first else { return 0 };
        let mut permits = vec![first];
        permits.extend(std::iter::from_fn(|| Arc::clone(&self.room).try_acquire_owned().ok()));
        let rows = match self.queue.claim(topics, permits.len() as u64).await {
            Ok(rows) => rows,
            Err(error) => {
                tracing::warn!(%error, "the outbox cannot be read");
                // A database that is away for a while is asked gently.
                tokio::time::sleep(Duration::from_secs(1)).await;
                return 0;
            }
        };
        let count = rows.len();
        for (row, permit) in rows.into_iter().zip(permits) {
            self.tasks.spawn(Arc::clone(self).deliver(row, permit));
        }
        count
    }

    async fn deliver(self: Arc<Self>, row: outbox::Model, permit: OwnedSemaphorePermit) {
        let (id, topic, attempt) = (row.id, row.topic.clone(), row.attempts);
        let span = tracing::info_span!("job", %id, topic, attempt);
        let work = async {
            match self.attempt(row).await {
                None => {}
                Some(result) => self.settle(id, &topic, attempt, result).await,
            }
        };
        Trace::new(format!("job-{id}")).scope(work).instrument(span).await;
        drop(permit);
    }

    /// Runs the handler under a lease that is renewed. `None` when the row is not ours any more.
    async fn attempt(&self, row: outbox::Model) -> Option<Result<(), Failure>> {
        // It was claimed that often and never came back: whoever ran it died each time.
        if row.attempts > self.jobs.patience.attempts {
            let last = row.last_error.unwrap_or_else(|| "the process ended each time while it ran".to_owned());
            return Some(Err(Failure::Never(format!("Given up after {} tries: {last}", row.attempts - 1))));
        }
        let handler = self.jobs.handlers.get(row.topic.as_str())?;
        let (id, system) = (row.id, System::new(self.app.clone()));
        let job = Job { id, payload: row.payload, attempt: row.attempts, created_at: row.created_at };
        let handled = AssertUnwindSafe(handler(system, job)).catch_unwind();
        tokio::select! {
            result = handled => Some(match result {
                Ok(result) => result,
                Err(_) => Err(Failure::Again("The handler panicked; the log has it under this job's id.".to_owned())),
            }),
            () = self.keep(id) => {
                tracing::warn!("the lease is lost; another worker goes on");
                None
            }
            () = self.abort.cancelled() => None,
        }
    }

    /// Renews the lease until it is lost.
    async fn keep(&self, id: crate::kernel::id::OutboxId) {
        loop {
            tokio::time::sleep(self.queue.lease / 3).await;
            match self.queue.renew(id).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(%error, "a lease cannot be renewed"),
            }
        }
    }

    async fn settle(&self, id: crate::kernel::id::OutboxId, topic: &str, attempt: i32, result: Result<(), Failure>) {
        let patience = &self.jobs.patience;
        let (name, written) = match result {
            Ok(()) => ("done", self.queue.done(id).await),
            Err(Failure::Again(why)) if attempt < patience.attempts => {
                let pause = pause(patience, attempt);
                tracing::warn!(why, seconds = pause.as_secs_f32(), "a job failed and is tried again");
                ("retried", self.queue.again(id, &why, pause).await)
            }
            Err(Failure::Again(why) | Failure::Never(why)) => {
                tracing::error!(why, "a job is given up");
                ("dead", self.queue.dead(id, &why).await)
            }
        };
        metrics::job(topic, name);
        match written {
            Ok(true) => tracing::debug!(result = name, "a job ended"),
            Ok(false) => tracing::warn!(result = name, "a job ended after its lease; it may run again"),
            Err(error) => {
                tracing::error!(%error, result = name, "the end of a job cannot be written; it may run again")
            }
        }
    }
}

/// Doubles with every try, with a quarter more or less by chance, so that what failed together does not return together.
fn pause(patience: &Patience, attempt: i32) -> Duration {
    let doubled = patience.first_pause.saturating_mul(1 << (attempt.clamp(1, 20) - 1));
    doubled.min(patience.longest_pause).mul_f64(rand::random_range(0.75..1.25))
}
