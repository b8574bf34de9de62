//! The mails of contacts, in words.

use super::messages::NewMessage;
use crate::{
    kernel::email::Email,
    server::{config::Config, mailer::Mail},
};

/// Tells an owner what somebody wrote. An answer to the mail goes to whoever wrote.
pub fn message(config: &Config, to: &Email, handle: &str, message: &NewMessage) -> Mail {
    let (name, site) = (&message.name, message.site_title.trim());
    let site = if site.is_empty() { "your site" } else { site };
    let link = config.absolute(&format!("/w/{handle}/messages"));
    Mail::new(to, format!("Message from {name} on {site}"))
        .reply_to(&message.email)
        .line(format!("{name} ({}) wrote to you on {site}:", message.email.as_str()))
        .line(message.body.clone())
        .button("Open messages", link)
        .line("Answer this mail to answer them.")
}
