//! Passes as cookies: kept by the browser for the addresses that ask for them, out of reach of scripts.

use axum::{
    http::{HeaderValue, header::SET_COOKIE},
    response::Response,
};

use crate::{server::app::App, sites::passes::Pass};

/// Puts a pass into an answer, for each of some paths.
pub fn keep(app: &App, response: &mut Response, pass: &Pass, paths: &[&str]) {
    let secure = if app.config().is_https() { "; Secure" } else { "" };
    let Pass { name, value, seconds } = pass;
    for path in paths {
        let cookie = format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
}
