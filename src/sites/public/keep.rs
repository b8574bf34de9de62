//! Passes as cookies: kept by the browser for the addresses that ask for them, out of reach of scripts.

use axum::{
    http::{HeaderValue, header::SET_COOKIE},
    response::Response,
};

use super::{capture, message};
use crate::{server::app::App, sites::passes::Pass};

/// What asks for the pass of a site besides its page: links, forms, players, files.
const PARTS: [&str; 5] = ["/l", capture::ACTION, message::ACTION, "/embed", "/vcard"];

/// Puts the pass of a site into an answer, for its page and all of its parts.
pub fn keep_for_page(app: &App, response: &mut Response, pass: &Pass, page: &str) {
    keep(app, response, pass, &[page]);
    keep(app, response, pass, &PARTS);
}

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
