//! Weaknesses of a running server, as a stranger sees it: headers, cookies, addresses that should not be there.

use std::time::Duration;

use reqwest::{
    Client, Response,
    header::{HeaderMap, SET_COOKIE},
    redirect::Policy,
};
use url::Url;

use super::{
    Finding,
    Level::{Note, Serious, Warning},
};

/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Asks a running server.
pub async fn look(url: &Url) -> Vec<Finding> {
    match ask(url).await {
        Ok(found) => found,
        Err(error) => {
            let what = format!("{url} does not answer: {error}.");
            vec![Finding::new(Serious, "answers.none", what, "Check --url and that the server runs.")]
        }
    }
}

async fn ask(url: &Url) -> reqwest::Result<Vec<Finding>> {
    let client = Client::builder().timeout(PATIENCE).redirect(Policy::none()).build()?;
    let get = async |path: &str| -> reqwest::Result<Response> {
        let to = url.join(path).unwrap_or_else(|_| url.clone());
        client.get(to).header("accept", "text/html").send().await
    };
    let page = get("/sign-in").await?;
    let https = url.scheme() == "https";
    let mut found = headers(page.headers(), https);
    found.extend(cookies(page.headers(), https));
    if get("/dev/mails").await?.status().is_success() {
        let what = "Everybody can read the mails at /dev/mails.";
        found.push(Finding::new(Serious, "answers.dev", what, "Set environment = \"production\"."));
    }
    if get("/metrics").await?.status().is_success() {
        let what = "The numbers at /metrics can be read from here.";
        found.push(Finding::new(
            Note,
            "answers.metrics",
            what,
            "That is right from this machine and private networks only.",
        ));
    }
    for path in ["/.env", "/.git/config", "/Leptos.toml", "/data/mewayz.db"] {
        if get(path).await?.status().is_success() {
            let what = format!("{path} can be fetched.");
            found.push(Finding::new(
                Serious,
                "answers.files",
                what,
                "Serve site.root only, and put nothing else into it.",
            ));
        }
    }
    if !get("/.well-known/security.txt").await?.status().is_success() {
        let what = "There is no /.well-known/security.txt.";
        found.push(Finding::new(Note, "answers.contact", what, "Let the proxy pass this address on."));
    }
    Ok(found)
}

/// What the headers of a page lack.
pub fn headers(headers: &HeaderMap, https: bool) -> Vec<Finding> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_lowercase();
    let mut found = Vec::new();
    let advice = "Let the proxy pass the headers of Mewayz on unchanged.";
    let policy = text("content-security-policy");
    let script = policy.split(';').map(str::trim).find(|part| part.starts_with("script-src")).unwrap_or_default();
    if !policy.contains("default-src") || !policy.contains("frame-ancestors") {
        found.push(Finding::new(Serious, "headers.policy", "Pages have no Content-Security-Policy.", advice));
    } else if script.contains("'unsafe-inline'") {
        found.push(Finding::new(Serious, "headers.inline", "Pages allow inline scripts.", advice));
    }
    for (name, wanted) in [("x-content-type-options", "nosniff"), ("referrer-policy", ""), ("permissions-policy", "")] {
        let value = text(name);
        if value.is_empty() || !value.contains(wanted) {
            found.push(Finding::new(Warning, "headers.missing", format!("Pages have no {name}."), advice));
        }
    }
    if https && !text("strict-transport-security").contains("max-age=") {
        let what = "Browsers are not told to come by HTTPS only.";
        found.push(Finding::new(Warning, "headers.hsts", what, "Set site.public_url to https://…."));
    }
    if !https {
        let what = "The answer came without HTTPS.";
        found.push(Finding::new(Note, "answers.http", what, "Ask again with the https:// address that people type."));
    }
    found
}

/// What cookies lack.
pub fn cookies(headers: &HeaderMap, https: bool) -> Vec<Finding> {
    let mut found = Vec::new();
    for cookie in headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok()) {
        let name = cookie.split('=').next().unwrap_or_default();
        let parts: Vec<String> = cookie.split(';').skip(1).map(|part| part.trim().to_ascii_lowercase()).collect();
        let has = |wanted: &str| parts.iter().any(|part| part.starts_with(wanted));
        let missing: Vec<&str> = [("httponly", true), ("samesite", true), ("secure", https)]
            .into_iter()
            .filter(|(part, asked)| *asked && !has(part))
            .map(|(part, _)| part)
            .collect();
        if !missing.is_empty() {
            let what = format!("The cookie {name} lacks {}.", missing.join(", "));
            found.push(Finding::new(Serious, "cookies.open", what, "Let the proxy pass cookies on unchanged."));
        }
    }
    found
}
