//! The other ways in: passkeys and accounts at other sites.

use serde::{Deserialize, Serialize};

use crate::kernel::{
    id::{ExternalIdentityId, PasskeyId},
    time::Time,
};

/// The most characters of a passkey's name.
const PASSKEY_NAME_MAX: usize = 60;

/// A passkey in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyRow {
    /// Id.
    pub id: PasskeyId,
    /// Its name.
    pub name: String,
    /// When it was added.
    pub created_at: Time,
    /// When it was used last.
    pub last_used_at: Option<Time>,
}

/// Checks the name of a passkey and gives it trimmed; without one it is called "Passkey".
///
/// # Errors
/// A sentence for the person.
pub fn check_passkey_name(text: &str) -> Result<String, &'static str> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Ok("Passkey".to_owned()),
        1..=PASSKEY_NAME_MAX if name.chars().any(char::is_control) => {
            Err("This name contains characters that cannot be shown.")
        }
        1..=PASSKEY_NAME_MAX => Ok(name),
        _ => Err("This name is too long; 60 characters is the limit."),
    }
}

/// The ways to sign in that are offered beside password and mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInWays {
    /// Whether passkeys are possible here.
    pub passkeys: bool,
    /// The other sites.
    pub providers: Vec<ProviderButton>,
}

/// A button that leads to another site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderButton {
    /// The name in the configuration.
    pub name: String,
    /// What it is called.
    pub label: String,
}

/// Another site, and the account there that is linked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    /// The name in the configuration.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// Whether it can still be signed in with.
    pub offered: bool,
    /// The linked account: its id here, and its address there, which may be empty.
    pub identity: Option<(ExternalIdentityId, String)>,
}

/// Somebody who is about to register with another site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewcomerView {
    /// What the other site is called.
    pub label: String,
    /// The address that it vouches for.
    pub email: String,
    /// The name that it tells; may be empty.
    pub name: String,
}

/// The last step of such a registration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinishRegistration {
    /// Name.
    pub name: String,
    /// Whether the terms are accepted; they must be.
    pub terms: bool,
    /// Whether product news may be sent.
    pub marketing: bool,
}
