//! What a wrong configuration is told: the key, the value, what is allowed.

use super::{Config, Environment, MailTransport, SessionStoreKind, StorageConfig};

/// A fault that the reader found: wrong type, unknown or missing key.
pub fn explain(error: &config::ConfigError) -> String {
    use config::ConfigError::{At, NotFound, Type};
    match error {
        Type { origin, unexpected, expected, key } => format!(
            "{}: the value {unexpected} (from {}) is not allowed; it must be {expected}.",
            key.as_deref().unwrap_or("a key"),
            origin.as_deref().unwrap_or("the configuration"),
        ),
        At { origin, error, key } => {
            let key = key.as_deref().unwrap_or("a key");
            let origin = origin.as_deref().unwrap_or("the configuration");
            match (choices(key), error.to_string().rsplit_once(' ')) {
                (Some(choices), Some((_, value))) => {
                    format!("{key}: the value {value:?} (from {origin}) is not allowed; it must be {choices}.")
                }
                _ => format!("{key} (from {origin}): {error}."),
            }
        }
        NotFound(key) => format!("{key}: is missing. Set it in Leptos.toml or in the environment."),
        other => format!("{other}."),
    }
}

/// What a key with a few possible values can be.
fn choices(key: &str) -> Option<&'static str> {
    match key {
        "environment" => Some("development or production"),
        "mail.transport" => Some("files or smtp"),
        "jobs.mode" => Some("in-process or worker"),
        "log.format" => Some("pretty or json"),
        "sign_in.session_store" => Some("database or redis"),
        _ => None,
    }
}

/// Faults of meaning: well-formed values that cannot work.
pub fn faults(config: &Config) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |key: &str, value: &dyn std::fmt::Display, allowed: &str| {
        faults.push(format!(
            "{key}: the value {value:?} is not allowed; it must be {allowed}.",
            value = value.to_string()
        ));
    };
    let url = &config.site.public_url;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() || url.path() != "/" || url.query().is_some() {
        fault("site.public_url", url, "http:// or https:// and a host, without a path");
    }
    for proxy in &config.site.trusted_proxies {
        if !super::super::middleware::client::is_network(proxy) {
            fault("site.trusted_proxies", proxy, "an address or a network like 10.0.0.0/8");
        }
    }
    let known = |url: &str| ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
    if !known(&config.database.url) {
        fault("database.url", &redact(&config.database.url), "sqlite://path or postgres://user:password@host/name");
    }
    if let Some(url) = config.database.read_url.as_deref().filter(|url| !known(url) || url.starts_with("sqlite")) {
        fault("database.read_url", &redact(url), "postgres://user:password@host/name");
    }
    if config.database.url.contains(":memory:") {
        fault("database.url", &config.database.url, "a file, because readers and the writer share it");
    }
    let range = |name: &str,
                 value: usize,
                 low: usize,
                 high: usize,
                 faults: &mut dyn FnMut(&str, &dyn std::fmt::Display, &str)| {
        if !(low..=high).contains(&value) {
            faults(name, &value, &format!("from {low} to {high}"));
        }
    };
    range("database.connections", config.database.connections as usize, 1, 200, &mut fault);
    range("limits.body_kib", config.limits.body_kib, 64, 65_536, &mut fault);
    range("limits.upload_kib", config.limits.upload_kib, 64, 1_048_576, &mut fault);
    range("limits.picture_kib", config.limits.picture_kib, 64, 1_048_576, &mut fault);
    range("limits.request_seconds", config.limits.request_seconds as usize, 1, 600, &mut fault);
    range("limits.api_per_hour", config.limits.api_per_hour as usize, 1, 1_000_000, &mut fault);
    range("limits.auth_per_5_minutes", config.limits.auth_per_5_minutes as usize, 1, 10_000, &mut fault);
    range("limits.uploads_per_hour", config.limits.uploads_per_hour as usize, 1, 1_000_000, &mut fault);
    range("limits.searches_per_hour", config.limits.searches_per_hour as usize, 1, 1_000_000, &mut fault);
    security_faults(config, &mut fault);
    redis_faults(config, &mut fault);
    range("limits.password_hashers", config.limits.password_hashers, 1, 64, &mut fault);
    range("jobs.concurrency", config.jobs.concurrency, 1, 64, &mut fault);
    range("sign_in.idle_minutes", config.sign_in.idle_minutes as usize, 5, 10_080, &mut fault);
    range("jobs.poll_ms", config.jobs.poll_ms as usize, 10, 60_000, &mut fault);
    storage_faults(&config.storage, &mut fault);
    config.sign_in.faults(&mut fault);
    mail_faults(config, &mut fault);
    if tracing_subscriber::EnvFilter::try_new(&config.log.filter).is_err() {
        fault("log.filter", &config.log.filter, "a list like info or mewayz=debug,warn");
    }
    if config.environment == Environment::Production && !config.limits.rate_limits {
        fault("limits.rate_limits", &false, "true in production");
    }
    faults
}

