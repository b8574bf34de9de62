//! Background work: handlers of outbox topics and recurring jobs, and the process that runs them.
//!
//! A row of the outbox is delivered at least once: it is leased to one worker, the lease is renewed while its handler
//! runs, and a worker that dies leaves it to the next when the lease ends. Handlers are therefore idempotent.

use std::{collections::HashMap, future::Future, pin::Pin, sync::Arc, time::Duration};

use serde_json::Value;

use super::{ctx::System, mailer::deliver};
use crate::kernel::{AppError, Result, id::OutboxId, time::Time};

mod clean;
mod clock;
pub mod depth;
mod queue;
mod run;
pub mod wake;

pub use run::Running;

/// One delivery of a row.
#[derive(Clone, Debug)]
pub struct Job {
    /// The row; the same in every try, so that a receiver recognises a repetition.
    pub id: OutboxId,
    /// What the handler needs.
    pub payload: Value,
    /// Which try this is, from 1.
    pub attempt: i32,
    /// When the side effect was caused.
    pub created_at: Time,
}

/// Why a delivery failed.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// Another try may succeed.
    Again(String),
    /// No try will ever succeed: to the dead letters at once.
    Never(String),
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Internal { .. } => Self::Again("A fault of ours; the log has it under this job's id.".to_owned()),
            other => Self::Again(other.to_string()),
        }
    }
}

type Outcome<E> = Pin<Box<dyn Future<Output = Result<(), E>> + Send>>;
type Handler = Arc<dyn Fn(System, Job) -> Outcome<Failure> + Send + Sync>;
type Task = Arc<dyn Fn(System) -> Outcome<AppError> + Send + Sync>;

/// How patient the work is. The defaults suit people's mail; tests are in more of a hurry.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// How long a row belongs to a worker without a sign of life.
    pub lease: Duration,
    /// The first pause before another try; it doubles each time.
    pub first_pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
    /// Tries before a row is given up. With the other defaults that is after about 15 hours.
    pub attempts: i32,
    /// How long a stopping worker waits for what runs.
    pub goodbye: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            lease: Duration::from_secs(60),
            first_pause: Duration::from_secs(5),
            longest_pause: Duration::from_secs(3600),
            attempts: 24,
            goodbye: Duration::from_secs(20),
        }
    }
}

/// A job that recurs.
#[derive(Clone)]
struct Recurring {
    name: &'static str,
    schedule: &'static str,
    task: Task,
}

/// What this process can do in the background. See `server::router::jobs` for the list.
#[derive(Clone, Default)]
pub struct Jobs {
    handlers: HashMap<&'static str, Handler>,
    recurring: Vec<Recurring>,
    patience: Patience,
}

impl Jobs {
    /// The spine's own work: mail and tidying up.
    pub fn new() -> Self {
        Self::default().deliver(super::mailer::TOPIC, deliver::handler()).every("clean", "17 3 * * *", clean::clean)
    }

    /// Handles the rows of a topic.
    pub fn on<F, Fut>(self, topic: &'static str, handler: F) -> Self
    where
        F: Fn(System, Value) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        self.deliver(topic, move |system, job: Job| {
            let answer = handler(system, job.payload);
            async move { answer.await.map_err(Failure::from) }
        })
    }

    /// Handles the rows of a topic with everything that is known of the delivery, and can give it up at once.
    pub fn deliver<F, Fut>(mut self, topic: &'static str, handler: F) -> Self
    where
        F: Fn(System, Job) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        self.handlers.insert(topic, Arc::new(move |system, job| Box::pin(handler(system, job))));
        self
    }

    /// Does something again and again: `schedule` is a cron pattern in UTC (minute hour day month weekday). Of all
    /// processes on one database one does it each time. When none was running it is done once afterwards.
    pub fn every<F, Fut>(mut self, name: &'static str, schedule: &'static str, task: F) -> Self
    where
        F: Fn(System) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        self.recurring.push(Recurring { name, schedule, task: Arc::new(move |system| Box::pin(task(system))) });
        self
    }

    /// Changes how patient the work is.
    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    /// The topics that have a handler.
    pub fn topics(&self) -> Vec<&'static str> {
        self.handlers.keys().copied().collect()
    }

    /// Starts to work.
    ///
    /// # Errors
    /// A schedule that is not a cron pattern, by its name.
    pub fn start(self, app: super::app::App) -> Result<Running, String> {
        run::start(app, self)
    }
}
