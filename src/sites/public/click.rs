//! `/l/{code}`: records the click, then leads on.

use std::time::Duration;

use axum::{
    Extension,
    extract::{Path, State},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{CACHE_CONTROL, LOCATION, SET_COOKIE},
    },
    response::{IntoResponse, Response},
};

use super::missing;
use crate::{
    analytics::{public, touches},
    kernel::AppError,
    server::{app::App, metrics, middleware::client::Client},
    sites::links,
};

/// How long a visitor waits for the click to be committed.
const PATIENCE: Duration = Duration::from_secs(3);

/// Leads to the target of a link. A visitor is not held up by our trouble: a click that cannot be recorded in time is logged
/// and counted as lost (it may still be committed later).
pub async fn follow(
    State(app): State<App>,
    Path(code): Path<String>,
    method: Method,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Response {
    let mut visitor = public::stranger(&app, &client, &headers);
    let link = match links::by_code(&visitor, &code).await {
        Ok(link) => link,
        Err(error) => return missing::answer(&error),
    };
    let Some(location) = location(&link.target) else { return missing::answer(&AppError::not_found("link")) };
    // Who only asks for the head looks whether the link works; nobody followed it.
    if method != Method::HEAD {
        public::recognise(&mut visitor, &headers);
        let circumstances = public::circumstances(&app, &client, &headers);
        let recorded = tokio::time::timeout(PATIENCE, touches::click(&visitor, &link, &circumstances)).await;
        if !matches!(recorded, Ok(Ok(()))) {
            tracing::error!(code, result = ?recorded, "a click was not recorded; its visitor was led on");
            metrics::redirect_lost();
            visitor.id = None;
        }
    }
    let cache = HeaderValue::from_static("no-store");
    let mut response = (StatusCode::FOUND, [(LOCATION, location), (CACHE_CONTROL, cache)]).into_response();
    if let Some(cookie) = public::keep(&app, visitor.id, &headers) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// The target as a header: ASCII, with everything else percent-encoded.
fn location(target: &str) -> Option<HeaderValue> {
    crate::sites::types::is_safe_url(target, true)
        .then(|| url::Url::parse(target).ok())
        .flatten()
        .and_then(|url| HeaderValue::from_str(url.as_str()).ok())
}
