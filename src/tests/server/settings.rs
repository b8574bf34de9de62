//! Wrong configuration is answered with the key, the value and what is allowed.

use mewayz::server::config::{Config, Secrets};

fn faults(settings: &[(&str, &str)]) -> Vec<String> {
    let overrides = settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Config::load(None, &overrides).err().unwrap_or_default()
}

#[track_caller]
fn names(settings: &[(&str, &str)], words: &[&str]) {
    let faults = faults(settings).join("\n");
    for word in words {
        assert!(faults.contains(word), "{word:?} is missing in: {faults:?}");
    }
}

#[test]
fn every_fault_names_the_key_the_value_and_what_is_allowed() {
    names(&[("limits.body_kib", "1")], &["limits.body_kib", "\"1\"", "from 64 to 65536"]);
    names(&[("limits.body_kib", "many")], &["limits.body_kib", "many"]);
    names(&[("mail.transport", "pigeon")], &["mail.transport", "\"pigeon\"", "files or smtp"]);
    names(&[("jobs.mode", "never")], &["jobs.mode", "\"never\"", "in-process or worker"]);
    names(&[("environment", "staging")], &["environment", "\"staging\"", "development or production"]);
    names(&[("site.public_url", "ftp://example.com")], &["site.public_url", "ftp://example.com", "https://"]);
    names(&[("site.public_url", "https://example.com/path")], &["site.public_url", "without a path"]);
    names(&[("site.address", "nowhere")], &["nowhere"]);
    names(&[("site.trusted_proxies", "10.0.0.0/99")], &["10.0.0.0/99"]);
    names(&[("database.url", "mysql://u:hidden-word@host/db")], &["database.url", "postgres://"]);
    names(&[("mail.from", "nobody")], &["mail.from", "nobody"]);
    names(&[("mail.transport", "smtp")], &["mail.smtp_url"]);
    names(&[("log.filter", "=!=")], &["log.filter"]);
    names(&[("site.colour", "blue")], &["colour"]);
    names(&[("sign_in.session_store", "paper")], &["sign_in.session_store", "\"paper\"", "database or redis"]);
    names(&[("sign_in.session_store", "redis")], &["sign_in.session_store", "redis.url"]);
    names(&[("redis.url", "redis://host:port:more")], &["redis.url", "(hidden)"]);
    names(&[("redis.url", "redis://host"), ("redis.prefix", "two words")], &["redis.prefix", "two words", "letters"]);
    assert_eq!(faults(&[("sign_in.session_store", "redis"), ("redis.url", "redis://host")]), [""; 0]);
}

#[test]
fn all_faults_come_at_once_and_no_secret_with_them() {
    let found = faults(&[("limits.body_kib", "1"), ("jobs.poll_ms", "0"), ("mail.from", "nobody")]);
    assert_eq!(found.len(), 3, "{found:?}");
    let found = faults(&[("database.url", "mysql://u:hidden-word@host/db")]).join("\n");
    assert!(!found.contains("hidden-word"), "{found}");
}

#[test]
fn production_does_not_start_without_its_key() {
    let load = |key: Option<&str>| {
        let mut overrides = vec![("environment".to_owned(), "production".to_owned())];
        overrides.extend(key.map(|key| ("secrets.key".to_owned(), key.to_owned())));
        Secrets::load(&Config::load(None, &overrides).unwrap()).map(drop)
    };
    let missing = load(None).unwrap_err();
    assert!(missing.contains("secrets.key") && missing.contains("openssl rand -hex 32"), "{missing}");
    assert!(load(Some("too short")).unwrap_err().contains("64 hexadecimal"));
    assert_eq!(load(Some(&"a7".repeat(32))), Ok(()));
}
