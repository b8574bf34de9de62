//! `mewayz security-audit`: what it finds, and what it does not cry about.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Stdio};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use mewayz::server::{
    config::{Config, Environment},
    weaknesses::{Finding, Level, answers, dependencies, files, people, settings},
};
use secrecy::SecretString;
use semver::Version;

use crate::support::{Fresh, Server, block_on, command, config, db_test, scratch};

const KEY: &str = "9f2c4b7a1e8d3065c2f7b94a6d1e80353b7c9e2f4a6081d5c7e3b9f20a4d6c81";

fn codes(found: &[Finding], level: Level) -> Vec<&'static str> {
    found.iter().filter(|finding| finding.level == level).map(|finding| finding.code).collect()
}

fn production() -> Config {
    let mut config = config(&Fresh::nowhere());
    config.environment = Environment::Production;
    config.site.public_url = "https://example.com".parse().expect("an address");
    config.site.trusted_proxies = vec!["10.0.0.5".to_owned()];
    config.limits.rate_limits = true;
    config.secrets.key = Some(SecretString::from(KEY.to_owned()));
    config.mail.transport = mewayz::server::config::MailTransport::Smtp;
    config.mail.smtp_url = Some(SecretString::from("smtps://user:password@mail.example.com".to_owned()));
    config.security.contact = Some("security@example.com".to_owned());
    config
}

#[test]
fn good_settings_are_not_complained_about() {
    assert_eq!(settings::look(&production()), []);
}

#[test]
fn bad_settings_are_serious() {
    let serious = |change: fn(&mut Config)| {
        let mut config = production();
        change(&mut config);
        codes(&settings::look(&config), Level::Serious)
    };
    assert_eq!(serious(|config| config.site.public_url = "http://example.com".parse().unwrap()), ["https.missing"]);
    assert_eq!(serious(|config| config.environment = Environment::Development), ["environment.development"]);
    assert_eq!(serious(|config| config.limits.rate_limits = false), ["limits.off"]);
    assert_eq!(serious(|config| config.secrets.key = None), ["secrets.missing"]);
    assert_eq!(serious(|config| config.site.trusted_proxies.push("0.0.0.0/0".to_owned())), ["proxies.everybody"]);
    let mut far = production();
    far.database.url = "postgres://me:word@db.example.com/mewayz".to_owned();
    far.redis.url = Some(SecretString::from("redis://cache.example.com".to_owned()));
    far.mail.smtp_url = Some(SecretString::from("smtp://mail.example.com:25".to_owned()));
    assert_eq!(codes(&settings::look(&far), Level::Warning), ["database.open", "redis.open", "mail.open"]);
    far.database.url = "postgres://me:word@127.0.0.1/mewayz".to_owned();
    far.redis.url = Some(SecretString::from("redis://127.0.0.1:6379".to_owned()));
    far.mail.smtp_url = Some(SecretString::from("smtp://mail.example.com:587?tls=required".to_owned()));
    assert_eq!(settings::look(&far), []);
}

#[test]
fn weak_keys_are_told_from_random_ones() {
    // Four different signs in no order.
    let few = "5a1e51ea15a51a51a5a1ae5ea1a1a5eae5a1eaea51e5ea5aea5a15a51a5ae1a1".to_owned();
    for weak in [
        "0".repeat(64),
        "0123456789abcdef".repeat(4),
        "deadbeef".repeat(8),
        "0011223344556677".repeat(4),
        KEY[..40].to_owned(),
        few,
    ] {
        assert!(settings::is_weak(&weak), "{weak}");
    }
    for _ in 0..200 {
        let key: String = rand::random::<[u8; 32]>().iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(!settings::is_weak(&key), "{key}");
    }
}

fn write(path: &Path, text: &str, mode: u32) {
    fs::write(path, text).expect("it is written");
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("its mode is set");
}

#[test]
fn files_that_others_can_read_are_found() {
    let folder = scratch();
    let (key, toml) = (folder.path().join("key"), folder.path().join("Leptos.toml"));
    let mut config = production();
    config.secrets.key_file = Some(key.clone());
    write(&key, KEY, 0o644);
    write(&toml, "[redis]\nurl = \"redis://me:word@host\"\n[mail]\nsmtp_url = \"smtp://host\"\n", 0o644);
    assert_eq!(codes(&files::look(&config, &toml), Level::Serious), ["files.open", "secrets.in_file"]);
    write(&key, KEY, 0o640);
    write(&toml, "environment = \"production\"\n", 0o664);
    let found = files::look(&config, &toml);
    assert_eq!(
        (codes(&found, Level::Serious), codes(&found, Level::Warning)),
        (vec!["files.settings"], vec!["files.group"])
    );
    write(&key, KEY, 0o600);
    write(&toml, "# key = \"x\"\n[secrets]\n", 0o644);
    assert_eq!(files::look(&config, &toml), []);
    assert_eq!(files::secrets_in("[secrets]\nkey = \"abc\"\n"), ["secrets.key"]);
    assert_eq!(files::secrets_in(include_str!("../../../Leptos.toml")), Vec::<&str>::new());
}

