//! The mails about a copy of all data and about the end of an account, in words.

use crate::{
    accounts::types::data::{EXPORT_DAYS, GRACE_DAYS},
    kernel::{email::Email, time::Time},
    server::{config::Config, mailer::Mail},
};

/// Says that the copy is there.
pub fn export_ready(config: &Config, to: &Email, name: &str) -> Mail {
    Mail::new(to, "The copy of your data is ready")
        .line(format!("Hello {name},"))
        .line(format!("You asked for a copy of everything that you have at Mewayz. You can download it for {EXPORT_DAYS} days, signed in as yourself."))
        .button("Download the copy", config.absolute("/account/data"))
        .line("It was not you? Then somebody is signed in to your account. Choose a new password at once.")
}

/// Says that the account will be erased.
pub fn leaving(config: &Config, to: &Email, name: &str, erase_at: Time) -> Mail {
    Mail::new(to, "Your account will be deleted")
        .line(format!("Hello {name},"))
        .line(format!(
            "You asked to delete your Mewayz account. On {} it is erased for good, with everything that belongs to you \
             alone. This is the last mail about it.",
            erase_at.format("%-d %B %Y, %H:%M UTC")
        ))
        .line(format!(
            "You changed your mind, or it was not you? Sign in within {GRACE_DAYS} days and keep the account."
        ))
        .button("Sign in", config.absolute("/sign-in"))
}

/// Says that the account stays.
pub fn staying(config: &Config, to: &Email, name: &str) -> Mail {
    Mail::new(to, "Your account stays")
        .line(format!("Hello {name},"))
        .line("You keep your Mewayz account. Nothing was deleted.")
        .button("Open my workspaces", config.absolute("/w"))
}
