//! Weaknesses of the configuration.

use secrecy::ExposeSecret;
use url::{Host, Url};

use super::{
    Finding,
    Level::{Note, Serious, Warning},
};
use crate::server::config::{Config, Environment, MailTransport};

/// Everything that the settings alone tell.
pub fn look(config: &Config) -> Vec<Finding> {
    let mut found = environment(config);
    found.extend(keys(config));
    found.extend(lines(config));
    if !config.limits.rate_limits {
        let advice = "Set limits.rate_limits = true.";
        found.push(Finding::new(Serious, "limits.off", "Passwords can be guessed without waiting.", advice));
    }
    if config.security.contact.is_none() {
        let what = "Whoever finds a weakness is told to write to the sender of our mail.";
        found.push(Finding::new(Note, "contact.missing", what, "Set security.contact to an address that people read."));
    }
    found
}

fn environment(config: &Config) -> Vec<Finding> {
    let mut found = Vec::new();
    let site = &config.site;
    let local = is_local(&site.public_url);
    if config.environment == Environment::Development {
        let (level, what) = if local && site.address.ip().is_loopback() {
            (Note, "This is a developer's machine: pages for developers are open.")
        } else {
            (
                Serious,
                "It runs for developers but can be reached from elsewhere: everybody reads the mails at /dev/mails.",
            )
        };
        found.push(Finding::new(
            level,
            "environment.development",
            what,
            "Set environment = \"production\" for real people.",
        ));
    }
    if !config.is_https() {
        let (level, what) = if local {
            (Note, "Cookies are not Secure, which is right on this machine only.")
        } else {
            (Serious, "People come without HTTPS: passwords and session cookies can be read on the way.")
        };
        let advice = "Put a proxy with a certificate in front and set site.public_url to https://….";
        found.push(Finding::new(level, "https.missing", what, advice));
    }
    if config.is_https() && site.trusted_proxies.is_empty() {
        let what = "No proxy is trusted, so everybody behind it looks like one caller, and limits hit all at once.";
        let advice = "Set site.trusted_proxies to the address of the proxy that ends HTTPS.";
        found.push(Finding::new(Warning, "proxies.missing", what, advice));
    }
    for net in site.trusted_proxies.iter().filter(|net| matches!(net.as_str(), "0.0.0.0/0" | "::/0")) {
        let what = format!("{net} is trusted as a proxy, so everybody can pretend to be any caller.");
        found.push(Finding::new(Serious, "proxies.everybody", what, "Name the networks of your own proxies only."));
    }
    if config.mail.transport == MailTransport::Files && config.environment == Environment::Production {
        let what = "Mails are written into a folder and reach nobody; links for new passwords lie there.";
        found.push(Finding::new(Warning, "mail.files", what, "Set mail.transport = \"smtp\" and mail.smtp_url."));
    }
    found
}

fn keys(config: &Config) -> Vec<Finding> {
    let advice = "Make one with `openssl rand -hex 32` and pass it as MEWAYZ__SECRETS__KEY or in a file. Everybody is signed out.";
    let file = config.secrets.key_file.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
    let given = config.secrets.key.as_ref().map(|key| key.expose_secret().to_owned()).or(file);
    match given {
        Some(key) if is_weak(key.trim()) => {
            vec![Finding::new(Serious, "secrets.weak", "The key is a pattern that can be guessed.", advice)]
        }
        Some(_) => Vec::new(),
        None if config.environment == Environment::Production => {
            vec![Finding::new(Serious, "secrets.missing", "There is no key, so the server does not start.", advice)]
        }
        None => Vec::new(),
    }
}

/// Whether a key is made of few different signs, a run, or the same piece again and again. A random one is none of these, but once in
/// more tries than anybody makes.
pub fn is_weak(key: &str) -> bool {
    let bytes = key.to_ascii_lowercase().into_bytes();
    let mut kinds = bytes.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let repeats = (1..=bytes.len() / 2)
        .any(|size| bytes.len().is_multiple_of(size) && bytes.chunks(size).all(|part| part == &bytes[..size]));
    let runs = bytes.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) <= 1).count();
    bytes.len() < 64 || kinds.len() < 8 || repeats || runs > bytes.len() / 2
}

/// Connections that others can listen to.
fn lines(config: &Config) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut open = |code, what: &str, advice: &str| found.push(Finding::new(Warning, code, what, advice));
    let far = |text: &str| Url::parse(text).ok().filter(|url| !is_local(url));
    for url in [Some(config.database.url.as_str()), config.database.read_url.as_deref()].into_iter().flatten() {
        let encrypted = |url: &Url| {
            url.query_pairs()
                .any(|(name, value)| name == "sslmode" && matches!(&*value, "require" | "verify-ca" | "verify-full"))
        };
        if url.starts_with("postgres") && far(url).is_some_and(|url| !encrypted(&url)) {
            open(
                "database.open",
                "The database on another machine may be asked without encryption.",
                "Add ?sslmode=verify-full to database.url.",
            );
        }
    }
    if config.redis_url().and_then(far).is_some_and(|url| url.scheme() == "redis") {
        open("redis.open", "Redis on another machine is asked without encryption.", "Use rediss:// in redis.url.");
    }
    let tls = |url: &Url| {
        url.scheme() == "smtps" || url.query_pairs().any(|(name, value)| name == "tls" && value == "required")
    };
    if config.smtp_url().and_then(far).is_some_and(|url| !tls(&url)) {
        open(
            "mail.open",
            "Mails may leave without encryption.",
            "Use smtps://, or add ?tls=required to mail.smtp_url.",
        );
    }
    if config.storage.endpoint.as_deref().and_then(far).is_some_and(|url| url.scheme() == "http") {
        open("storage.open", "Files go to the storage without encryption.", "Use https:// in storage.endpoint.");
    }
    found
}

fn is_local(url: &Url) -> bool {
    match url.host() {
        // Of addresses with a scheme of their own the host is always a name.
        Some(Host::Domain(name)) => {
            name == "localhost"
                || name.ends_with(".localhost")
                || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => true,
    }
}