fn mail_faults(config: &Config, fault: &mut dyn FnMut(&str, &dyn std::fmt::Display, &str)) {
    if config.mail.from.parse::<lettre::message::Mailbox>().is_err() {
        fault("mail.from", &config.mail.from, "an address like Mewayz <hello@example.com>");
    }
    if config.mail.transport == MailTransport::Smtp
        && !config.smtp_url().is_some_and(|url| url.starts_with("smtp://") || url.starts_with("smtps://"))
    {
        fault(
            "mail.smtp_url",
            &"(hidden)",
            "smtp://host:port or smtps://user:password@host when mail.transport is smtp",
        );
    }
}

fn redis_faults(config: &Config, fault: &mut dyn FnMut(&str, &dyn std::fmt::Display, &str)) {
    let known = |url: &str| ["redis://", "rediss://"].iter().any(|scheme| url.starts_with(scheme));
    if config.redis_url().is_some_and(|url| !known(url) || redis::Client::open(url).is_err()) {
        fault("redis.url", &"(hidden)", "redis://host:port or rediss://user:password@host");
    }
    let prefix = &config.redis.prefix;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    if prefix.is_empty() || prefix.len() > 64 || !prefix.chars().all(plain) {
        fault("redis.prefix", prefix, "1 to 64 letters, digits, hyphens, underscores, dots and colons");
    }
    if config.sign_in.session_store == SessionStoreKind::Redis && config.redis_url().is_none() {
        fault("sign_in.session_store", &"redis", "database, unless redis.url says where Redis is");
    }
}

fn security_faults(config: &Config, fault: &mut dyn FnMut(&str, &dyn std::fmt::Display, &str)) {
    let one_line = |text: &&String| text.chars().any(char::is_control);
    if let Some(contact) = config.security.contact.as_ref().filter(|text| one_line(text) || !text.contains(['@', ':']))
    {
        fault("security.contact", contact, "an address of mail or of a page");
    }
    if let Some(policy) =
        config.security.policy_url.as_ref().filter(|text| one_line(text) || !text.starts_with("https://"))
    {
        fault("security.policy_url", policy, "an address like https://example.com/security");
    }
}

fn storage_faults(storage: &StorageConfig, fault: &mut dyn FnMut(&str, &dyn std::fmt::Display, &str)) {
    let keys = storage.access_key.is_some() && storage.secret_key.is_some();
    if let Some(bucket) = storage.bucket.as_ref().filter(|_| !keys) {
        fault("storage.bucket", bucket, "given together with storage.access_key and storage.secret_key");
    }
    if let Some(endpoint) = storage.endpoint.as_ref().filter(|text| !text.starts_with("http")) {
        fault("storage.endpoint", endpoint, "an address like https://s3.example.com");
    }
}

/// An address without its password.
fn redact(url: &str) -> String {
    match url::Url::parse(url) {
        Ok(mut parsed) if parsed.password().is_some() => {
            let _ = parsed.set_password(Some("***"));
            parsed.to_string()
        }
        _ => url.to_owned(),
    }
}
