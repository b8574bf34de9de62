//! The mails of the platform's staff, in words.

use super::types::Reason;
use crate::{
    kernel::email::Email,
    server::{config::Config, mailer::Mail},
};

/// Tells an owner that a site was taken offline.
pub fn taken_offline(config: &Config, to: &Email, title: &str, path: &str, reason: Reason, note: &str) -> Mail {
    Mail::new(to, format!("Your site {title} was taken offline"))
        .line(format!("Your site {title} at {} was reported, and we have taken it offline.", config.absolute(path)))
        .line(format!("What was reported: {}.", reason.label()))
        .line(format!("What we found: {note}"))
        .line("Nothing of it is lost. Change what was wrong before you publish it again, or answer this mail if you think that we are mistaken.")
        .button("Open my workspace", config.absolute("/w"))
}

/// Tells somebody that the account was closed, and why.
pub fn suspended(to: &Email, name: &str, reason: &str) -> Mail {
    Mail::new(to, "Your account was suspended")
        .line(format!("Hello {name},"))
        .line("We have suspended your Mewayz account, and every device was signed out.")
        .line(format!("Why: {reason}"))
        .line("Nothing of yours was deleted. Answer this mail if you think that we are mistaken.")
}

/// Tells somebody that the account is open again.
pub fn lifted(config: &Config, to: &Email, name: &str) -> Mail {
    Mail::new(to, "Your account is open again")
        .line(format!("Hello {name},"))
        .line("The suspension of your Mewayz account is over. Everything is as it was.")
        .button("Sign in", config.absolute("/sign-in"))
}

/// Tells somebody that staff was in the account.
pub fn visited(config: &Config, to: &Email, name: &str, reason: &str, minutes: i64) -> Mail {
    let time = if minutes == 1 { "a minute".to_owned() } else { format!("{minutes} minutes") };
    Mail::new(to, "Our staff looked into your account")
        .line(format!("Hello {name},"))
        .line(format!("One of our staff used your Mewayz account for {time} to see what you see."))
        .line(format!("Why: {reason}"))
        .line("Your password, your address and your devices cannot be changed that way. What was done is listed here:")
        .button("See what was done", config.absolute("/account/visits"))
}

/// Tells an owner that the public pages of a workspace were closed.
pub fn workspace_suspended(to: &Email, workspace: &str, reason: &str) -> Mail {
    Mail::new(to, format!("Your workspace {workspace} was suspended"))
        .line(format!("We have closed the public pages of your workspace {workspace}."))
        .line(format!("Why: {reason}"))
        .line(
            "Nothing of it was deleted, and you can still sign in. Answer this mail if you think that we are mistaken.",
        )
}

/// Tells an owner that they are open again.
pub fn workspace_lifted(to: &Email, workspace: &str) -> Mail {
    Mail::new(to, format!("Your workspace {workspace} is open again"))
        .line(format!("The public pages of your workspace {workspace} can be seen again. Everything is as it was."))
}

/// Tells an owner that a site may be published again.
pub fn released(config: &Config, to: &Email, title: &str) -> Mail {
    Mail::new(to, format!("You can publish your site {title} again"))
        .line(format!("We have looked at your site {title} again. It is still offline; publish it whenever you like."))
        .button("Open my workspace", config.absolute("/w"))
}
