//! Contacts as the dashboard and the wire see them.

use serde::{Deserialize, Serialize};

use crate::kernel::{id::PersonId, time::Time};

/// How many people one page of the list shows.
pub const PAGE: u64 = 50;
/// The longest search, in characters.
pub const MAX_SEARCH: usize = 200;

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
