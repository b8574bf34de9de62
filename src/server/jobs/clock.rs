//! Recurring jobs. The table `cron` says when each is due next; whoever moves that time forward does the job.

use std::{panic::AssertUnwindSafe, str::FromStr, time::Duration};

use croner::Cron;
use futures::FutureExt;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::Recurring;
use crate::{
    entity::cron::{self, Column},
    kernel::{
        AppError, Result,
        time::{self, Time},
    },
    server::{app::App, ctx::System, trace::Trace},
};

/// How often the clock is looked at.
const TICK: Duration = Duration::from_secs(5);

pub struct Clock {
    app: App,
    list: Vec<(Recurring, Cron)>,
}

impl Clock {
    pub fn new(app: App, recurring: Vec<Recurring>) -> Result<Self, String> {
        let parse = |job: Recurring| match Cron::from_str(job.schedule) {
            Ok(schedule) => Ok((job, schedule)),
            Err(error) => {
                Err(format!("The schedule {:?} of the job {} is no cron pattern: {error}.", job.schedule, job.name))
            }
        };
        Ok(Self { app, list: recurring.into_iter().map(parse).collect::<Result<_, String>>()? })
    }

    pub async fn run(self, stop: CancellationToken, abort: CancellationToken) {
        let mut known = false;
        loop {
            if !known {
                known = self
                    .enter()
                    .await
                    .inspect_err(|error| tracing::warn!(%error, "recurring jobs cannot be read"))
                    .is_ok();
            }
            for (job, schedule) in &self.list {
                if stop.is_cancelled() {
                    return;
                }
                tokio::select! {
                    () = self.run_when_due(job, schedule) => {}
                    () = abort.cancelled() => return,
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(TICK) => {}
            }
        }
    }

    /// Makes the rows that are missing, and brings a time forward that an older, rarer schedule set.
    async fn enter(&self) -> Result<()> {
        let db = self.app.db();
        for (job, schedule) in &self.list {
            let next = next(schedule)?;
            let row = cron::ActiveModel {
                name: Set(job.name.to_owned()),
                next_at: Set(next),
                last_at: Set(None),
                last_error: Set(None),
            };
            let skip = OnConflict::column(Column::Name).do_nothing().to_owned();
            cron::Entity::insert(row).on_conflict(skip).exec_without_returning(db.write()).await?;
            let sooner = cron::ActiveModel { next_at: Set(next), ..Default::default() };
            cron::Entity::update_many()
                .set(sooner)
                .filter(Column::Name.eq(job.name))
                .filter(Column::NextAt.gt(next))
                .exec(db.write())
                .await?;
        }
        Ok(())
    }

    async fn run_when_due(&self, job: &Recurring, schedule: &Cron) {
        match self.take(job, schedule).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                tracing::warn!(%error, name = job.name, "a recurring job cannot be read");
                return;
            }
        }
        let id = format!("cron-{}-{}", job.name, uuid::Uuid::now_v7());
        let span = tracing::info_span!("recurring", name = job.name);
        let work = AssertUnwindSafe((job.task)(System::new(self.app.clone()))).catch_unwind();
        let result = Trace::new(id).scope(work).instrument(span).await.unwrap_or_else(|_| Err(AppError::internal()));
        let error = result.err().map(|error| error.to_string());
        if let Some(error) = &error {
            tracing::error!(error, name = job.name, "a recurring job failed; it runs again at its next time");
        }
        let row = cron::ActiveModel { last_error: Set(error), ..Default::default() };
        let written =
            cron::Entity::update_many().set(row).filter(Column::Name.eq(job.name)).exec(self.app.db().write());
        if let Err(error) = written.await {
            tracing::warn!(%error, name = job.name, "the result of a recurring job cannot be written");
        }
    }

    /// Whether it is due and this process was the one to move its time forward.
    async fn take(&self, job: &Recurring, schedule: &Cron) -> Result<bool> {
        let found = cron::Entity::find_by_id(job.name).one(self.app.db().read()).await?;
        let Some(row) = found.filter(|row| row.next_at <= time::now()) else { return Ok(false) };
        let moved =
            cron::ActiveModel { next_at: Set(next(schedule)?), last_at: Set(Some(time::now())), ..Default::default() };
        let taken = cron::Entity::update_many()
            .set(moved)
            .filter(Column::Name.eq(job.name))
            .filter(Column::NextAt.eq(row.next_at))
            .exec(self.app.db().write())
            .await?;
        Ok(taken.rows_affected == 1)
    }
}

fn next(schedule: &Cron) -> Result<Time> {
    schedule
        .find_next_occurrence(&time::now(), false)
        .map_err(|error| crate::server::error::internal("a schedule", error))
}
