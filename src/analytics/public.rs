//! Strangers by their requests: the cookie that lets a browser be known again, and what its headers say.

use axum::http::{HeaderMap, HeaderValue};
use url::Url;

use super::touches::Circumstances;
use crate::{
    kernel::id::VisitorId,
    server::{app::App, ctx::Visitor, middleware::client::Client},
    sites::passes,
};

/// The cookie. First-party, read by the server only, for a year.
const COOKIE: &str = "mwv";
/// The most passes for pages and links that are read.
const MOST_PASSES: usize = 50;
const YEAR: u32 = 365 * 24 * 60 * 60;

/// The stranger of a request. Its id is the cookie's; without one it is unknown until [`recognise`] gives it one.
pub fn stranger(app: &App, client: &Client, headers: &HeaderMap) -> Visitor {
    let id = if objects(headers) { None } else { cookie(headers) };
    let found = cookies(headers).filter(|(name, _)| name.starts_with(passes::PREFIX)).take(MOST_PASSES);
    let passes = found.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let mut visitor = Visitor::new(app.clone(), client.clone(), id);
    visitor.passes = passes;
    visitor
}

/// Gives an unknown browser an id, unless it objects.
pub fn recognise(visitor: &mut Visitor, headers: &HeaderMap) {
    if visitor.id.is_none() && !objects(headers) {
        visitor.id = Some(VisitorId::new());
    }
}

/// The `Set-Cookie` that keeps an id, when the browser does not have it yet.
pub fn keep(app: &App, id: Option<VisitorId>, headers: &HeaderMap) -> Option<HeaderValue> {
    let id = id.filter(|id| cookie(headers) != Some(*id))?;
    let secure = if app.config().is_https() { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{COOKIE}={id}; Path=/; Max-Age={YEAR}; HttpOnly; SameSite=Lax{secure}")).ok()
}

/// Where and how a request was made.
pub fn circumstances(app: &App, client: &Client, headers: &HeaderMap) -> Circumstances {
    Circumstances {
        referrer_host: text(headers, "referer").parse().ok().and_then(|url: Url| url.host_str().map(shorten)),
        country: app.countries().of(client.ip),
        ahead: is_ahead(headers),
    }
}

/// Whether the person asked not to be followed: Do Not Track or Global Privacy Control.
fn objects(headers: &HeaderMap) -> bool {
    text(headers, "dnt") == "1" || text(headers, "sec-gpc") == "1"
}

fn cookie(headers: &HeaderMap) -> Option<VisitorId> {
    cookies(headers).find(|(name, _)| *name == COOKIE).and_then(|(_, value)| value.parse().ok())
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all("cookie").iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

/// Whether a browser loads in advance what nobody has asked for yet.
fn is_ahead(headers: &HeaderMap) -> bool {
    let purposes = ["sec-purpose", "purpose", "x-purpose", "x-moz"].map(|name| text(headers, name));
    purposes
        .iter()
        .any(|purpose| purpose.contains("prefetch") || purpose.contains("prerender") || purpose.contains("preview"))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().trim()
}

fn shorten(host: &str) -> String {
    host.trim_start_matches("www.").chars().take(253).collect()
}
