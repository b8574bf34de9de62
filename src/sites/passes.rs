//! Passes: signed proof that a browser has passed a password or a question, kept in cookies of that browser.

use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::types::SiteOptions;
use crate::{
    kernel::id::SiteId,
    server::{app::App, ctx::Visitor},
};

/// What every cookie with a pass begins with; the id of what was passed follows.
pub const PREFIX: &str = "mwp_";
/// How long the password of a site is remembered, in seconds.
pub const SITE_SECONDS: i64 = 24 * 60 * 60;
/// How long an answer before a link is remembered, in seconds.
pub const LINK_SECONDS: i64 = 60 * 60;

/// A pass, as a browser keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// Name of the cookie.
    pub name: String,
    /// Its value: when it ends, and the signature.
    pub value: String,
    /// How long it counts.
    pub seconds: i64,
}

/// A pass for something, bound to the secret that was asked for: with another secret it ends.
pub fn issue(app: &App, what: Uuid, secret: &str, seconds: i64) -> Pass {
    let until = app.clock().now().timestamp() + seconds;
    let value = format!("{until}.{}", sign(app, what, secret, until));
    Pass { name: format!("{PREFIX}{}", what.simple()), value, seconds }
}

/// Whether the visitor holds a pass for something that is still protected by this secret.
pub fn holds(visitor: &Visitor, what: Uuid, secret: &str) -> bool {
    let (app, name) = (visitor.app(), format!("{PREFIX}{}", what.simple()));
    let now = app.clock().now().timestamp();
    visitor.passes.iter().filter(|(known, _)| *known == name).any(|(_, value)| {
        let parts = value.split_once('.').and_then(|(until, mac)| Some((until.parse::<i64>().ok()?, mac)));
        parts.is_some_and(|(until, mac)| until > now && equal(mac, &sign(app, what, secret, until)))
    })
}

/// Whether the visitor may see a site.
pub fn may_see(visitor: &Visitor, site: SiteId, options: &SiteOptions) -> bool {
    options.visibility.password().is_none_or(|password| holds(visitor, site.0, password))
}

/// Whether what was typed is the password. How long it takes tells nothing about either.
pub fn matches(app: &App, typed: &str, password: &str) -> bool {
    let hash = |text: &str| app.secrets().token_hash("password", text.trim());
    !password.trim().is_empty() && equal(&hash(typed), &hash(password))
}

fn sign(app: &App, what: Uuid, secret: &str, until: i64) -> String {
    app.secrets().token_hash("pass", &format!("{what} {until} {secret}"))
}

fn equal(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}
