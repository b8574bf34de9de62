//! The mails of accounts, in words.

pub mod data;
pub mod personal;

use crate::{
    kernel::{
        email::Email,
        time::{Time, seconds_in_words},
    },
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

/// Carries the link that signs in.
pub fn sign_in_link(config: &Config, to: &Email, name: &str, token: &str, next: Option<&str>) -> Mail {
    Mail::new(to, "Your sign-in link")
        .line(format!("Hello {name},"))
        .line("With this link you sign in to Mewayz without your password.")
        .button("Sign in", link(config, "/sign-in/link", token, next))
        .line(format!("The link works once, for {}. Do not pass it on.", lifetime(LinkKind::SignIn)))
        .line("It was not you? Then leave this mail alone: nobody is signed in without the link.")
}

/// Tells that a browser signed in that the account did not know.
pub fn new_sign_in(config: &Config, to: &Email, name: &str, device: &str, place: &str, at: Time) -> Mail {
    Mail::new(to, "New sign-in")
        .line(format!("Hello {name},"))
        .line(format!(
            "Somebody signed in to your Mewayz account with a browser that was not used for it before: {device}, network \
             {place}, {}.",
            at.format("%-d %b %Y, %H:%M UTC")
        ))
        .line("It was you? Then there is nothing to do.")
        .line("It was not you? Sign that device out and choose a new password:")
        .button("See signed-in devices", config.absolute("/account/security"))
}

/// Tells that two-factor sign-in is on.
pub fn two_factor_on(config: &Config, to: &Email, name: &str) -> Mail {
    Mail::new(to, "Two-factor sign-in is on")
        .line(format!("Hello {name},"))
        .line("From now on your Mewayz account asks for a code of your authenticator app. Every other device was signed out.")
        .line("Keep the backup codes where you find them without your phone.")
        .line("It was not you? Choose a new password and write to us:")
        .button("Choose a new password", config.absolute("/forgot-password"))
}

/// Tells that two-factor sign-in is off.
pub fn two_factor_off(config: &Config, to: &Email, name: &str) -> Mail {
    Mail::new(to, "Two-factor sign-in is off")
        .line(format!("Hello {name},"))
        .line("Your Mewayz account does not ask for a code any more. Every other device was signed out.")
        .line("It was not you? Choose a new password, then turn it on again:")
        .button("Choose a new password", config.absolute("/forgot-password"))
}

/// Tells that there are new backup codes.
pub fn new_backup_codes(config: &Config, to: &Email, name: &str) -> Mail {
    Mail::new(to, "New backup codes")
        .line(format!("Hello {name},"))
        .line("New backup codes were made for your Mewayz account. The old ones stopped working.")
        .line("It was not you? Choose a new password:")
        .button("Choose a new password", config.absolute("/forgot-password"))
}

/// Tells that a backup code was used.
pub fn backup_code_used(config: &Config, to: &Email, name: &str, left: u64) -> Mail {
    let left = if left == 1 { "One is left.".to_owned() } else { format!("{left} are left.") };
    Mail::new(to, "A backup code was used")
        .line(format!("Hello {name},"))
        .line(format!("Somebody, probably you, signed in to your Mewayz account with a backup code. {left}"))
        .line("You lost your phone? Set two-factor sign-in up again with the new one, or make new codes:")
        .button("Open two-factor sign-in", config.absolute("/account/security/two-factor"))
        .line("It was not you? Choose a new password at once.")
}

/// Tells that staff will turn two-factor sign-in off, and how to stop it.
pub fn two_factor_reset(config: &Config, to: &Email, name: &str, token: &str) -> Mail {
    Mail::new(to, "Two-factor sign-in will be turned off")
        .line(format!("Hello {name},"))
        .line(format!(
            "Our staff was asked to turn two-factor sign-in of your Mewayz account off, because the authenticator app and the \
             backup codes are lost. It happens in {}.",
            lifetime(LinkKind::KeepTwoFactor)
        ))
        .line("You did not ask for it? Then stop it:")
        .button("Keep two-factor sign-in on", link(config, "/keep-two-factor", token, None))
        .line("You did ask? Then there is nothing to do but wait.")
}

/// Tells that a passkey was added.
pub fn passkey_added(config: &Config, to: &Email, name: &str, passkey: &str) -> Mail {
    Mail::new(to, "A passkey was added")
        .line(format!("Hello {name},"))
        .line(format!("The passkey \u{201c}{passkey}\u{201d} signs in to your Mewayz account from now on."))
        .line("It was not you? Remove it and choose a new password:")
        .button("Open account and security", config.absolute("/account/security"))
}

/// Tells that a passkey was removed.
pub fn passkey_removed(config: &Config, to: &Email, name: &str, passkey: &str) -> Mail {
    Mail::new(to, "A passkey was removed")
        .line(format!("Hello {name},"))
        .line(format!("The passkey \u{201c}{passkey}\u{201d} does not sign in to your Mewayz account any more."))
        .line("It was not you? Choose a new password:")
        .button("Choose a new password", config.absolute("/forgot-password"))
}

/// Tells that an account at another site signs in from now on.
pub fn identity_linked(config: &Config, to: &Email, name: &str, label: &str) -> Mail {
    Mail::new(to, format!("{label} is linked to your account"))
        .line(format!("Hello {name},"))
        .line(format!("From now on you can sign in to your Mewayz account with {label}."))
        .line("It was not you? Unlink it and choose a new password:")
        .button("Open account and security", config.absolute("/account/security"))
}
