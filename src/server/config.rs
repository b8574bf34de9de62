//! Configuration: `Leptos.toml`, then environment (`MEWAYZ__SECTION__KEY`), then flags; typed and checked at start.

use std::{net::SocketAddr, path::PathBuf};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

mod check;
mod secrets;
mod sign_in;

pub use secrets::Secrets;
pub use sign_in::{ProviderConfig, ProviderKind, SessionStoreKind, SignInConfig};

/// Where the product runs. Development adds the demo workspace and pages for developers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// On a developer's machine.
    Development,
    /// For real people: secrets must be given, nothing is seeded.
    Production,
}

/// Everything that an operator can set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Development or production.
    pub environment: Environment,
    /// Addresses and files.
    pub site: SiteConfig,
    /// Where data lives.
    pub database: DatabaseConfig,
    /// How mail leaves.
    pub mail: MailConfig,
    /// What a request may cost.
    pub limits: LimitsConfig,
    /// Who runs background work.
    pub jobs: JobsConfig,
    /// What the log looks like.
    pub log: LogConfig,
    /// Keys.
    #[serde(default)]
    pub secrets: SecretsConfig,
    /// Where countries come from.
    #[serde(default)]
    pub geo: GeoConfig,
    /// Where files are kept.
    #[serde(default)]
    pub storage: StorageConfig,
    /// How people sign in.
    #[serde(default)]
    pub sign_in: SignInConfig,
    /// Where processes share what they count.
    #[serde(default)]
    pub redis: RedisConfig,
    /// What people who look for weaknesses are told.
    #[serde(default)]
    pub security: SecurityConfig,
}

/// `[site]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteConfig {
    /// Address to listen on, `127.0.0.1:3000`.
    #[serde(deserialize_with = "read_address")]
    pub address: SocketAddr,
    /// Address that people type, without a path, `https://example.com`.
    #[serde(deserialize_with = "read_url")]
    pub public_url: Url,
    /// Folder with the built browser files.
    pub root: PathBuf,
    /// The operator's own terms, instead of the page `/terms`.
    #[serde(default, deserialize_with = "read_url_maybe")]
    pub terms_url: Option<Url>,
    /// The operator's own privacy policy, instead of the page `/privacy`.
    #[serde(default, deserialize_with = "read_url_maybe")]
    pub privacy_url: Option<Url>,
    /// Networks (CIDR or address) whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    #[serde(default)]
    pub trusted_proxies: Vec<String>,
}

/// `[database]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseConfig {
    /// `sqlite://data/mewayz.db` or `postgres://user:password@host/name`.
    pub url: String,
    /// A PostgreSQL replica for reading.
    #[serde(default)]
    pub read_url: Option<String>,
    /// Readers on SQLite; connections of a pool on PostgreSQL.
    pub connections: u32,
}

/// How mail leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTransport {
    /// Written into a folder; in development a page shows it.
    Files,
    /// Sent through an SMTP server.
    Smtp,
}

/// `[mail]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailConfig {
    /// Files or SMTP.
    pub transport: MailTransport,
    /// Sender of the product's own mail, `Mewayz <hello@example.com>`.
    pub from: String,
    /// Folder for `transport = "files"`.
    pub folder: PathBuf,
    /// `smtp://host:25`, `smtp://host:587?tls=required` or `smtps://user:password@host`.
    #[serde(default)]
    pub smtp_url: Option<SecretString>,
}

/// `[limits]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitsConfig {
    /// Largest body of an ordinary request, in KiB.
    pub body_kib: usize,
    /// Largest upload, in KiB.
    pub upload_kib: usize,
    /// Largest picture that can be uploaded, in KiB.
    pub picture_kib: usize,
    /// All pictures of one workspace together, in MiB.
    pub media_mib: u64,
    /// Seconds that a request may take.
    pub request_seconds: u64,
    /// Passwords that are hashed at the same time, at low priority; each takes 19 MiB.
    pub password_hashers: usize,
    /// Whether too many tries are refused. Only tests turn it off.
    pub rate_limits: bool,
    /// Calls of functions that one person may make in an hour.
    pub api_per_hour: u32,
    /// Tries of the doors (sign-in, registration, links from mails) in five minutes.
    pub auth_per_5_minutes: u32,
    /// Files that one person may send in an hour.
    pub uploads_per_hour: u32,
    /// Searches in an hour.
    pub searches_per_hour: u32,
}

/// `[redis]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RedisConfig {
    /// `redis://host:6379` or `rediss://user:password@host`: several processes count requests together.
    pub url: Option<SecretString>,
    /// What the names of all our keys begin with, so that several installations can share one Redis.
    pub prefix: String,
}

impl Default for RedisConfig {
    fn default() -> Self {
        Self { url: None, prefix: "mewayz".to_owned() }
    }
}

/// `[security]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SecurityConfig {
    /// Who hears of weaknesses: an address of mail or of a page; the sender of our mail when it is not set.
    pub contact: Option<String>,
    /// The page that says what is asked of people who look for weaknesses.
    pub policy_url: Option<String>,
}

/// Who runs background work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobsMode {
    /// The server itself.
    InProcess,
    /// A process started with `mewayz worker`.
    Worker,
}

/// `[jobs]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JobsConfig {
    /// In this process or in a worker.
    pub mode: JobsMode,
    /// Jobs that run at the same time.
    pub concurrency: usize,
    /// Milliseconds between looks for new work.
    pub poll_ms: u64,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For eyes.
    Pretty,
    /// For machines: one JSON object a line.
    Json,
}

