//! The mails about a change of address or of the password, in words.

use super::link;
use crate::{
    accounts::types::profile::{CONFIRM_HOURS, UNDO_DAYS},
    kernel::email::Email,
    server::{config::Config, mailer::Mail},
};

/// Asks the new address to confirm that it is theirs.
pub fn confirm_address(config: &Config, to: &Email, name: &str, token: &str) -> Mail {
    Mail::new(to, "Confirm your new e-mail address")
        .line(format!("Hello {name},"))
        .line("You want to use this address for your Mewayz account. Confirm that it is yours:")
        .button("Confirm new address", link(config, "/account/confirm-address", token, None))
        .line(format!("The link works once, for {CONFIRM_HOURS} hours. Until then your old address stays."))
        .line("It was not you? Then leave this mail alone: nothing changes.")
}

/// Tells the owner of an account that somebody wanted this address for another account.
pub fn address_known(config: &Config, to: &Email) -> Mail {
    Mail::new(to, "This address is in use already")
        .line("Hello,")
        .line("Somebody, probably you, wanted to use this address for another Mewayz account. It is in use already, and nothing was changed.")
        .button("Sign in", config.absolute("/sign-in"))
        .line("It was not you? Then there is nothing to do.")
}

/// Tells the old address, with the way back.
pub fn address_changed(config: &Config, to: &Email, name: &str, new: &str, undo: &str) -> Mail {
    Mail::new(to, "The e-mail address of your account was changed")
        .line(format!("Hello {name},"))
        .line(format!("Your Mewayz account now uses the address {new}. From here on all mail goes there."))
        .line(format!("It was not you? Take it back within {UNDO_DAYS} days. Every device is signed out then, and you choose a new password:"))
        .button("Take the change back", link(config, "/account/undo-address", undo, None))
}

/// Tells the new address.
pub fn address_is_yours(config: &Config, to: &Email, name: &str) -> Mail {
    Mail::new(to, "This is your address at Mewayz now")
        .line(format!("Hello {name},"))
        .line("Your account uses this address from now on. Sign in with it the next time.")
        .button("Open your account", config.absolute("/account"))
}

/// Tells that the password was changed by somebody who knew the old one.
pub fn password_changed(config: &Config, to: &Email, name: &str) -> Mail {
    Mail::new(to, "Your password was changed")
        .line(format!("Hello {name},"))
        .line("The password of your Mewayz account was changed a moment ago, and every other device was signed out.")
        .line("It was not you? Then somebody knows your old password. Choose a new one at once:")
        .button("Choose a new password", config.absolute("/forgot-password"))
}
