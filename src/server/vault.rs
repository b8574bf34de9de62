//! The vault: secrets that the database keeps sealed (AES-256-GCM, NIST SP 800-38D) and that we must be able to read again.
//!
//! A sealed text is `v1.<key id>.<nonce and ciphertext in base64url>`. It is bound to its purpose and its owner, so that one row's
//! secret opens in no other row. Data keys are derived from the installation's keys (HKDF-SHA-256, RFC 5869).

use std::sync::Arc;

use aes_gcm::{
    Aes256Gcm, Key, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use hkdf::Hkdf;
use sha2::Sha256;
use uuid::Uuid;

use super::error::internal;
use crate::kernel::Result;

/// The form of a sealed text.
const VERSION: &str = "v1";
/// Bytes of a nonce.
const NONCE: usize = 12;

/// Seals with the current key; opens with that and with older ones.
#[derive(Clone)]
pub struct Vault(Arc<Vec<DataKey>>);

/// A key and the id that stands in what it sealed. The id tells nothing about the key.
struct DataKey {
    id: String,
    cipher: Aes256Gcm,
}

impl DataKey {
    fn derive(key: &[u8; 32]) -> Self {
        let hkdf = Hkdf::<Sha256>::new(None, key);
        let (mut data, mut id) = ([0u8; 32], [0u8; 4]);
        hkdf.expand(b"mewayz vault data key 1", &mut data).expect("32 bytes are within HKDF's range");
        hkdf.expand(b"mewayz vault key id 1", &mut id).expect("4 bytes are within HKDF's range");
        Self { id: HEXLOWER.encode(&id), cipher: Aes256Gcm::new(&Key::<Aes256Gcm>::from(data)) }
    }
}

impl Vault {
    /// A vault that seals with the first key.
    pub fn new<'a>(keys: impl IntoIterator<Item = &'a [u8; 32]>) -> Self {
        Self(Arc::new(keys.into_iter().map(DataKey::derive).collect()))
    }

    fn current(&self) -> &DataKey {
        self.0.first().expect("a vault is made with a key")
    }

    /// Seals a secret of `owner`. Twice the same secret gives two texts.
    ///
    /// # Errors
    /// Internal.
    pub fn seal(&self, purpose: &str, owner: Uuid, secret: &[u8]) -> Result<String> {
        let key = self.current();
        let nonce: [u8; NONCE] = rand::random();
        let bound = bound(purpose, owner);
        let payload = Payload { msg: secret, aad: &bound };
        let sealed = key
            .cipher
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| internal("vault", "nothing could be sealed"))?;
        let bytes = [nonce.as_slice(), &sealed].concat();
        Ok(format!("{VERSION}.{}.{}", key.id, BASE64URL_NOPAD.encode(&bytes)))
    }

    /// Opens what [`Vault::seal`] made for the same purpose and owner.
    ///
    /// # Errors
    /// Internal when the key is not configured any more or the text was changed; the log says which.
    pub fn open(&self, purpose: &str, owner: Uuid, sealed: &str) -> Result<Vec<u8>> {
        let fault = |why: &str| internal("vault", format!("a {purpose} of {owner}: {why}"));
        let (id, text) = parts(sealed).ok_or_else(|| fault("it is not sealed"))?;
        let key = self.0.iter().find(|key| key.id == id).ok_or_else(|| {
            fault(&format!("its key {id} is not configured; add it to secrets.old_keys or secrets.old_key_files"))
        })?;
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| fault("it is damaged"))?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or_else(|| fault("it is damaged"))?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| fault("it is damaged"))?;
        let payload = Payload { msg: sealed, aad: &bound(purpose, owner) };
        key.cipher.decrypt(&Nonce::from(nonce), payload).map_err(|_| fault("it was changed, or belongs elsewhere"))
    }

    /// The same secret under the current key; `None` when it is under it already.
    ///
    /// # Errors
    /// Like [`Vault::open`].
    pub fn reseal(&self, purpose: &str, owner: Uuid, sealed: &str) -> Result<Option<String>> {
        if parts(sealed).is_some_and(|(id, _)| id == self.current().id) {
            return Ok(None);
        }
        let secret = self.open(purpose, owner, sealed)?;
        self.seal(purpose, owner, &secret).map(Some)
    }
}

/// Key id and the rest of a sealed text.
fn parts(sealed: &str) -> Option<(&str, &str)> {
    sealed.strip_prefix(VERSION)?.strip_prefix('.')?.split_once('.')
}

/// What is authenticated along with a secret.
fn bound(purpose: &str, owner: Uuid) -> Vec<u8> {
    [purpose.as_bytes(), &[0], owner.as_bytes()].concat()
}
