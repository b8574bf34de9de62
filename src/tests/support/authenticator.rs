//! A device with a passkey, as browsers reach it: makes a key, answers what was asked, and misbehaves when it is told to.

use data_encoding::BASE64URL_NOPAD;
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Flags of the authenticator data (WebAuthn 6.1): somebody was there, was checked, a key is attached.
const PRESENT: u8 = 0x01;
const CHECKED: u8 = 0x04;
const ATTACHED: u8 = 0x40;

/// A device with one passkey.
pub struct Authenticator {
    key: EcdsaKeyPair,
    id: [u8; 16],
    /// Whose passkey it is, as the registration said.
    owner: String,
    /// How often it has signed; 0 when it does not count.
    pub counter: u32,
    /// Whether it checks its owner by finger, face or PIN.
    pub checks: bool,
    /// The site that the browser is at.
    pub origin: &'static str,
}

impl Authenticator {
    /// A new device, at our own site.
    pub fn new() -> Self {
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new()).expect("a key");
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &SystemRandom::new());
        let key = key.expect("a key that was just made");
        Self { key, id: rand::random(), owner: String::new(), counter: 1, checks: true, origin: "http://mewayz.test" }
    }

    /// Makes the passkey: the browser's answer to what `begin_passkey` gave.
    pub fn make(&mut self, asked: &str) -> String {
        let asked = options(asked);
        self.owner = asked["user"]["id"].as_str().expect("whose it is").to_owned();
        let mut data = self.data(asked["rp"]["id"].as_str().expect("the site's name"), ATTACHED);
        data.extend([0; 16]);
        data.extend([0, self.id.len() as u8]);
        data.extend(self.id);
        data.extend(self.public_key());
        // CBOR: { "fmt": "none", "attStmt": {}, "authData": bytes }
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).expect("short authenticator data"));
        object.extend(data);
        let client = self.client("webauthn.create", &asked);
        self.answer(json!({ "attestationObject": text(&object), "clientDataJSON": text(&client) }))
    }

    /// Signs: the browser's answer to what a sign-in or a proof asked.
    pub fn sign(&self, asked: &str) -> String {
        let asked = options(asked);
        let data = self.data(asked["rpId"].as_str().expect("the site's name"), 0);
        let client = self.client("webauthn.get", &asked);
        let message = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature = self.key.sign(&SystemRandom::new(), &message).expect("a signature");
        self.answer(json!({
            "authenticatorData": text(&data), "clientDataJSON": text(&client), "signature": text(signature.as_ref()),
            "userHandle": self.owner,
        }))
    }

    fn answer(&self, response: Value) -> String {
        let id = text(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {}, "response": response })
            .to_string()
    }

    fn client(&self, kind: &str, asked: &Value) -> Vec<u8> {
        json!({ "type": kind, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": false })
            .to_string()
            .into_bytes()
    }

    fn data(&self, site: &str, more: u8) -> Vec<u8> {
        let mut data = Sha256::digest(site).to_vec();
        data.push(PRESENT | more | if self.checks { CHECKED } else { 0 });
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// COSE: { kty: EC2, alg: ES256, crv: P-256, x, y }
    fn public_key(&self) -> Vec<u8> {
        let point = &self.key.public_key().as_ref()[1..];
        let (x, y) = point.split_at(32);
        [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".as_slice(), x, b"\x22\x58\x20", y].concat()
    }
}

fn options(asked: &str) -> Value {
    let asked: Value = serde_json::from_str(asked).expect("options for a browser");
    asked["publicKey"].clone()
}

fn text(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}
