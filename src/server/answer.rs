//! Errors as whole answers: a page for people, JSON for programs.

use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::prelude::*;

use super::{html, trace};
use crate::kernel::AppError;

/// Whether the caller is a person in front of a browser and not a program.
pub fn wants_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// The answer for an error, with its own status.
pub fn error(html: bool, error: &AppError) -> Response {
    with_status(html, status(error), error)
}

/// The answer for an error with another status than the error's own.
pub fn with_status(html: bool, status: StatusCode, error: &AppError) -> Response {
    let error = with_request_id(error.clone());
    let mut response =
        if html { (status, page(status, &error)).into_response() } else { (status, Json(&error)).into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let AppError::Limited { retry_after } = error {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
    }
    response
}

/// The HTTP status of an error.
pub fn status(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// A fault that does not know its request yet learns it here.
pub fn with_request_id(error: AppError) -> AppError {
    match error {
        AppError::Internal { request_id: id } if id.is_empty() || id == "-" => {
            AppError::Internal { request_id: trace::id() }
        }
        other => other,
    }
}

/// A page that needs nothing else: it must work when everything else does not.
fn page(status: StatusCode, error: &AppError) -> axum::response::Html<String> {
    let title = match status.as_u16() {
        401 => "Sign in to go on",
        403 => "This is not allowed",
        404 => "This page does not exist",
        408 | 503 => "Not available at the moment",
        410 => "This is gone",
        413 => "This is too large",
        429 => "Too many tries",
        500.. => "Something went wrong",
        _ => "This could not be done",
    };
    let words = error.to_string();
    html::document(move || {
        view! {
            <html lang="en">
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <meta name="robots" content="noindex" />
                    <title>{title}</title>
                    <style>{STYLE}</style>
                </head>
                <body>
                    <main>
                        <h1>{title}</h1>
                        <p>{words}</p>
                        <p><a href="/">"Go to the start page"</a></p>
                    </main>
                </body>
            </html>
        }
    })
}

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif}\
main{max-width:32rem;padding:2rem}\
h1{font-size:1.5rem;line-height:1.25}\
p{overflow-wrap:anywhere}";
