//! What a request may cost: its time and the size of its body.

use std::time::Duration;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::Response,
};
use http_body_util::Limited;

use crate::{
    kernel::{AppError, time::seconds_in_words},
    server::{answer, app::App},
};

/// What a form may add around the file of an upload.
const WRAPPING: usize = 64 * 1024;

/// Times longer that an upload may take than another request: a phone sends slowly.
const SLOW_SENDERS: u64 = 4;

/// Stops a request that takes too long, with 503.
pub async fn time(State(app): State<App>, request: Request, next: Next) -> Response {
    let patience = if is_upload(request.headers()) { SLOW_SENDERS } else { 1 };
    let seconds = app.config().limits.request_seconds * patience;
    let html = answer::wants_html(request.headers());
    match tokio::time::timeout(Duration::from_secs(seconds), next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::warn!(seconds, "the request took too long and was stopped");
            let words = format!(
                "This took longer than {} and was stopped. Wait a moment and try again.",
                seconds_in_words(seconds)
            );
            answer::error(html, &AppError::Unavailable(words))
        }
    }
}

/// Refuses bodies that are too large: by what they announce with 413, otherwise where the limit is crossed.
pub async fn body(State(app): State<App>, request: Request, next: Next) -> Response {
    let limits = &app.config().limits;
    let upload = is_upload(request.headers());
    let kib = match upload {
        true if is_picture(request.uri().path()) => limits.picture_kib,
        true => limits.upload_kib,
        false => limits.body_kib,
    };
    let bytes = kib * 1024 + if upload { WRAPPING } else { 0 };
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let html = answer::wants_html(request.headers());
    let refuse = || {
        let words = format!("This is too large: at most {} can be sent at once.", size_in_words(kib));
        answer::with_status(html, StatusCode::PAYLOAD_TOO_LARGE, &AppError::invalid("", words))
    };
    if announced.is_some_and(|length: usize| length > bytes) {
        return refuse();
    }
    let response = next.run(request.map(|body| Body::new(Limited::new(body, bytes)))).await;
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    // What reads a body and meets the limit says so in its own words.
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE && kind.starts_with("text/plain") {
        refuse()
    } else {
        response
    }
}

/// Files come as multipart forms; everything else is small.
fn is_upload(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data"))
}

/// Whether pictures are sent to a path: `/w/{workspace}/media` and `/account/avatar`.
fn is_picture(path: &str) -> bool {
    path == "/account/avatar"
        || path.strip_prefix("/w/").and_then(|rest| rest.split_once('/')).is_some_and(|(_, rest)| rest == "media")
}

fn size_in_words(kib: usize) -> String {
    if kib >= 1024 && kib.is_multiple_of(1024) { format!("{} MiB", kib / 1024) } else { format!("{kib} KiB") }
}
