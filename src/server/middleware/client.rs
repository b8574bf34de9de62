//! Who is calling: the client's address, believed through configured proxies only, and its user agent.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use ipnet::IpNet;

use crate::server::app::App;

/// The caller of a request.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its address; the first untrusted one of `X-Forwarded-For` behind configured proxies.
    pub ip: IpAddr,
    /// Its `User-Agent`, at most 400 characters.
    pub user_agent: String,
}

impl Client {
    /// The address without its host part (/24 or /48): enough to recognise a place, too little to find a person.
    pub fn ip_prefix(&self) -> String {
        prefix(self.ip)
    }

    /// The network that counts as one caller: an IPv4 address, or the /64 of an IPv6 address, which one person has as a whole.
    pub fn net(&self) -> IpNet {
        let length = if self.ip.is_ipv4() { 32 } else { 64 };
        IpNet::new(self.ip, length).map_or_else(|_| IpNet::from(self.ip), |net| net.trunc())
    }

    /// The same in words, for keys.
    pub fn place(&self) -> String {
        let net = self.net();
        if net.prefix_len() == net.max_prefix_len() { net.addr().to_string() } else { net.to_string() }
    }
}

/// An address without its host part.
pub fn prefix(ip: IpAddr) -> String {
    let length = if ip.is_ipv4() { 24 } else { 48 };
    IpNet::new(ip, length).map(|net| net.trunc().to_string()).unwrap_or_default()
}

/// Whether a configured proxy is an address or a network.
pub fn is_network(text: &str) -> bool {
    parse_network(text).is_some()
}

/// Reads an address or a network.
pub fn parse_network(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

/// Puts the [`Client`] into the request's extensions.
pub async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let client = read(&app, &request);
    request.extensions_mut().insert(client);
    next.run(request).await
}

/// Whether the other end of the connection is one of the configured proxies.
pub fn from_trusted_proxy(app: &App, request: &Request) -> bool {
    let peer = peer(request);
    proxies(app).iter().any(|net| net.contains(&peer))
}

fn read(app: &App, request: &Request) -> Client {
    // A proxy may append a line of its own; together the lines are one list (RFC 9110, 5.3).
    let forwarded_for: Vec<&str> =
        request.headers().get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    let ip = address(peer(request), &forwarded_for.join(","), &proxies(app));
    let user_agent = request.headers().get("user-agent").map(|value| String::from_utf8_lossy(value.as_bytes()));
    Client { ip, user_agent: user_agent.unwrap_or_default().chars().take(400).collect() }
}

fn peer(request: &Request) -> IpAddr {
    let connected = request.extensions().get::<ConnectInfo<SocketAddr>>();
    connected.map_or(IpAddr::from([127, 0, 0, 1]), |info| info.0.ip().to_canonical())
}

fn proxies(app: &App) -> Vec<IpNet> {
    app.config().site.trusted_proxies.iter().filter_map(|text| parse_network(text)).collect()
}

/// Walks `X-Forwarded-For` from the right: the last address that is not one of our proxies is the client.
fn address(peer: IpAddr, forwarded_for: &str, proxies: &[IpNet]) -> IpAddr {
    let trusted = |ip: &IpAddr| proxies.iter().any(|net| net.contains(ip));
    let mut client = peer;
    for hop in forwarded_for.rsplit(',') {
        if !trusted(&client) {
            break;
        }
        match hop.trim().parse::<IpAddr>() {
            Ok(ip) => client = ip.to_canonical(),
            Err(_) => break,
        }
    }
    client
}

/// Lets all parts of one request share one [`CtxCell`](crate::server::ctx::CtxCell).
pub async fn share_context(mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(crate::server::ctx::CtxCell::default());
    next.run(request).await
}
