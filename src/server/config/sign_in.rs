//! `[sign_in]`: how long people stay signed in, what staff must bring, and other sites that they may sign in with.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

/// `[sign_in]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignInConfig {
    /// Minutes without a request after which a session ends that nobody asked to keep.
    pub idle_minutes: u32,
    /// Where sessions are kept.
    pub session_store: SessionStoreKind,
    /// Whether staff of the platform must sign in with two factors.
    pub staff_two_factor: bool,
    /// Other sites that people may sign in with, by a short name that stands in addresses: `[sign_in.providers.google]`.
    pub providers: BTreeMap<String, ProviderConfig>,
}

impl Default for SignInConfig {
    fn default() -> Self {
        Self {
            idle_minutes: 120,
            session_store: SessionStoreKind::Database,
            staff_two_factor: false,
            providers: BTreeMap::new(),
        }
    }
}

/// Where sessions are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SessionStoreKind {
    /// In the database.
    #[default]
    Database,
    /// In Redis: no request that reads asks the database for its session, and none writes there.
    Redis,
}

/// What a provider speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProviderKind {
    /// OpenID Connect: any issuer with a discovery document.
    #[default]
    Oidc,
    /// GitHub, which speaks OAuth 2.0 only.
    Github,
}

/// `[sign_in.providers.<name>]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderConfig {
    /// What its button says: "Google".
    pub label: String,
    /// OpenID Connect or GitHub.
    #[serde(default)]
    pub kind: ProviderKind,
    /// The issuer, `https://accounts.google.com`. GitHub needs none; another one there stands for its whole address in tests.
    #[serde(default, deserialize_with = "super::read_url_maybe")]
    pub issuer: Option<Url>,
    /// The id that the provider gave us.
    pub client_id: String,
    /// The secret that goes with it: `MEWAYZ__SIGN_IN__PROVIDERS__<NAME>__CLIENT_SECRET`.
    pub client_secret: SecretString,
}

impl SignInConfig {
    /// How long a session lives without a request.
    pub fn idle(&self) -> TimeDelta {
        TimeDelta::minutes(self.idle_minutes.into())
    }

    /// Faults of meaning.
    pub(super) fn faults(&self, fault: &mut dyn FnMut(&str, &dyn std::fmt::Display, &str)) {
        for (name, provider) in &self.providers {
            let key = format!("sign_in.providers.{name}");
            if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
                fault(&key, name, "named with lower-case letters, digits and hyphens");
            }
            if provider.kind == ProviderKind::Oidc && provider.issuer.is_none() {
                fault(&format!("{key}.issuer"), &"", "an address like https://accounts.google.com");
            }
            if provider.client_id.is_empty() {
                fault(&format!("{key}.client_id"), &"", "the id that the provider gave you");
            }
        }
    }
}
