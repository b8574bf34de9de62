//! One page of a longer list, and how to ask for the next.

use serde::{Deserialize, Serialize};

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
