//! Security headers: what a browser may do with our answers.

use std::fmt::Write;

use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
            X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
        },
    },
    middleware::Next,
    response::Response,
};
use leptos::{nonce::use_nonce, prelude::use_context};
use leptos_axum::ResponseOptions;

use crate::server::{app::App, csp};

/// For everything that sets no policy of its own: data, files, error pages. Nothing runs.
const QUIET: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; \
                     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Device features that nothing of ours asks for.
const PERMISSIONS: &str = "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), \
                           gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// Adds what the answer does not say itself.
pub async fn secure(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut default = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    default(CONTENT_SECURITY_POLICY, QUIET);
    default(X_CONTENT_TYPE_OPTIONS, "nosniff");
    default(X_FRAME_OPTIONS, "DENY");
    // What says nothing itself is for one person, and may change.
    default(CACHE_CONTROL, "private, no-cache");
    default(REFERRER_POLICY, "strict-origin-when-cross-origin");
    default(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    default(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if app.config().is_https() {
        default(STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    ask_for_reports(headers);
    response
}

/// Lets browsers say what the policy of a page made them refuse.
fn ask_for_reports(headers: &mut HeaderMap) {
    let html = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let policy = headers.get(CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    let Some(policy) = policy.filter(|policy| html && !policy.contains("report-uri")) else { return };
    // Not `report-to`: where a browser knows both, it would send a minute later, or never when it is closed before.
    if let Ok(policy) = HeaderValue::from_str(&format!("{policy}; report-uri {}", csp::PATH)) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
}

/// Sets the policy of a page that hydrates: its scripts are ours or carry the nonce of this one rendering. Called inside
/// the rendering, where Leptos has made the nonce.
pub fn page_policy() {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else { return };
    if let Ok(value) = HeaderValue::from_str(&policy(&nonce)) {
        response.insert_header(CONTENT_SECURITY_POLICY, value);
    }
}

fn policy(nonce: &str) -> String {
    let mut policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; \
         img-src 'self' https: http: data:; font-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; \
         frame-ancestors 'none'; connect-src 'self'"
    );
    // `cargo leptos watch` reloads the browser through a socket on a port of its own.
    if std::env::var_os("LEPTOS_WATCH").is_some() {
        let _ = write!(policy, " ws:");
    }
    policy
}
