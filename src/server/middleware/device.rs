//! Which browser is calling: a cookie that outlives sign-ins, so that a browser that is new to an account can be told from a
//! known one. It is set when somebody signs in, and tells nothing else.

use std::sync::{Arc, OnceLock};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::server::{app::App, config::Secrets};

/// How long a browser is known without signing in, in days: the most that browsers keep a cookie.
pub const DAYS: i64 = 400;

/// The browser of a request.
#[derive(Clone, Debug, Default)]
pub struct Device {
    token: Option<String>,
    kept: Arc<OnceLock<String>>,
}

impl Device {
    /// Its token: the one that it sent, else a new one. The answer carries it as a cookie.
    pub fn keep(&self) -> &str {
        self.kept.get_or_init(|| self.token.clone().unwrap_or_else(Secrets::new_token))
    }
}

/// Reads the cookie, and sets it when the domain asked to keep it.
pub async fn recognise(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let name = if app.config().is_https() { "__Host-mewayz-device" } else { "mewayz-device" };
    let device = Device { token: read(request.headers(), name), kept: Arc::default() };
    request.extensions_mut().insert(device.clone());
    let mut response = next.run(request).await;
    if let Some(token) = device.kept.get() {
        let secure = if app.config().is_https() { "; Secure" } else { "" };
        let age = DAYS * 24 * 3600;
        let cookie = format!("{name}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

/// The cookie's value, when it has the form of a token.
fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut values = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = values.find(|(found, _)| *found == name)?;
    let fine = value.len() == 43 && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    fine.then(|| value.to_owned())
}
