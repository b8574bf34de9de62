//! `config check`: every fault in words, or what is in force. Secrets are never printed.

use super::say;
use crate::server::{
    config::{Config, Secrets},
    storage::Storage,
};

/// Prints the settings that are in force.
///
/// # Errors
/// A sentence, when a secret is missing or unreadable. Faults of the other settings were found before.
pub fn check(config: &Config) -> Result<(), String> {
    if !config.is_development() {
        Secrets::load(config)?;
    }
    say("The configuration is fine. In force:");
    for (key, value) in effective(config) {
        say(format_args!("  {key} = {value}"));
    }
    if !config.site.root.join("pkg").is_dir() {
        let root = config.site.root.display();
        say(format_args!("Note: site.root: {root} holds no browser files yet; a build makes them."));
    }
    Ok(())
}

/// Keys and values, without what is secret.
pub fn effective(config: &Config) -> Vec<(&'static str, String)> {
    let Config {
        environment,
        site,
        database,
        mail,
        limits,
        jobs,
        log,
        secrets,
        geo,
        storage,
        sign_in,
        redis,
        security,
    } = config;
    let path = |path: &std::path::Path| format!("{:?}", path.display().to_string());
    let given = |is: bool| if is { "(given, hidden)" } else { "(not given)" }.to_owned();
    let word = |value: &dyn std::fmt::Debug| format!("{:?}", kebab(&format!("{value:?}")));
    vec![
        ("environment", word(environment)),
        ("site.address", format!("{:?}", site.address.to_string())),
        ("site.public_url", format!("{:?}", site.public_url.as_str())),
        ("site.root", path(&site.root)),
        ("site.trusted_proxies", format!("{:?}", site.trusted_proxies)),
        ("database.url", format!("{:?}", without_password(&database.url))),
        ("database.read_url", database.read_url.as_deref().map_or_else(|| given(false), without_password)),
        ("database.connections", database.connections.to_string()),
        ("mail.transport", word(&mail.transport)),
        ("mail.from", format!("{:?}", mail.from)),
        ("mail.folder", path(&mail.folder)),
        ("mail.smtp_url", given(mail.smtp_url.is_some())),
        ("limits.body_kib", limits.body_kib.to_string()),
        ("limits.upload_kib", limits.upload_kib.to_string()),
        ("limits.picture_kib", limits.picture_kib.to_string()),
        ("limits.media_mib", limits.media_mib.to_string()),
        ("limits.request_seconds", limits.request_seconds.to_string()),
        ("limits.password_hashers", limits.password_hashers.to_string()),
        ("limits.rate_limits", limits.rate_limits.to_string()),
        ("limits.api_per_hour", limits.api_per_hour.to_string()),
        ("limits.auth_per_5_minutes", limits.auth_per_5_minutes.to_string()),
        ("limits.uploads_per_hour", limits.uploads_per_hour.to_string()),
        ("limits.searches_per_hour", limits.searches_per_hour.to_string()),
        ("jobs.mode", word(&jobs.mode)),
        ("jobs.concurrency", jobs.concurrency.to_string()),
        ("jobs.poll_ms", jobs.poll_ms.to_string()),
        ("log.format", word(&log.format)),
        ("log.filter", format!("{:?}", log.filter)),
        ("secrets.key", given(secrets.key.is_some())),
        ("secrets.old_keys", (secrets.old_keys.len() + secrets.old_key_files.len()).to_string()),
        ("sign_in.idle_minutes", sign_in.idle_minutes.to_string()),
        ("sign_in.staff_two_factor", sign_in.staff_two_factor.to_string()),
        ("sign_in.providers", format!("{:?}", sign_in.providers.keys().collect::<Vec<_>>())),
        ("secrets.key_file", secrets.key_file.as_deref().map_or_else(|| given(false), path)),
        ("redis.url", given(redis.url.is_some())),
        ("security.contact", format!("{:?}", config.security_contact())),
        ("security.policy_url", format!("{:?}", security.policy_url.as_deref().unwrap_or_default())),
        ("geo.database", geo.database.as_deref().map_or_else(|| given(false), path)),
        ("storage.folder", Storage::folder(config).map_or_else(|| given(false), |folder| path(&folder))),
        ("storage.bucket", storage.bucket.as_ref().map_or_else(|| given(false), |bucket| format!("{bucket:?}"))),
        ("storage.region", storage.region.as_ref().map_or_else(|| given(false), |region| format!("{region:?}"))),
        ("storage.endpoint", storage.endpoint.as_deref().map_or_else(|| given(false), without_password)),
        ("storage.access_key", given(storage.access_key.is_some())),
        ("storage.secret_key", given(storage.secret_key.is_some())),
    ]
}

/// `InProcess` as the file spells it: `in-process`.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for (at, letter) in name.char_indices() {
        if letter.is_ascii_uppercase() && at > 0 {
            out.push('-');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

fn without_password(url: &str) -> String {
    match url::Url::parse(url) {
        Ok(mut parsed) if parsed.password().is_some() => {
            let _ = parsed.set_password(Some("hidden"));
            parsed.to_string()
        }
        _ => url.to_owned(),
    }
}
