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
