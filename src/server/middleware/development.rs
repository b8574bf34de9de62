//! Pages for developers: `/dev/…` exists in development only.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use crate::{
    kernel::AppError,
    server::{answer, app::App},
};

/// Answers 404 to `/dev/…` in production.
pub async fn only(State(app): State<App>, request: Request, next: Next) -> Response {
    if !app.config().is_development() && request.uri().path().starts_with("/dev/") {
        return answer::error(answer::wants_html(request.headers()), &AppError::not_found("address"));
    }
    next.run(request).await
}
