//! The mails of accounts, in words.

pub mod data;
pub mod personal;

use crate::{
    kernel::{email::Email, time::seconds_in_words},
    server::{config::Config, mailer::Mail},
};

use super::types::LinkKind;

/// "24 hours", "30 minutes".
fn lifetime(kind: LinkKind) -> String {
    seconds_in_words(kind.minutes() as u64 * 60)
}

fn link(config: &Config, path: &str, token: &str, next: Option<&str>) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("token", token)
        .extend_pairs(next.map(|next| ("next", next)))
        .finish();
    config.absolute(&format!("{path}?{query}"))
}

/// Asks somebody who registered to confirm the address.
pub fn verify(config: &Config, to: &Email, name: &str, token: &str, next: Option<&str>) -> Mail {
    Mail::new(to, "Confirm your e-mail address")
        .line(format!("Hello {name},"))
        .line("Welcome to Mewayz. One step is left: confirm that this address is yours.")
        .button("Confirm e-mail address", link(config, "/verify-email", token, next))
        .line(format!("The link works once, for {}.", lifetime(LinkKind::Verify)))
        .line("You did not register? Then leave this mail alone: without the confirmation nobody can use the account.")
}

/// Tells the owner of an account that somebody tried to register with the address.
pub fn known_address(config: &Config, to: &Email, name: &str) -> Mail {
    Mail::new(to, "You have an account already")
        .line(format!("Hello {name},"))
        .line("Somebody, probably you, tried to register at Mewayz with this address. You have an account already, and nothing about it was changed.")
        .button("Sign in", config.absolute("/sign-in"))
        .line("Forgot your password? Choose a new one:")
        .button("Choose a new password", config.absolute("/forgot-password"))
        .line("It was not you? Then there is nothing to do.")
}

/// Carries the link to choose a new password.
pub fn reset(config: &Config, to: &Email, name: &str, token: &str) -> Mail {
    Mail::new(to, "Choose a new password")
        .line(format!("Hello {name},"))
        .line("You asked for a new password for your Mewayz account.")
        .button("Choose a new password", link(config, "/reset-password", token, None))
        .line(format!(
            "The link works once, for {}. Until then your old password stays as it is.",
            lifetime(LinkKind::Reset)
        ))
        .line("It was not you? Then leave this mail alone: nothing changes.")
}

/// Tells that the password was changed.
pub fn password_changed(config: &Config, to: &Email, name: &str) -> Mail {
    Mail::new(to, "Your password was changed")
        .line(format!("Hello {name},"))
        .line("The password of your Mewayz account was changed a moment ago, and every other device was signed out.")
        .line(
            "It was not you? Then somebody can read your mail. Secure your mailbox first, then choose a new password:",
        )
        .button("Choose a new password", config.absolute("/forgot-password"))
}
