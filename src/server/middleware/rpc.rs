//! Server functions answer with the status of their error. Leptos itself says 500 to every fault.

use axum::{
    Json,
    body::to_bytes,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    kernel::AppError,
    server::{answer, error::internal},
};

/// The header that Leptos sets on a failed server function.
const FAILED: &str = "serverfnerror";
/// An error is words; more is not one.
const LARGEST_ERROR: usize = 256 * 1024;

/// Gives a failed server function the status of its error, the request's id and `Retry-After`. The redirect that
/// answers a plain form stays: it carries the error in its address.
pub async fn finish(html: bool, response: Response) -> Response {
    if response.status().is_redirection() {
        return response;
    }
    if !response.headers().contains_key(FAILED) {
        // Leptos answers 400 with advice for developers when it knows no function of this name.
        let unknown =
            response.status() == StatusCode::BAD_REQUEST && !response.headers().contains_key(header::CONTENT_TYPE);
        return if unknown { answer::error(html, &AppError::not_found("address")) } else { response };
    }
    let (mut parts, body) = response.into_parts();
    let error = match to_bytes(body, LARGEST_ERROR).await {
        Ok(bytes) => {
            serde_json::from_slice(&bytes).unwrap_or_else(|error| internal("the error of a server function", error))
        }
        Err(error) => internal("the error of a server function", error),
    };
    let error = answer::with_request_id(error);
    parts.status = answer::status(&error);
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let AppError::Limited { retry_after } = error {
        parts.headers.insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
    }
    let body = Json(&error).into_response().into_body();
    Response::from_parts(parts, body)
}
