//! When a block is shown, and what stands before its links.

use serde::{Deserialize, Serialize};

use crate::kernel::time::Time;

/// Rules of one block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BlockRules {
    /// It stands above all blocks that are not pinned.
    pub pinned: bool,
    /// It is shown from this instant on.
    pub from: Option<Time>,
    /// It is shown until just before this instant.
    pub until: Option<Time>,
    /// What a visitor passes before the targets of the block.
    pub gate: Gate,
}

/// What a visitor passes before a link leads on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// Nothing.
    #[default]
    None,
    /// Says to be at least this old, in years.
    Age(u8),
    /// Is told that not everybody may want to see what follows.
    Sensitive,
    /// Knows this password, which the creator gives away.
    Password(String),
}
