//! Colours and time zone that somebody has chosen hold on every device: the account says which, before the page is drawn.

use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};

use crate::server::{answer, app::App, ctx::Ctx};

/// "light", "dark" or "system", as the account of whoever is signed in says. In the request's extensions.
#[derive(Clone, Debug)]
pub struct AccountTheme(pub String);

/// The time zone that the account of whoever is signed in names. In the request's extensions.
#[derive(Clone, Debug)]
pub struct AccountZone(pub String);

/// Puts the [`AccountTheme`] and the [`AccountZone`] into requests for pages of the dashboard.
pub async fn of_account(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let dashboard =
        ["/w", "/account", "/admin", "/invitations", "/ownership"].iter().any(|start| path.starts_with(start));
    if request.method() != Method::GET || !dashboard || !answer::wants_html(request.headers()) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    // The page asks for the same person again and gets this answer.
    if let Ok(ctx) = Ctx::from_parts(&app, &parts).await
        && let Some(user) = ctx.user_maybe()
    {
        parts.extensions.insert(AccountTheme(user.theme.clone()));
        parts.extensions.insert(AccountZone(user.time_zone.clone()));
    }
    next.run(Request::from_parts(parts, body)).await
}
