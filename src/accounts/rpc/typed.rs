//! What was typed into a form that came back with an error. With scripts the fields keep it themselves; without them a cookie
//! that lives for a minute carries it over the redirect. Passwords never travel this way.

use std::collections::BTreeMap;

#[cfg(feature = "ssr")]
use leptos::prelude::*;

/// The cookie's name.
#[cfg(feature = "ssr")]
const COOKIE: &str = "typed";
/// The most characters of one field that are kept.
#[cfg(feature = "ssr")]
const LONGEST: usize = 300;

/// Fields by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    /// What was typed into the form that this page shows again; empty on every other page view.
    pub fn read() -> Self {
        #[cfg(feature = "ssr")]
        if use_context::<leptos::server::ServerActionError>().is_some() {
            return Self(from_cookie().unwrap_or_default());
        }
        Self::default()
    }

    /// The text of a field.
    pub fn text(&self, field: &str) -> String {
        self.0.get(field).cloned().unwrap_or_default()
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, field: &str) -> bool {
        self.0.get(field).is_some_and(|value| value == "true")
    }
}

/// Passes a result on; when it is an error that a plain form post will show on the next page, keeps what was typed.
#[cfg(feature = "ssr")]
pub fn keep<T, E>(result: Result<T, E>, fields: &[(&str, &str)]) -> Result<T, E> {
    use axum::http::{HeaderValue, header, request::Parts};

    use crate::server::app::App;

    let plain = || {
        let parts = use_context::<Parts>()?;
        parts.headers.get(header::ACCEPT)?.to_str().ok()?.contains("text/html").then_some(())
    };
    if result.is_err() && plain().is_some() {
        let fields: BTreeMap<&str, String> =
            fields.iter().map(|(name, value)| (*name, value.chars().take(LONGEST).collect())).collect();
        let value = serde_json::to_vec(&fields).map(|json| data_encoding::BASE64URL_NOPAD.encode(&json));
        let secure = use_context::<App>().is_some_and(|app| app.config().is_https());
        let secure = if secure { "; Secure" } else { "" };
        let cookie = value.map(|value| format!("{COOKIE}={value}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax{secure}"));
        if let (Some(response), Ok(cookie)) = (use_context::<leptos_axum::ResponseOptions>(), cookie)
            && let Ok(cookie) = HeaderValue::from_str(&cookie)
        {
            response.append_header(header::SET_COOKIE, cookie);
        }
    }
    result
}

#[cfg(feature = "ssr")]
fn from_cookie() -> Option<BTreeMap<String, String>> {
    let parts = use_context::<axum::http::request::Parts>()?;
    let cookies = parts.headers.get_all("cookie").iter().filter_map(|value| value.to_str().ok());
    let value = cookies
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))?;
    serde_json::from_slice(&data_encoding::BASE64URL_NOPAD.decode(value.as_bytes()).ok()?).ok()
}
