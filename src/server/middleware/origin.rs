//! Only our own pages may change something: requests that change state are checked for where they come from.

use axum::{
    extract::Request,
    http::{Method, Uri, header},
    middleware::Next,
    response::Response,
};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::{
    kernel::AppError,
    server::{answer, app::App},
};

/// Refuses requests other than GET, HEAD and OPTIONS that a browser sends from another site, by `Sec-Fetch-Site` and
/// `Origin`. Programs send neither and pass; they carry no cookie of a person.
///
/// The refusal is empty; [`explain`], around this layer, gives it words.
pub fn check(app: &App) -> CsrfLayer {
    // What a browser sends as `Origin`: lower case, no default port, no slash.
    let ours = app.config().site.public_url.origin().ascii_serialization();
    CsrfLayer::new().add_trusted_origin(&ours).unwrap_or_else(|error| {
        tracing::warn!(%error, origin = ours, "site.public_url cannot be an origin; only requests to the same host pass");
        CsrfLayer::new()
    })
}

/// Turns the refusals of [`check`] into answers that say what happened.
pub async fn explain(request: Request, next: Next) -> Response {
    let html = answer::wants_html(request.headers());
    let asked = (request.method().clone(), request.uri().clone());
    let origin = request.headers().get(header::ORIGIN).cloned();
    let response = next.run(request).await;
    if response.extensions().get::<ProtectionError>().is_none() {
        return response;
    }
    let (method, uri): (Method, Uri) = asked;
    tracing::warn!(%method, path = uri.path(), ?origin, "refused a request that another site sent");
    let words = "This request came from another website, so nothing was changed. Open the page here and try again.";
    answer::error(html, &AppError::Forbidden(words.to_owned()))
}
