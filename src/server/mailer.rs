//! Mails of the product itself: written in words here, put into the outbox, delivered by a job.

use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use super::outbox;
use crate::kernel::{Result, email::Email};

pub mod deliver;
pub mod dev;
pub mod files;
mod render;

/// The outbox topic of mails.
pub const TOPIC: &str = "mail";

/// A mail as the outbox keeps it: parts in order, rendered to plain text and HTML when it leaves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mail {
    /// Recipient.
    pub to: String,
    /// Where an answer goes; the sender when it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Subject; line breaks never reach the header.
    pub subject: String,
    /// What it says.
    pub parts: Vec<Part>,
}

/// A part of a mail. All text is text: it is escaped where it becomes HTML.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    /// A paragraph.
    Line(String),
    /// A button in HTML, "label: address" in plain text.
    Button {
        /// What it does.
        label: String,
        /// Where it leads.
        url: String,
    },
}

impl Mail {
    /// Begins a mail.
    pub fn new(to: &Email, subject: impl Into<String>) -> Self {
        Self { to: to.as_str().to_owned(), reply_to: None, subject: subject.into(), parts: Vec::new() }
    }

    /// Answers go to somebody else than the sender.
    pub fn reply_to(mut self, email: &Email) -> Self {
        self.reply_to = Some(email.as_str().to_owned());
        self
    }

    /// Adds a paragraph.
    pub fn line(mut self, text: impl Into<String>) -> Self {
        self.parts.push(Part::Line(text.into()));
        self
    }

    /// Adds a button.
    pub fn button(mut self, label: impl Into<String>, url: impl Into<String>) -> Self {
        self.parts.push(Part::Button { label: label.into(), url: url.into() });
        self
    }

    /// Puts the mail into the outbox, in the transaction that is the reason for it.
    pub async fn send<C: ConnectionTrait>(&self, tx: &C) -> Result<()> {
        outbox::put(tx, TOPIC, self).await
    }
}
