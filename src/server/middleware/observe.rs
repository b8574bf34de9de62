//! Every request has an id, a line in the log and its place in the metrics.

use std::time::{Duration, Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;
use uuid::Uuid;

use super::client;
use crate::server::{app::App, metrics, trace::Trace};

/// The header with the request's id.
pub const REQUEST_ID_HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// In development a browser's tools show how often a page asked the database.
const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// A request that takes longer is warned about.
const SLOW: Duration = Duration::from_secs(1);

/// The outermost layer.
pub async fn observe(State(app): State<App>, matched: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let id = request_id(&app, &request);
    let method = request.method().clone();
    let route = matched.as_ref().map_or("unmatched", MatchedPath::as_str).to_owned();
    // A token in the path opens something: then the log names the route only.
    let path = if route.contains("{token}") { route.clone() } else { request.uri().path().to_owned() };
    let span = tracing::info_span!("request", id, %method, path);
    let trace = Trace::new(id.clone());
    let started = Instant::now();
    let in_flight = metrics::InFlight::start();
    let answered = async {
        let mut response = next.run(request).await;
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID_HEADER, value);
        }
        let queries = trace.queries();
        if app.config().is_development() {
            let timing = format!("db;desc=\"{queries} queries\"");
            response.headers_mut().extend(HeaderValue::from_str(&timing).map(|timing| (SERVER_TIMING, timing)));
        }
        log(&route, &response, started.elapsed(), queries);
        response
    };
    let response = trace.clone().scope(answered).instrument(span).await;
    drop(in_flight);
    metrics::request(&method, route, response.status(), started.elapsed());
    response
}

fn log(route: &str, response: &Response, elapsed: Duration, queries: u32) {
    let status = response.status().as_u16();
    let ms = elapsed.as_secs_f64() * 1000.0;
    let ms = (ms * 10.0).round() / 10.0;
    // What machines ask for every few seconds, and files, would drown the rest.
    let quiet = matches!(route, "/health" | "/readiness" | "/liveness" | "/metrics") || route.starts_with("/pkg");
    if elapsed > SLOW {
        tracing::warn!(status, ms, queries, "answered slowly");
    } else if quiet && status < 500 {
        tracing::debug!(status, ms, queries, "answered");
    } else {
        tracing::info!(status, ms, queries, "answered");
    }
}

/// A new id, or the one that a trusted proxy gave.
fn request_id(app: &App, request: &Request) -> String {
    let given = request.headers().get(&REQUEST_ID_HEADER).and_then(|value| value.to_str().ok()).filter(|id| is_id(id));
    match given {
        Some(id) if client::from_trusted_proxy(app, request) => id.to_owned(),
        _ => Uuid::now_v7().to_string(),
    }
}

fn is_id(text: &str) -> bool {
    (8..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}
