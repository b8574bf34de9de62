//! Counts requests by class, for the person who is signed in or else for the network, and says how many are left.

use axum::{
    body::{Body, HttpBody, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, header},
    middleware::Next,
    response::Response,
};

use crate::{
    kernel::AppError,
    server::{
        answer,
        app::App,
        ctx::Ctx,
        middleware::client::Client,
        rates::{Class, Count},
    },
};

/// How many requests may come at once.
pub const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
/// How many more may come now.
pub const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
/// Seconds until all of them may come again.
pub const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// Beginnings of the names of server functions that are ways in.
const DOORS: &[&str] = &[
    "sign_in",
    "register",
    "finish_registration",
    "verify_email",
    "resend_verification",
    "forgot_password",
    "reset_password",
    "ask_sign_in_link",
    "use_sign_in_link",
    "enter_code",
    "prove_",
];
/// A search is a few words; longer bodies are not looked into.
const SEARCH_BYTES: usize = 4096;

/// Refuses what is too much with 429, and tells everybody else how much is left.
pub async fn count(State(app): State<App>, request: Request, next: Next) -> Response {
    let (classes, request) = classes(request).await;
    if classes.is_empty() {
        return next.run(request).await;
    }
    let html = answer::wants_html(request.headers());
    let (parts, body) = request.into_parts();
    let key = match Ctx::from_parts(&app, &parts).await.ok().and_then(|ctx| ctx.user_maybe().map(|user| user.id)) {
        Some(id) => format!("person {id}"),
        None => parts.extensions.get::<Client>().map_or_else(|| "nobody".to_owned(), Client::place),
    };
    let mut tightest: Option<Count> = None;
    for class in classes {
        let Some(count) = app.rates().count(class, &key).await else { break };
        if !count.allowed {
            let mut response = answer::error(html, &AppError::Limited { retry_after: count.retry_after });
            tell(response.headers_mut(), &count);
            return response;
        }
        if tightest.is_none_or(|known| count.remaining < known.remaining) {
            tightest = Some(count);
        }
    }
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(count) = tightest {
        tell(response.headers_mut(), &count);
    }
    response
}

fn tell(headers: &mut HeaderMap, count: &Count) {
    headers.insert(LIMIT, count.limit.into());
    headers.insert(REMAINING, count.remaining.into());
    headers.insert(RESET, count.reset.into());
}

/// What a request is. The body of a short form is read for that, and put back.
async fn classes(request: Request) -> (Vec<Class>, Request) {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let (form, upload) = (
        kind.starts_with("application/x-www-form-urlencoded"),
        kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data"),
    );
    if request.method() == Method::GET {
        let query = request.uri().query().unwrap_or_default().as_bytes();
        return (if searches(query) { vec![Class::Search] } else { Vec::new() }, request);
    }
    if upload {
        return (vec![Class::Upload], request);
    }
    let Some(function) = request.uri().path().strip_prefix("/rpc/") else { return (Vec::new(), request) };
    let mut classes = vec![Class::Api];
    if DOORS.iter().any(|door| function.starts_with(door)) {
        classes.push(Class::Auth);
    }
    let length = request.body().size_hint().exact();
    if !form || length.is_none_or(|length| length > SEARCH_BYTES as u64) {
        return (classes, request);
    }
    let (parts, body) = request.into_parts();
    // What cannot be read is refused where it is read.
    let bytes = to_bytes(body, SEARCH_BYTES).await.unwrap_or_default();
    if searches(&bytes) {
        classes.push(Class::Search);
    }
    (classes, Request::from_parts(parts, Body::from(bytes)))
}

/// Whether something is searched for.
fn searches(pairs: &[u8]) -> bool {
    let mut pairs = url::form_urlencoded::parse(pairs);
    pairs.any(|(name, value)| matches!(&*name, "q" | "search" | "asked[search]") && !value.trim().is_empty())
}
