//! Fetching a stranger's page: public addresses only, checked again at every redirect, with limits on time and size.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use ipnet::IpNet;
use reqwest::{
    Client, Response, StatusCode,
    header::{ACCEPT, CONTENT_TYPE, LOCATION},
    redirect::Policy,
};
use url::{Host, Url};

use super::addresses::is_public;
use crate::kernel::{AppError, Result};

/// The most redirects that are followed.
const REDIRECTS: usize = 3;
/// The largest page, in bytes, after decompression.
const MAX_BYTES: usize = 5 * 1024 * 1024;
/// Time for everything: names, redirects, the body.
const TOTAL: Duration = Duration::from_secs(10);

/// Fetches pages from the public internet.
#[derive(Clone, Debug, Default)]
pub struct Fetcher {
    also_allowed: Vec<IpNet>,
}

/// A page that was fetched.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// Where it was in the end.
    pub url: Url,
    /// What it said.
    pub body: Vec<u8>,
}

impl Fetcher {
    /// Fetches from public addresses only.
    pub fn public() -> Self {
        Self::default()
    }

    /// Also fetches from these networks. For tests, which serve their pages on this machine.
    pub fn allowing(networks: Vec<IpNet>) -> Self {
        Self { also_allowed: networks }
    }

    /// Fetches a page. An address without a scheme is taken as https.
    ///
    /// # Errors
    /// Invalid (`url`), with what is wrong in words.
    pub async fn fetch(&self, address: &str) -> Result<Fetched> {
        let url = parse(address)?;
        match tokio::time::timeout(TOTAL, self.follow(url)).await {
            Ok(result) => result,
            Err(_) => Err(refuse("The page did not answer within 10 seconds. Try again, or upload it as a file.")),
        }
    }

    async fn follow(&self, mut url: Url) -> Result<Fetched> {
        for _ in 0..=REDIRECTS {
            let response = self.request(&url).await?;
            if !response.status().is_redirection() || response.status() == StatusCode::NOT_MODIFIED {
                return finish(url, response).await;
            }
            let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            let next = location.and_then(|location| url.join(location).ok());
            url = check(next.ok_or_else(|| refuse("The page leads to another address that cannot be read."))?)?;
        }
        Err(refuse("The page leads from one address to the next more than three times. Enter the last address."))
    }

    /// Connects to an address that was checked: the name is not looked up a second time, so that it cannot change between
    /// check and connection.
    async fn request(&self, url: &Url) -> Result<Response> {
        let (host, addresses) = self.resolve(url).await?;
        // Somebody else may have installed the same provider already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .timeout(TOTAL)
            .resolve_to_addrs(&host, &addresses)
            .user_agent(concat!("Mewayz/", env!("CARGO_PKG_VERSION"), " (import of a link page for its owner)"))
            .build()
            .map_err(|error| crate::server::error::internal("import client", error))?;
        let request = client.get(url.clone()).header(ACCEPT, "text/html,application/xhtml+xml,application/json;q=0.9");
        request.send().await.map_err(|error| {
            tracing::debug!(%error, "an import could not be fetched");
            if error.is_timeout() {
                refuse("The page did not answer within 10 seconds. Try again, or upload it as a file.")
            } else {
                refuse(format!(
                    "No connection to {host} was possible. Check the address, or upload the page as a file."
                ))
            }
        })
    }

    async fn resolve(&self, url: &Url) -> Result<(String, Vec<SocketAddr>)> {
        let port = url.port_or_known_default().unwrap_or(443);
        let (host, found): (String, Vec<SocketAddr>) = match url.host() {
            Some(Host::Ipv4(ip)) => (ip.to_string(), vec![(IpAddr::V4(ip), port).into()]),
            Some(Host::Ipv6(ip)) => (ip.to_string(), vec![(IpAddr::V6(ip), port).into()]),
            Some(Host::Domain(name)) => {
                let found = tokio::net::lookup_host((name, port)).await.map(Iterator::collect).unwrap_or_default();
                (name.to_owned(), found)
            }
            None => (String::new(), Vec::new()),
        };
        if found.is_empty() {
            return Err(refuse(format!("The server {host} was not found. Check the address for typing errors.")));
        }
        // One private address among public ones is a trick as well.
        if !found.iter().all(|address| self.may_reach(address.ip())) {
            return Err(refuse("This address leads into a private network. Only public pages can be imported."));
        }
        Ok((host, found))
    }

    fn may_reach(&self, ip: IpAddr) -> bool {
        is_public(ip) || self.also_allowed.iter().any(|net| net.contains(&ip))
    }
}

fn parse(address: &str) -> Result<Url> {
    let address = address.trim();
    if address.is_empty() {
        return Err(refuse("Enter the address of your page, for example https://linktr.ee/yourname."));
    }
    if address.len() > crate::sites::types::MAX_URL {
        return Err(refuse("This address is too long; 2,000 characters is the limit."));
    }
    let parsed = if address.contains("://") { Url::parse(address) } else { Url::parse(&format!("https://{address}")) };
    check(parsed.map_err(|_| refuse("This does not look like an address. It needs a form like https://example.com."))?)
}

fn check(mut url: Url) -> Result<Url> {
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(refuse("Only addresses that begin with http:// or https:// can be imported."));
    }
    // Names and passwords in addresses are not ours to send.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    Ok(url)
}

async fn finish(url: Url, mut response: Response) -> Result<Fetched> {
    let status = response.status();
    if !status.is_success() {
        return Err(refuse(match status.as_u16() {
            404 | 410 => "There is no page at this address. Check it for typing errors.".to_owned(),
            401 | 403 => "This page does not let us read it. Save it from your browser and upload the file.".to_owned(),
            code => format!("The page answers with an error ({code}). Try again later, or upload it as a file."),
        }));
    }
    let kind = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("text/html");
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !matches!(&*kind, "text/html" | "application/xhtml+xml" | "application/json" | "text/json") {
        return Err(refuse(format!("This address is not a web page: it is of the kind {kind}.")));
    }
    let too_large = || refuse("This page is larger than 5 MB. Save only the part with the links and upload that.");
    if response.content_length().is_some_and(|length| length > MAX_BYTES as u64) {
        return Err(too_large());
    }
    let mut body = Vec::new();
    let broken = |_| refuse("The connection broke while the page was read. Try again.");
    while let Some(chunk) = response.chunk().await.map_err(broken)? {
        if body.len() + chunk.len() > MAX_BYTES {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Fetched { url, body })
}

fn refuse(why: impl Into<String>) -> AppError {
    AppError::invalid("url", why)
}
