//! One page of a longer list, and how to ask for the next.

use std::fmt::Display;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AppError, Result, time::Time};

/// The largest page that a list query returns.
pub const MAX_PAGE: u64 = 100;

/// A page of rows in a stable order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// Pass it to get the next page; `None` at the end.
    pub next: Option<String>,
    /// How many rows there are in all.
    pub total: u64,
}

/// What [`Page::next`] says after a row: the next page begins below its instant and id.
pub fn cursor(at: Time, id: impl Display) -> String {
    format!("{}_{id}", at.timestamp_micros())
}

/// Reads a cursor that came back.
///
/// # Errors
/// Invalid (`before`).
pub fn read_cursor(text: &str) -> Result<(Time, Uuid)> {
    let wrong = || AppError::invalid("before", "This part of the list does not exist. Start again at its beginning.");
    let (at, id) = text.split_once('_').ok_or_else(wrong)?;
    let at = at.parse().ok().and_then(chrono::DateTime::from_timestamp_micros).ok_or_else(wrong)?;
    Ok((at, Uuid::parse_str(id).map_err(|_| wrong())?))
}
