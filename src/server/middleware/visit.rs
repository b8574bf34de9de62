//! Pages are told when it is staff who looks at them in somebody's name.

use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};

use crate::{
    admin::impersonations,
    server::{answer, app::App, ctx::Ctx},
};

/// Puts what the banner says into the request of a page. Everything else, and whoever brings no session, passes untouched.
pub async fn notice(State(app): State<App>, request: Request, next: Next) -> Response {
    let named = |line: &str| line.split(';').any(|cookie| cookie.trim_start().contains("mewayz="));
    let mut cookies = request.headers().get_all("cookie").iter().filter_map(|value| value.to_str().ok());
    let page = request.method() == Method::GET && answer::wants_html(request.headers());
    let public = request.uri().path().starts_with("/@");
    if !page || public || !cookies.any(named) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    if let Ok(ctx) = Ctx::from_parts(&app, &parts).await
        && let Some(visiting) = impersonations::banner(&ctx)
    {
        parts.extensions.insert(visiting);
    }
    next.run(Request::from_parts(parts, body)).await
}
