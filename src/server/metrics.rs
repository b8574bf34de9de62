//! Numbers for Prometheus. Labels are methods, route patterns and statuses, never raw paths.

use std::{sync::OnceLock, time::Duration};

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use sea_orm::DbBackend;

use super::{answer, app::App, db::Db, jobs::depth, middleware::client::Client};
use crate::kernel::AppError;

const REQUESTS: &str = "mewayz_http_requests_total";
const SECONDS: &str = "mewayz_http_request_seconds";
const IN_FLIGHT: &str = "mewayz_http_requests_in_flight";
const EVENTS: &str = "mewayz_events_recorded_total";
const REDIRECTS_LOST: &str = "mewayz_redirects_lost_total";
const VIEWS_LOST: &str = "mewayz_views_lost_total";
const QUERIES: &str = "mewayz_db_query_seconds";
const JOBS: &str = "mewayz_jobs_total";
const OUTBOX_WAITING: &str = "mewayz_outbox_waiting";
const OUTBOX_DEAD: &str = "mewayz_outbox_dead";
const OUTBOX_AGE: &str = "mewayz_outbox_oldest_due_seconds";
const CONNECTIONS: &str = "mewayz_db_connections";

static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Begins to count; once for a process. Until then counting costs nothing and shows nothing.
pub fn install() -> Option<&'static PrometheusHandle> {
    HANDLE
        .get_or_init(|| {
            let buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
            let builder = PrometheusBuilder::new().set_buckets_for_metric(Matcher::Full(SECONDS.to_owned()), &buckets);
            let builder = builder.ok()?.set_buckets_for_metric(Matcher::Full(QUERIES.to_owned()), &buckets);
            let recorder = builder.ok()?.build_recorder();
            let handle = recorder.handle();
            metrics::set_global_recorder(recorder).ok()?;
            describe();
            Some(handle)
        })
        .as_ref()
}

fn describe() {
    describe_counter!(REQUESTS, "Requests answered, by method, route and status.");
    describe_histogram!(SECONDS, "Seconds from a request to the head of its answer, by route.");
    describe_gauge!(IN_FLIGHT, "Requests being answered.");
    describe_counter!(EVENTS, "Touches and events of visitors that were committed.");
    describe_counter!(REDIRECTS_LOST, "Redirects that were answered although their click could not be recorded.");
    describe_counter!(VIEWS_LOST, "Views of pages that could not be recorded; the pages were answered.");
    describe_histogram!(QUERIES, "Seconds that statements took in the database.");
    describe_counter!(JOBS, "Jobs run, by topic and result (done, retried, dead).");
    describe_gauge!(OUTBOX_WAITING, "Side effects that wait to leave.");
    describe_gauge!(OUTBOX_DEAD, "Side effects that were given up.");
    describe_gauge!(OUTBOX_AGE, "Age of the side effect that is due the longest.");
    describe_gauge!(CONNECTIONS, "Database connections, by pool and state.");
}

/// Keeps the memory of histograms bounded when nobody asks for the numbers.
pub async fn upkeep() {
    let mut tick = tokio::time::interval(Duration::from_secs(10));
    while let Some(handle) = install() {
        tick.tick().await;
        handle.run_upkeep();
    }
}

/// Counts a statement.
pub fn query(elapsed: Duration) {
    histogram!(QUERIES).record(elapsed.as_secs_f64());
}

/// Counts a request as under way until it is dropped.
pub struct InFlight(());

impl InFlight {
    /// One more.
    pub fn start() -> Self {
        gauge!(IN_FLIGHT).increment(1.0);
        Self(())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        gauge!(IN_FLIGHT).decrement(1.0);
    }
}

/// A request was answered.
pub fn request(method: &Method, route: String, status: StatusCode, elapsed: Duration) {
    let method = match method.as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => known.to_owned(),
        _ => "OTHER".to_owned(),
    };
    counter!(REQUESTS, "method" => method, "route" => route.clone(), "status" => status.as_str().to_owned())
        .increment(1);
    histogram!(SECONDS, "route" => route).record(elapsed.as_secs_f64());
}

/// A batch of touches and events was committed.
pub fn events_recorded(count: usize) {
    counter!(EVENTS).increment(count as u64);
}

/// A visitor was sent on, but the click could not be recorded.
pub fn redirect_lost() {
    counter!(REDIRECTS_LOST).increment(1);
}

/// A page was answered, but its view could not be recorded.
pub fn view_lost() {
    counter!(VIEWS_LOST).increment(1);
}

/// A job was run; `result` is done, retried or dead.
pub fn job(topic: &str, result: &'static str) {
    counter!(JOBS, "topic" => topic.to_owned(), "result" => result).increment(1);
}

/// `GET /metrics`, for neighbours only: the numbers say how a business is doing.
pub async fn show(State(app): State<App>, client: Option<Extension<Client>>, headers: HeaderMap) -> Response {
    let near = client.is_some_and(|client| is_near(client.ip));
    let Some(handle) = install().filter(|_| near) else {
        return answer::error(answer::wants_html(&headers), &AppError::not_found("address"));
    };
    match depth::read(app.db()).await {
        Ok(depth) => {
            gauge!(OUTBOX_WAITING).set(depth.waiting as f64);
            gauge!(OUTBOX_DEAD).set(depth.dead as f64);
            gauge!(OUTBOX_AGE).set(depth.oldest_due_seconds as f64);
        }
        Err(error) => tracing::warn!(%error, "the outbox cannot be counted"),
    }
    connections(app.db());
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], handle.render()).into_response()
}

/// The same machine or a private network (RFC 1918, RFC 4193).
fn is_near(ip: std::net::IpAddr) -> bool {
    match ip {
        std::net::IpAddr::V4(ip) => ip.is_loopback() || ip.is_private(),
        std::net::IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local(),
    }
}

fn connections(db: &Db) {
    for (pool, connection) in [("read", db.read()), ("write", db.write())] {
        let (size, idle) = match db.backend() {
            DbBackend::Sqlite => {
                let pool = connection.get_sqlite_connection_pool();
                (pool.size() as usize, pool.num_idle())
            }
            DbBackend::Postgres => {
                let pool = connection.get_postgres_connection_pool();
                (pool.size() as usize, pool.num_idle())
            }
            _ => continue,
        };
        gauge!(CONNECTIONS, "pool" => pool, "state" => "idle").set(idle as f64);
        gauge!(CONNECTIONS, "pool" => pool, "state" => "busy").set(size.saturating_sub(idle) as f64);
    }
}
