//! What accounts are asked and told: forms with their checks, sessions, links from mails.

mod doors;
mod weak_passwords;

pub mod data;
pub mod profile;
pub mod strength;

pub use doors::{FinishRegistration, Linked, NewcomerView, PasskeyRow, ProviderButton, SignInWays, check_passkey_name};
use serde::{Deserialize, Serialize};

use crate::kernel::{
    FieldErrors, Result,
    email::Email,
    id::{SessionId, UserId},
    time::Time,
};

/// The most characters of a person's name.
pub const NAME_MAX: usize = 80;

/// A registration as it was typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// Name, 1 to 80 characters.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Password, 8 to 128 characters.
    pub password: String,
    /// Whether the terms are accepted; they must be.
    pub terms: bool,
    /// Whether product news may be sent.
    pub marketing: bool,
    /// Where to go afterwards, a path of ours.
    pub next: Option<String>,
}

impl Register {
    /// Checks everything that can be checked without the database and gives the trimmed name and the address.
    ///
    /// # Errors
    /// Invalid, by field.
    pub fn check(&self) -> Result<(String, Email)> {
        let mut errors = FieldErrors::default();
        let name = check_name(&self.name).map_err(|why| errors.add("name", why));
        let email = Email::parse(&self.email).map_err(|why| errors.add("email", why));
        if let Err(why) = strength::check(&self.password, &self.name, &self.email) {
            errors.add("password", why);
        }
        if !self.terms {
            errors.add("terms", "Accept the terms to create an account.");
        }
        match (name, email) {
            (Ok(name), Ok(email)) => errors.into_result().map(|()| (name, email)),
            _ => Err(crate::kernel::AppError::Invalid(errors)),
        }
    }
}

/// A sign-in as it was typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// E-mail address.
    pub email: String,
    /// Password.
    pub password: String,
    /// 30 days instead of 12 hours.
    pub remember: bool,
    /// Where to go afterwards, a path of ours.
    pub next: Option<String>,
}

/// How a sign-in whose first factor was right ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedIn {
    /// This person is signed in on this device.
    Yes(UserId),
    /// The account asks for a second step; nobody is signed in.
    SecondStep,
    /// The address is not verified yet; nobody is signed in.
    Unverified,
}

/// Checks a name and gives it trimmed.
pub fn check_name(text: &str) -> Result<String, &'static str> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err("Enter your name."),
        1..=NAME_MAX if name.chars().any(char::is_control) => {
            Err("This name contains characters that cannot be shown.")
        }
        1..=NAME_MAX => Ok(name),
        _ => Err("This name is too long; 80 characters is the limit."),
    }
}

/// The person who is signed in, for the frame around pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Id.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
}

/// A registration or sign-in of this browser that waits for a look into the mail box.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The address that was typed.
    pub email: Option<String>,
    /// On a developer's machine: the page that shows the mails.
    pub mails: Option<String>,
}

/// What a link from a mail is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// Proves an address. 24 hours.
    Verify,
    /// Lets choose a new password. 30 minutes.
    Reset,
    /// Signs in. 15 minutes.
    #[serde(rename = "sign-in")]
    SignIn,
    /// Stops staff from turning two-factor sign-in off. 24 hours.
    #[serde(rename = "keep-two-factor")]
    KeepTwoFactor,
}

impl LinkKind {
    /// The word that is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Reset => "reset",
            Self::SignIn => "sign-in",
            Self::KeepTwoFactor => "keep-two-factor",
        }
    }

    /// How many minutes a link works.
    pub fn minutes(self) -> i64 {
        match self {
            Self::Verify | Self::KeepTwoFactor => 24 * 60,
            Self::Reset => 30,
            Self::SignIn => 15,
        }
    }
}

/// Whose link it is, for a page that a link from a mail opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenLink {
    /// Name.
    pub name: String,
    /// The address that the mail went to.
    pub email: String,
}

/// A device that is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// Id.
    pub id: SessionId,
    /// Browser and system in words: "Firefox on Linux".
    pub device: String,
    /// Whether it is a phone or tablet.
    pub handheld: bool,
    /// Network that it signed in from: "203.0.113.0/24".
    pub place: String,
    /// When it signed in.
    pub signed_in_at: Time,
    /// When it was last seen, to within five minutes.
    pub last_seen_at: Time,
    /// Whether it is the device that asks.
    pub current: bool,
}

/// How far somebody is with two-factor sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TwoFactor {
    /// It is off.
    Off,
    /// An app is being set up; a code of it is still missing.
    Pending {
        /// The key to type into the app, in base 32.
        key: String,
        /// The same with a name, as the app reads it (`otpauth:`).
        address: String,
        /// That as a QR code: the address of an SVG picture (`data:`).
        picture: String,
    },
    /// It is on.
    On {
        /// Since when.
        since: Time,
        /// How many backup codes are unused.
        left: u64,
    },
}

/// By which means somebody can prove that it is them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proofs {
    /// They have a password.
    pub password: bool,
    /// They have an authenticator app.
    pub code: bool,
    /// They have a passkey.
    pub passkey: bool,
}

/// A code without what people type around it: letters and digits, in small letters.
pub fn clean_code(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).take(40).collect()
}

/// Who runs this installation, for the legal pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    /// The host that people type.
    pub host: String,
    /// The address that mails come from.
    pub contact: String,
    /// The operator's own terms, when they lie elsewhere.
    pub terms_url: Option<String>,
    /// The operator's own privacy policy, when it lies elsewhere.
    pub privacy_url: Option<String>,
}

/// A path of ours that may be gone to after signing in: never another host, never a server function.
pub fn local_path(next: &str) -> Option<&str> {
    let ours = next.len() <= 500
        && next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && next.chars().all(|c| c.is_ascii_graphic())
        && !next.starts_with("/rpc/")
        && !next.starts_with("/sign-in");
    ours.then_some(next)
}
