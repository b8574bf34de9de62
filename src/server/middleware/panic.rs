//! A panic ends its own request with a 500 and nothing else.

use std::panic::AssertUnwindSafe;

use axum::{extract::Request, middleware::Next, response::Response};
use futures::FutureExt;
use tokio_util::sync::CancellationToken;

use super::tasks::FAILED;
use crate::{kernel::AppError, server::answer};

/// Answers 500 when the request, or a task that it waits for, panics. The panic itself is logged by the hook of
/// `server::log`, with the request's id.
pub async fn catch(request: Request, next: Next) -> Response {
    let html = answer::wants_html(request.headers());
    let failed = CancellationToken::new();
    let answered = FAILED.scope(failed.clone(), AssertUnwindSafe(next.run(request)).catch_unwind());
    let result = tokio::select! {
        biased;
        result = answered => result.ok(),
        () = failed.cancelled() => None,
    };
    result.unwrap_or_else(|| answer::error(html, &AppError::internal()))
}
