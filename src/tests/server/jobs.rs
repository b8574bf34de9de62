//! The outbox: delivered at least once, tried again, given up, leased to one worker at a time.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use chrono::TimeDelta;
use mewayz::{
    entity::{cron, outbox as row},
    kernel::{AppError, id::OutboxId, time},
    server::{
        app::App,
        ctx::System,
        jobs::{Failure, Job, Jobs, Patience, depth},
        outbox,
    },
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use super::process;
use crate::support::{TestApp, db_test};

const HASTE: Patience = Patience {
    lease: Duration::from_millis(600),
    first_pause: Duration::from_millis(20),
    longest_pause: Duration::from_millis(80),
    attempts: 4,
    goodbye: Duration::from_secs(5),
};

fn worker(t: &TestApp) -> App {
    process(t, |config| config.jobs.poll_ms = 20)
}

/// Waits until something is so; nothing of this takes long.
async fn until<F: Future<Output = bool>>(what: &str, mut is_so: impl FnMut() -> F) {
    for _ in 0..400 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{what} did not come true within ten seconds");
}

async fn only(t: &TestApp) -> row::Model {
    row::Entity::find().one(t.db().write()).await.unwrap().expect("a row")
}

db_test!(a_committed_row_is_delivered_and_a_rolled_back_one_is_not, |t| async {
    let seen: Arc<Mutex<Vec<u64>>> = Arc::default();
    let handler = {
        let seen = Arc::clone(&seen);
        move |_: System, payload: serde_json::Value| {
            seen.lock().unwrap().push(payload["n"].as_u64().unwrap());
            async { Ok(()) }
        }
    };
    let running = Jobs::default().on("test", handler).patience(HASTE).start(worker(&t)).unwrap();
    for n in 0..3 {
        let tx = t.db().begin().await.unwrap();
        outbox::put(&tx, "test", &json!({ "n": n })).await.unwrap();
        if n == 1 { tx.rollback().await.unwrap() } else { tx.commit().await.unwrap() }
    }
    until("both are done", || async { depth::read(t.db()).await.unwrap().waiting == 0 }).await;
    running.stop().await;
    assert_eq!(*seen.lock().unwrap(), [0, 2]);
    let rows = row::Entity::find().all(t.db().read()).await.unwrap();
    assert!(rows.iter().all(|row| row.done_at.is_some() && row.attempts == 1 && row.locked_by.is_none()), "{rows:?}");
});

db_test!(a_failure_is_tried_again_with_growing_pauses_then_given_up, |t| async {
    let tries = Arc::new(AtomicU32::new(0));
    let handler = {
        let tries = Arc::clone(&tries);
        move |_: System, _| {
            let n = tries.fetch_add(1, Ordering::SeqCst);
            async move { Err(AppError::Unavailable(format!("away, {n}"))) }
        }
    };
    outbox::put(t.db().write(), "test", &json!({})).await.unwrap();
    let running = Jobs::default().on("test", handler).patience(HASTE).start(worker(&t)).unwrap();
    until("it is given up", || async { depth::read(t.db()).await.unwrap().dead == 1 }).await;
    running.stop().await;
    let dead = only(&t).await;
    assert_eq!((dead.attempts, tries.load(Ordering::SeqCst)), (4, 4));
    assert_eq!(dead.last_error.as_deref(), Some("away, 3"), "the dead letter says why");
    assert!(dead.done_at.is_none() && dead.locked_by.is_none());
});

db_test!(what_can_never_succeed_is_given_up_at_once_and_a_panic_is_tried_again, |t| async {
    let first = Arc::new(AtomicU32::new(0));
    let jobs = {
        let first = Arc::clone(&first);
        Jobs::default().deliver("never", |_, _| async { Err(Failure::Never("refused".to_owned())) }).deliver(
            "panics",
            move |_, _: Job| {
                let n = first.fetch_add(1, Ordering::SeqCst);
                async move {
                    assert!(n > 0, "on purpose, the first time");
                    Ok(())
                }
            },
        )
    };
    for topic in ["never", "panics", "nobody-knows"] {
        outbox::put(t.db().write(), topic, &json!({})).await.unwrap();
    }
    let running = jobs.patience(HASTE).start(worker(&t)).unwrap();
    let settled = || async { depth::read(t.db()).await.unwrap() };
    until("two of three are settled", || async { settled().await.waiting == 1 }).await;
    running.stop().await;
    let of = |topic: &'static str| {
        let found = row::Entity::find().filter(row::Column::Topic.eq(topic));
        let db = t.db().clone();
        async move { found.one(db.read()).await.unwrap().unwrap() }
    };
    let never = of("never").await;
    assert_eq!((never.attempts, never.last_error.as_deref()), (1, Some("refused")));
    let panics = of("panics").await;
    assert_eq!((panics.attempts, panics.done_at.is_some()), (2, true));
    let unknown = of("nobody-knows").await;
    assert_eq!((unknown.attempts, unknown.dead_at), (0, None), "a newer version may know it");
});

