//! `/.well-known/security.txt` (RFC 9116): whom to tell of weaknesses.

use axum::{
    extract::State,
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use chrono::TimeDelta;

use super::app::App;
use crate::kernel::time::now;

/// How long what it says can be relied on, in days; the RFC asks for less than a year.
const DAYS: i64 = 90;

/// Its place.
pub const PATH: &str = "/.well-known/security.txt";

/// Answers with the contact of the configuration.
pub async fn show(State(app): State<App>) -> Response {
    let config = app.config();
    let expires = (now() + TimeDelta::days(DAYS)).format("%Y-%m-%dT00:00:00Z");
    let mut text = format!("Contact: {}\nExpires: {expires}\nPreferred-Languages: en\n", config.security_contact());
    text += &format!("Canonical: {}\n", config.absolute(PATH));
    if let Some(policy) = &config.security.policy_url {
        text += &format!("Policy: {policy}\n");
    }
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    let cache = HeaderValue::from_static("public, max-age=86400");
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, cache)], text).into_response()
}
