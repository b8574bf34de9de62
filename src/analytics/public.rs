//! Strangers by their requests: the cookie that lets a browser be known again, and what its headers say.

use axum::http::{HeaderMap, HeaderValue, Method};
use url::{Url, form_urlencoded};

use super::touches::{self, Campaign, Circumstances};
use crate::{
    kernel::id::{SiteId, VisitorId, WorkspaceId},
    server::{app::App, ctx::Visitor, middleware::client::Client},
    sites::passes,
};

/// The cookie. First-party, read by the server only, for a year.
const COOKIE: &str = "mwv";
/// The most passes for pages and links that are read.
const MOST_PASSES: usize = 50;
const YEAR: u32 = 365 * 24 * 60 * 60;
/// The longest part of a campaign that is kept, in characters.
const MAX_CAMPAIGN: usize = 100;
/// How many parameters of an address are looked at.
const PAIRS: usize = 50;

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
    let own = app.config().site.public_url.host_str().map(shorten);
    let referrer = text(headers, "referer").parse().ok().and_then(|url: Url| url.host_str().map(shorten));
    Circumstances {
        referrer_host: referrer.filter(|host| Some(host) != own.as_ref()),
        campaign: Campaign::default(),
        country: app.countries().of(client.ip),
        ahead: is_ahead(headers),
        objects: objects(headers),
    }
}

/// Notes that the page of a site was answered; costs the answer no time. Who only asks for the head sees nothing.
pub fn viewed(visitor: &Visitor, site: (WorkspaceId, SiteId), method: &Method, headers: &HeaderMap, query: &str) {
    if method == Method::HEAD {
        return;
    }
    let mut circumstances = circumstances(visitor.app(), visitor.client(), headers);
    circumstances.campaign = campaign(query);
    touches::view(visitor, site, &circumstances);
}

/// The `utm_…` of an address; capital letters make no difference.
fn campaign(query: &str) -> Campaign {
    let mut campaign = Campaign::default();
    if !query.contains("utm_") {
        return campaign;
    }
    for (name, value) in form_urlencoded::parse(query.as_bytes()).take(PAIRS) {
        let place = match &*name {
            "utm_source" => &mut campaign.source,
            "utm_medium" => &mut campaign.medium,
            "utm_campaign" => &mut campaign.name,
            _ => continue,
        };
        let value: String = value.trim().chars().filter(|c| !c.is_control()).take(MAX_CAMPAIGN).collect();
        *place = Some(value.to_lowercase()).filter(|value| !value.is_empty());
    }
    campaign
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
