//! Contacts as the dashboard and the wire see them.

use serde::{Deserialize, Serialize};

use crate::kernel::{
    id::{MessageId, PersonId},
    page::Page,
    time::Time,
};

/// How many people one page of the list shows.
pub const PAGE: u64 = 50;
/// The longest search, in characters.
pub const MAX_SEARCH: usize = 200;

/// The longest name of a sender, in characters.
pub const MAX_NAME: usize = 120;
/// The longest message, in characters.
pub const MAX_MESSAGE: usize = 4000;
/// How many messages one page of the list shows.
pub const MESSAGES: u64 = 25;
/// For how many days a deleted message can be brought back.
pub const KEPT_DAYS: i64 = 7;

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Id.
    pub id: PersonId,
    /// Address.
    pub email: String,
    /// Name, or empty while it is unknown.
    pub name: String,
    /// Where they came from, in words.
    pub source: String,
    /// Since when they agree to get mail; `None` when they do not.
    pub consent_at: Option<Time>,
    /// Since when they are known.
    pub created_at: Time,
}

/// A message from a contact form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Id.
    pub id: MessageId,
    /// Who wrote it, as typed.
    pub name: String,
    /// Where an answer goes.
    pub email: String,
    /// What it says.
    pub body: String,
    /// Where the form was, in words.
    pub source: String,
    /// Somebody has read it.
    pub read: bool,
    /// When it came.
    pub created_at: Time,
}

/// A part of the messages of a workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inbox {
    /// The messages that were asked for, the newest first.
    pub page: Page<Message>,
    /// How many nobody has read, of all.
    pub unread: u64,
}
