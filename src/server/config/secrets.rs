//! Keys: given by the operator, or made once on a developer's machine.

use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use sha2::Sha256;

use super::{Config, Environment};

/// Where a developer's machine keeps its key.
const DEVELOPMENT_KEY_FILE: &str = "data/secret.key";

/// The key of this installation and what is made with it.
#[derive(Clone)]
pub struct Secrets {
    key: [u8; 32],
}

impl Secrets {
    /// Finds the key: `secrets.key`, then `secrets.key_file`, then in development a file made at first start.
    ///
    /// # Errors
    /// A sentence that says how to give the key.
    pub fn load(config: &Config) -> Result<Self, String> {
        if let Some(key) = &config.secrets.key {
            return Self::parse(key.expose_secret()).map_err(|why| format!("secrets.key: {why}"));
        }
        if let Some(file) = &config.secrets.key_file {
            let text = fs::read_to_string(file)
                .map_err(|error| format!("secrets.key_file: {} cannot be read: {error}.", file.display()))?;
            return Self::parse(text.trim()).map_err(|why| format!("secrets.key_file: {}: {why}", file.display()));
        }
        if config.environment == Environment::Production {
            return Err("secrets.key: is missing, and production does not start without it. Make one with \
                        `openssl rand -hex 32` and pass it as MEWAYZ__SECRETS__KEY, or put it into a file and name that \
                        file in MEWAYZ__SECRETS__KEY_FILE. Keep it: whoever loses it signs everybody out."
                .to_owned());
        }
        Self::development(Path::new(DEVELOPMENT_KEY_FILE))
    }

    /// A key of its own for a test.
    pub fn for_tests() -> Self {
        Self { key: rand::random() }
    }

    fn development(file: &Path) -> Result<Self, String> {
        if let Ok(text) = fs::read_to_string(file) {
            return Self::parse(text.trim()).map_err(|why| format!("{}: {why}", file.display()));
        }
        let secrets = Self { key: rand::random() };
        let write = || -> std::io::Result<()> {
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)?;
            }
            let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
            writeln!(file, "{}", HEXLOWER.encode(&secrets.key))
        };
        write().map_err(|error| format!("The key file {} cannot be made: {error}.", file.display()))?;
        Ok(secrets)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let wrong = || "it must be 64 hexadecimal characters (32 bytes).".to_owned();
        let bytes = HEXLOWER.decode(text.to_ascii_lowercase().as_bytes()).map_err(|_| wrong())?;
        Ok(Self { key: bytes.try_into().map_err(|_| wrong())? })
    }

    /// A new token of 256 random bits for an address or a cookie, in URL-safe text.
    pub fn new_token() -> String {
        BASE64URL_NOPAD.encode(&rand::random::<[u8; 32]>())
    }

    /// What the database keeps of a token: HMAC-SHA-256 (RFC 2104), so that a stolen database opens nothing. `purpose`
    /// keeps tokens of one kind from passing as another.
    pub fn token_hash(&self, purpose: &str, token: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(token.as_bytes());
        HEXLOWER.encode(&mac.finalize().into_bytes())
    }
}
