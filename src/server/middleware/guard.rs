//! Refuses networks that are blocked, and scores what others ask for.

use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header::RETRY_AFTER},
    middleware::Next,
    response::Response,
};

use crate::{
    kernel::{
        AppError,
        time::{Time, now, seconds_in_words},
    },
    server::{
        answer,
        app::App,
        middleware::client::Client,
        threats::{Sign, Verdict},
    },
};

/// Looks at the caller before everything else does, at the address, and at how it was answered.
pub async fn watch(
    State(app): State<App>,
    Extension(client): Extension<Client>,
    request: Request,
    next: Next,
) -> Response {
    let html = answer::wants_html(request.headers());
    match app.threats().verdict(client.ip).await {
        Verdict::Allowed => return next.run(request).await,
        Verdict::Blocked(until) => return refuse(html, until),
        Verdict::Unknown => {}
    }
    let path = request.uri().path().to_owned();
    let sign = Sign::of_address(&path, request.uri().query().unwrap_or_default());
    if let Some(sign) = sign
        && let Some(until) = app.threats().score(client.net(), sign, &path).await
    {
        return refuse(html, Some(until));
    }
    let of_page = is_part_of_page(&path, request.headers());
    let response = next.run(request).await;
    if of_page {
        return response;
    }
    if let (None, Some(sign)) = (sign, Sign::of_status(response.status().as_u16())) {
        app.threats().score(client.net(), sign, &path).await;
    }
    response
}

/// Whether it is a picture, a font, a script of a page. When one is missing, that is the page's fault and not its visitor's.
fn is_part_of_page(path: &str, headers: &HeaderMap) -> bool {
    let goal = headers.get("sec-fetch-dest").and_then(|goal| goal.to_str().ok());
    let part = goal.is_some_and(|goal| !matches!(goal, "document" | "empty"));
    part || ["/m/", "/pkg/", "/favicon", "/fonts/"].iter().any(|start| path.starts_with(start))
}

fn refuse(html: bool, until: Option<Time>) -> Response {
    let seconds = until.map(|until| (until - now()).num_seconds().max(1).unsigned_abs());
    let end = seconds.map_or_else(
        || "Write to the operator of this site if that is a mistake.".to_owned(),
        |seconds| format!("It ends in {}.", seconds_in_words(seconds)),
    );
    let words = format!("Requests from your network looked like an attack, so they are refused for a while. {end}");
    let mut response = answer::with_status(html, StatusCode::FORBIDDEN, &AppError::Forbidden(words));
    if let Some(seconds) = seconds {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
