//! The time at which a page was sent, signed, in its contact forms: what comes back at once or after days was not written by
//! somebody who reads the page. A rendered page has a place for it that nobody can type, filled when the page is sent.

use std::sync::LazyLock;

use bytes::Bytes;

use crate::{
    kernel::{AppError, Result, time::now},
    server::config::Secrets,
};

/// Nobody writes a message faster, in seconds.
const LEAST: i64 = 2;
/// A page that was open longer is sent anew, in seconds.
const MOST: i64 = 24 * 60 * 60;
/// What the signature is for.
const PURPOSE: &str = "contact form";

/// What stands in the place of a stamp.
static PLACE: LazyLock<String> = LazyLock::new(Secrets::new_token);

/// What a rendered page says where a stamp belongs.
pub fn place() -> String {
    PLACE.clone()
}

/// The page with stamps of this instant.
pub fn fill(html: &Bytes, secrets: &Secrets) -> Bytes {
    match std::str::from_utf8(html) {
        Ok(text) if text.contains(PLACE.as_str()) => text.replace(PLACE.as_str(), &new(secrets)).into(),
        _ => html.clone(),
    }
}

/// A stamp of this instant.
pub fn new(secrets: &Secrets) -> String {
    let at = now().timestamp().to_string();
    let mark = secrets.token_hash(PURPOSE, &at);
    format!("{at}.{mark}")
}

/// Whether a form was sent as people send forms.
///
/// # Errors
/// Invalid, for the form as a whole: the page is sent again with a new stamp.
pub fn check(stamp: &str, secrets: &Secrets) -> Result<()> {
    let old = || {
        AppError::invalid(
            "",
            "This page was open for a long time. Your message is still here: look at it and send it again.",
        )
    };
    let (at, mark) = stamp.trim().split_once('.').ok_or_else(old)?;
    let seconds: i64 = at.parse().map_err(|_| old())?;
    let ours = secrets.token_hash(PURPOSE, at);
    if !bool::from(subtle::ConstantTimeEq::ct_eq(ours.as_bytes(), mark.as_bytes())) {
        return Err(old());
    }
    match now().timestamp() - seconds {
        age if age < LEAST => Err(AppError::invalid(
            "",
            "That was faster than people type, so it was not sent. Wait a moment and send it again.",
        )),
        age if age > MOST => Err(old()),
        _ => Ok(()),
    }
}