db_test!(the_demo_in_production_is_serious, |t| async {
    use mewayz::{entity::user, server::seed};
    use sea_orm::{ActiveModelTrait, ActiveValue::Set};
    let config = production();
    assert_eq!(codes(&people::look(&config, t.db()).await, Level::Serious), Vec::<&str>::new());
    let id = t.person("Demo").await;
    let row = user::ActiveModel { id: Set(id), email: Set(seed::EMAIL.to_owned()), ..Default::default() };
    row.update(t.db().write()).await.expect("it is stored");
    assert_eq!(codes(&people::look(&config, t.db()).await, Level::Serious), ["accounts.demo"]);
});

#[test]
fn headers_and_cookies_are_looked_at() {
    let headers = |pairs: &[(&'static str, &'static str)]| -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    };
    let good = [
        (
            "content-security-policy",
            "default-src 'none'; script-src 'self' 'nonce-a'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("permissions-policy", "camera=()"),
        ("strict-transport-security", "max-age=31536000"),
    ];
    assert_eq!(answers::headers(&headers(&good), true), []);
    let mut inline = good;
    inline[0].1 = "default-src 'self'; script-src 'self' 'unsafe-inline'; frame-ancestors 'none'";
    assert_eq!(codes(&answers::headers(&headers(&inline), true), Level::Serious), ["headers.inline"]);
    let bare = answers::headers(&headers(&[]), true);
    assert_eq!((codes(&bare, Level::Serious), codes(&bare, Level::Warning).len()), (vec!["headers.policy"], 4));
    let cookie = |text: &'static str| answers::cookies(&headers(&[("set-cookie", text)]), true);
    assert_eq!(cookie("__Host-mewayz=1; HttpOnly; SameSite=Lax; Secure; Path=/"), []);
    assert!(cookie("mewayz=1; HttpOnly; SameSite=Lax")[0].what.ends_with("lacks secure."));
}

#[test]
fn advisories_are_compared_with_what_was_built() {
    let lock = "[[package]]\nname = \"mewayz\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"smallvec\"\nversion = \"1.6.0\"\n\
                source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
    let old = Version::new(1, 6, 0);
    assert_eq!(dependencies::packages(lock), [("smallvec".to_owned(), old.clone())]);
    let text = "```toml\n[advisory]\nid = \"RUSTSEC-2021-0003\"\npackage = \"smallvec\"\ndate = \"2021-01-08\"\n\n[versions]\n\
                patched = [\">= 0.6.14, < 1.0.0\", \">= 1.6.1\"]\nunaffected = [\"< 0.6.3\"]\n```\n\n# Buffer overflow\n\nWords.\n";
    let found = dependencies::advisory(text, "smallvec", &old).expect("it is concerned");
    assert_eq!(found.level, Level::Serious);
    assert!(found.what.contains("RUSTSEC-2021-0003") && found.what.contains("Buffer overflow"));
    assert_eq!(dependencies::advisory(text, "smallvec", &Version::new(1, 13, 0)), None);
    assert_eq!(dependencies::advisory(text, "another", &old), None);
    let folder = scratch();
    let crates = folder.path().join("crates/leptos");
    fs::create_dir_all(&crates).expect("a folder");
    let planted = text
        .replace("smallvec", "leptos")
        .replace("< 0.6.3", "< 0.0.3")
        .replace(">= 0.6.14, < 1.0.0", ">= 99.0.0")
        .replace(">= 1.6.1", ">= 100.0.0");
    fs::write(crates.join("RUSTSEC-2021-0003.md"), planted).expect("it is written");
    let found = dependencies::look(Some(folder.path()));
    assert_eq!(codes(&found, Level::Serious), ["dependencies.advisory"], "what this program is built from is known");
    assert_eq!(codes(&dependencies::look(None), Level::Note), ["dependencies.unknown"]);
}

#[test]
fn the_command_says_what_it_found_and_fails_when_it_is_serious() {
    let folder = scratch();
    let run = |settings: &[(&str, &str)], arguments: &[&str]| {
        let mut command = command(folder.path(), settings);
        let out = command.arg("security-audit").args(arguments).stdout(Stdio::piped()).output().expect("it runs");
        (out.status.code(), String::from_utf8_lossy(&out.stdout).into_owned())
    };
    let (code, text) = run(&[("limits.rate_limits", "true")], &[]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("environment.development") && !folder.path().join("mewayz.db").exists(),
        "looking makes nothing: {text}"
    );
    let (code, text) = run(&[("limits.rate_limits", "false")], &["--json"]);
    assert_eq!(code, Some(1), "{text}");
    let found: Vec<serde_json::Value> = serde_json::from_str(&text).expect("it is JSON");
    assert!(found.iter().any(|finding| finding["code"] == "limits.off" && finding["level"] == "serious"), "{text}");
}

#[test]
fn a_running_server_is_asked() {
    let folder = scratch();
    block_on(async {
        let server = Server::start(folder.path(), &[]).await;
        let found = answers::look(&server.base.parse().expect("an address")).await;
        assert_eq!(codes(&found, Level::Serious), ["answers.dev"], "{found:?}");
        assert_eq!(codes(&found, Level::Warning), Vec::<&str>::new(), "{found:?}");
        assert_eq!(server.stop(), Some(0));
        let gone = answers::look(&"http://127.0.0.1:9".parse().expect("an address")).await;
        assert_eq!(codes(&gone, Level::Serious), ["answers.none"]);
    });
}