/// `[log]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogConfig {
    /// Pretty or JSON.
    pub format: LogFormat,
    /// `info`, `mewayz=debug,warn` and the like (tracing's EnvFilter).
    pub filter: String,
}

/// `[secrets]`: never in `Leptos.toml`; from the environment or a file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecretsConfig {
    /// 32 bytes in hex (64 characters): `MEWAYZ__SECRETS__KEY`.
    pub key: Option<SecretString>,
    /// A file with the same: `MEWAYZ__SECRETS__KEY_FILE`.
    pub key_file: Option<PathBuf>,
    /// Keys that were replaced: they open what they sealed until `mewayz secrets rotate` has sealed it anew.
    #[serde(default)]
    pub old_keys: Vec<SecretString>,
    /// Files with such keys: `MEWAYZ__SECRETS__OLD_KEY_FILES`, separated by commas.
    #[serde(default)]
    pub old_key_files: Vec<PathBuf>,
}

/// `[geo]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GeoConfig {
    /// A MaxMind-format country database (`.mmdb`). Without it countries stay unknown.
    pub database: Option<PathBuf>,
}

/// `[storage]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StorageConfig {
    /// Folder for files; `files` beside the database when it is not set.
    pub folder: Option<PathBuf>,
    /// An S3 bucket instead of a folder.
    pub bucket: Option<String>,
    /// Region of the bucket, `eu-central-1`.
    pub region: Option<String>,
    /// Address of a service that speaks S3, `https://s3.example.com`; Amazon's own when it is not set.
    pub endpoint: Option<String>,
    /// Id of the key: `MEWAYZ__STORAGE__ACCESS_KEY`.
    pub access_key: Option<String>,
    /// The key: `MEWAYZ__STORAGE__SECRET_KEY`.
    pub secret_key: Option<SecretString>,
}

/// Values that flags set over file and environment, by dotted key.
pub type Overrides = Vec<(String, String)>;

impl Config {
    /// Reads and checks the configuration.
    ///
    /// # Errors
    /// One sentence for each fault: the key, the value, what is allowed.
    pub fn load(file: Option<&std::path::Path>, overrides: &Overrides) -> Result<Self, Vec<String>> {
        let mut sources = config::Config::builder()
            .add_source(config::File::from_str(include_str!("../../Leptos.toml"), config::FileFormat::Toml));
        if let Some(file) = file {
            if !file.is_file() {
                return Err(vec![format!("The configuration file {} does not exist.", file.display())]);
            }
            sources = sources.add_source(config::File::from(file).format(config::FileFormat::Toml));
        } else if std::path::Path::new("Leptos.toml").is_file() {
            sources = sources.add_source(config::File::new("Leptos.toml", config::FileFormat::Toml));
        }
        sources = sources.add_source(
            config::Environment::with_prefix("MEWAYZ")
                .prefix_separator("__")
                .separator("__")
                .try_parsing(true)
                .list_separator(",")
                .with_list_parse_key("site.trusted_proxies")
                .with_list_parse_key("secrets.old_keys")
                .with_list_parse_key("secrets.old_key_files"),
        );
        for (key, value) in overrides {
            sources = sources.set_override(key, value.as_str()).map_err(|error| vec![error.to_string()])?;
        }
        let config: Self =
            sources.build().and_then(config::Config::try_deserialize).map_err(|error| vec![check::explain(&error)])?;
        let faults = check::faults(&config);
        if faults.is_empty() { Ok(config) } else { Err(faults) }
    }

    /// Whether this is a developer's machine.
    pub fn is_development(&self) -> bool {
        self.environment == Environment::Development
    }

    /// An absolute address for mails and redirects.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.site.public_url.as_str().trim_end_matches('/'))
    }

    /// Whether people reach us by HTTPS; then cookies are `Secure` and HSTS is sent.
    pub fn is_https(&self) -> bool {
        self.site.public_url.scheme() == "https"
    }

    /// The address of Redis, when one is set.
    pub fn redis_url(&self) -> Option<&str> {
        self.redis.url.as_ref().map(|url| url.expose_secret())
    }

    /// Who hears of weaknesses, as an address for a link.
    pub fn security_contact(&self) -> String {
        let own = self.security.contact.clone();
        let contact = own.unwrap_or_else(|| {
            let from = self.mail.from.as_str();
            from.rsplit_once('<').map_or(from, |(_, address)| address.trim_end_matches('>')).trim().to_owned()
        });
        if contact.contains("://") || contact.starts_with("mailto:") { contact } else { format!("mailto:{contact}") }
    }

    /// The SMTP address, when one is set.
    pub fn smtp_url(&self) -> Option<&str> {
        self.mail.smtp_url.as_ref().map(|url| url.expose_secret())
    }
}

fn read_address<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| {
        serde::de::Error::custom(format!("the value {text:?} is not allowed; it must be like 127.0.0.1:3000"))
    })
}

fn read_url<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
    let text = String::deserialize(deserializer)?;
    Url::parse(&text).map_err(|error| {
        serde::de::Error::custom(format!(
            "the value {text:?} is not allowed ({error}); it must be like https://example.com"
        ))
    })
}

fn read_url_maybe<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Url>, D::Error> {
    read_url(deserializer).map(Some)
}