db_test!(two_workers_share_the_rows_and_run_each_once, |t| async {
    let runs: Arc<Mutex<Vec<OutboxId>>> = Arc::default();
    let jobs = {
        let runs = Arc::clone(&runs);
        Jobs::default().patience(HASTE).deliver("test", move |_, job: Job| {
            runs.lock().unwrap().push(job.id);
            async { Ok(()) }
        })
    };
    let tx = t.db().begin().await.unwrap();
    for n in 0..100 {
        outbox::put(&tx, "test", &json!({ "n": n })).await.unwrap();
    }
    tx.commit().await.unwrap();
    let workers: Vec<_> = (0..3).map(|_| jobs.clone().start(worker(&t)).unwrap()).collect();
    until("all are done", || async { depth::read(t.db()).await.unwrap().waiting == 0 }).await;
    for worker in workers {
        worker.stop().await;
    }
    let mut runs = runs.lock().unwrap().clone();
    assert_eq!(runs.len(), 100);
    runs.sort();
    runs.dedup();
    assert_eq!(runs.len(), 100, "no row ran twice");
});

db_test!(a_row_of_a_worker_that_died_waits_for_the_end_of_its_lease, |t| async {
    outbox::put(t.db().write(), "test", &json!({})).await.unwrap();
    let mut dead = only(&t).await.into_active_model();
    let ends = time::now() + TimeDelta::milliseconds(700);
    (dead.locked_by, dead.locked_until, dead.attempts) = (Set(Some("died".to_owned())), Set(Some(ends)), Set(1));
    dead.update(t.db().write()).await.unwrap();
    let ran_at: Arc<Mutex<Option<time::Time>>> = Arc::default();
    let handler = {
        let ran_at = Arc::clone(&ran_at);
        move |_: System, _| {
            ran_at.lock().unwrap().replace(time::now());
            async { Ok(()) }
        }
    };
    let running = Jobs::default().on("test", handler).patience(HASTE).start(worker(&t)).unwrap();
    until("it is done", || async { depth::read(t.db()).await.unwrap().waiting == 0 }).await;
    running.stop().await;
    assert!(ran_at.lock().unwrap().unwrap() >= ends, "never while the lease lasts");
    assert_eq!(only(&t).await.attempts, 2);
});

db_test!(a_long_job_keeps_its_lease_and_a_stop_waits_for_it, |t| async {
    let runs = Arc::new(AtomicU32::new(0));
    let jobs = {
        let runs = Arc::clone(&runs);
        Jobs::default().patience(HASTE).on("test", move |_, _| {
            runs.fetch_add(1, Ordering::SeqCst);
            async {
                tokio::time::sleep(HASTE.lease * 3).await;
                Ok(())
            }
        })
    };
    outbox::put(t.db().write(), "test", &json!({})).await.unwrap();
    let (one, two) = (jobs.clone().start(worker(&t)).unwrap(), jobs.start(worker(&t)).unwrap());
    until("it runs", || async { runs.load(Ordering::SeqCst) > 0 }).await;
    one.stop().await;
    two.stop().await;
    assert_eq!(runs.load(Ordering::SeqCst), 1, "the other worker left it alone");
    assert!(only(&t).await.done_at.is_some(), "stopping finished it");
});

db_test!(a_job_that_outlasts_the_goodbye_is_given_back, |t| async {
    let jobs = Jobs::default().on("test", |_, _| std::future::pending());
    let running = jobs.patience(Patience { goodbye: Duration::from_millis(100), ..HASTE }).start(worker(&t)).unwrap();
    outbox::put(t.db().write(), "test", &json!({})).await.unwrap();
    until("it runs", || async { only(&t).await.locked_by.is_some() }).await;
    running.stop().await;
    let row = only(&t).await;
    assert_eq!((row.locked_by, row.locked_until, row.attempts, row.done_at), (None, None, 0, None));
});

db_test!(a_recurring_job_runs_once_for_all_processes, |t| async {
    let runs = Arc::new(AtomicU32::new(0));
    let jobs = {
        let runs = Arc::clone(&runs);
        Jobs::default().every("yearly", "0 0 1 1 *", move |_| {
            runs.fetch_add(1, Ordering::SeqCst);
            async { Err(AppError::Unavailable("not today".to_owned())) }
        })
    };
    let missed = time::now() - TimeDelta::hours(5);
    let due = cron::Model { name: "yearly".to_owned(), next_at: missed, last_at: None, last_error: None };
    due.into_active_model().insert(t.db().write()).await.unwrap();
    let workers: Vec<_> = (0..3).map(|_| jobs.clone().start(worker(&t)).unwrap()).collect();
    let state = || async { cron::Entity::find_by_id("yearly").one(t.db().read()).await.unwrap().unwrap() };
    until("it ran", || async { state().await.last_error.is_some() }).await;
    for worker in workers {
        worker.stop().await;
    }
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    let row = state().await;
    assert!(row.next_at > time::now() && row.last_at.is_some());
    assert_eq!(row.last_error.as_deref(), Some("not today"));
    assert!(Jobs::default().every("bad", "at noon", |_| async { Ok(()) }).start(worker(&t)).is_err());
});
