//! People as staff see them: the list, one person, what is decided about them.

use serde::{Deserialize, Serialize};

use super::audit::Entry;
use crate::kernel::{
    AppError, Result,
    id::{UserId, WorkspaceId},
    permission::Role,
    time::Time,
};

/// How many people one page of the list shows.
pub const PAGE: u64 = 25;
/// The longest reason, in characters.
pub const MAX_REASON: usize = 500;
/// How long staff may act in somebody's name, in minutes.
pub const VISIT_MINUTES: i64 = 60;

/// What the list of people is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Part of a name or an address.
    pub search: String,
    /// active, pending, suspended, or empty.
    pub status: String,
    /// user, moderator, admin, or empty.
    pub role: String,
    /// name, -name, created or -created; the newest first when empty.
    pub sort: String,
    /// From 1.
    pub page: u64,
}

/// One page of the people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct People {
    /// The people of this page.
    pub items: Vec<PersonRow>,
    /// How many match in all.
    pub total: u64,
    /// Which page it is, from 1.
    pub page: u64,
}

/// A person in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Id.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// active, pending, suspended
    pub status: String,
    /// user, moderator, admin
    pub role: String,
    /// When they registered.
    pub created_at: Time,
    /// When a device of theirs was last seen; `None` when none is signed in.
    pub seen_at: Option<Time>,
}

/// One person with everything that staff decide by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// What the list says.
    pub row: PersonRow,
    /// When the address was confirmed.
    pub verified_at: Option<Time>,
    /// When they agreed to product news.
    pub marketing_at: Option<Time>,
    /// Devices that are signed in.
    pub sessions: u64,
    /// Why and since when they are suspended.
    pub suspended: Option<Suspended>,
    /// Where they are a member.
    pub workspaces: Vec<Membership>,
    /// The newest entries of the log about or by them.
    pub audit: Vec<Entry>,
    /// What whoever looks may do.
    pub may: May,
}

/// Since when and why an account is closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suspended {
    /// Since when.
    pub at: Time,
    /// Why, as the person reads it.
    pub reason: String,
}

/// A workspace of a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Membership {
    /// Which.
    pub id: WorkspaceId,
    /// Its name.
    pub name: String,
    /// What the person is in it.
    pub role: Role,
}

/// What one of the staff may do with a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct May {
    /// Suspend, let in again, confirm the address, change the role.
    pub manage: bool,
    /// Act in their name.
    pub visit: bool,
    /// It is the person who looks.
    pub own: bool,
}

/// A visit of staff, as the person reads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// Why.
    pub reason: String,
    /// When it began.
    pub started_at: Time,
    /// When it ended; `None` while it lasts.
    pub ended_at: Option<Time>,
    /// What was done in the person's name.
    pub done: Vec<Entry>,
}

/// The visit that is going on, for the banner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visiting {
    /// In whose name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// When it ends by itself.
    pub until: Time,
}

/// Checks a reason for something that a person will hear of.
///
/// # Errors
/// Invalid (`reason`).
pub fn check_reason(text: &str) -> Result<String> {
    let text = text.trim().replace('\0', "");
    match text.chars().count() {
        0 => Err(AppError::invalid("reason", "Say in a few words why. The person reads it.")),
        length if length > MAX_REASON => {
            Err(AppError::invalid("reason", format!("This has {length} characters; {MAX_REASON} is the limit.")))
        }
        _ => Ok(text),
    }
}

/// What people read for a stored status.
pub fn status_label(status: &str) -> &'static str {
    match status {
        "active" => "Active",
        "pending" => "Address not confirmed",
        "suspended" => "Suspended",
        _ => "Unknown",
    }
}

/// What people read for a stored role.
pub fn role_label(role: &str) -> &'static str {
    match role {
        "admin" => "Administrator",
        "moderator" => "Moderator",
        _ => "User",
    }
}
