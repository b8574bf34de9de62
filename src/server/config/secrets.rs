//! Keys: given by the operator, or made once on a developer's machine.

use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use sha2::Sha256;

use super::{Config, Environment};
use crate::server::vault::Vault;

/// Where a developer's machine keeps its key.
const DEVELOPMENT_KEY_FILE: &str = "data/secret.key";

/// The key of this installation and what is made with it.
#[derive(Clone)]
pub struct Secrets {
    key: [u8; 32],
    vault: Vault,
}

impl Secrets {
    /// Finds the key: `secrets.key`, then `secrets.key_file`, then in development a file made at first start.
    ///
    /// # Errors
    /// A sentence that says how to give the key.
    pub fn load(config: &Config) -> Result<Self, String> {
        Ok(Self::new(Self::current(config)?, &Self::old(config)?))
    }

    fn new(key: [u8; 32], old: &[[u8; 32]]) -> Self {
        Self { key, vault: Vault::new(std::iter::once(&key).chain(old)) }
    }

    fn current(config: &Config) -> Result<[u8; 32], String> {
        if let Some(key) = &config.secrets.key {
            return parse(key.expose_secret()).map_err(|why| format!("secrets.key: {why}"));
        }
        if let Some(file) = &config.secrets.key_file {
            return read("secrets.key_file", file);
        }
        if config.environment == Environment::Production {
            return Err("secrets.key: is missing, and production does not start without it. Make one with \
                        `openssl rand -hex 32` and pass it as MEWAYZ__SECRETS__KEY, or put it into a file and name that \
                        file in MEWAYZ__SECRETS__KEY_FILE. Keep it: whoever loses it signs everybody out."
                .to_owned());
        }
        development(Path::new(DEVELOPMENT_KEY_FILE))
    }

    /// Keys that only open what they sealed before they were replaced.
    fn old(config: &Config) -> Result<Vec<[u8; 32]>, String> {
        let given = config.secrets.old_keys.iter().enumerate().map(|(at, key)| {
            parse(key.expose_secret()).map_err(|why| format!("secrets.old_keys: key number {}: {why}", at + 1))
        });
        given.chain(config.secrets.old_key_files.iter().map(|file| read("secrets.old_key_files", file))).collect()
    }

    /// A key of its own for a test.
    pub fn for_tests() -> Self {
        Self::new(rand::random(), &[])
    }

    /// Another key for a test, which still opens what these have sealed.
    pub fn rotated_for_tests(&self) -> Self {
        Self::new(rand::random(), &[self.key])
    }

    /// What seals secrets that must be read again.
    pub fn vault(&self) -> &Vault {
        &self.vault
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

/// The key of a developer's machine, made at first start.
fn development(file: &Path) -> Result<[u8; 32], String> {
    if let Ok(text) = fs::read_to_string(file) {
        return parse(text.trim()).map_err(|why| format!("{}: {why}", file.display()));
    }
    let key: [u8; 32] = rand::random();
    let write = || -> std::io::Result<()> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
        writeln!(file, "{}", HEXLOWER.encode(&key))
    };
    write().map_err(|error| format!("The key file {} cannot be made: {error}.", file.display()))?;
    Ok(key)
}

fn read(name: &str, file: &Path) -> Result<[u8; 32], String> {
    let text =
        fs::read_to_string(file).map_err(|error| format!("{name}: {} cannot be read: {error}.", file.display()))?;
    parse(text.trim()).map_err(|why| format!("{name}: {}: {why}", file.display()))
}

fn parse(text: &str) -> Result<[u8; 32], String> {
    let wrong = || "it must be 64 hexadecimal characters (32 bytes).".to_owned();
    let bytes = HEXLOWER.decode(text.to_ascii_lowercase().as_bytes()).map_err(|_| wrong())?;
    bytes.try_into().map_err(|_| wrong())
}
