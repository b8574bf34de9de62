//! Blocked networks, what browsers refused, and feature flags, as staff see and decide them.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::kernel::{
    AppError, Result,
    id::{UserId, WorkspaceId},
    time::Time,
};

/// How many reports of browsers one page shows.
pub const PAGE: u64 = 50;
/// Workspaces or people that a flag can name.
const MOST_NAMED: usize = 200;

/// What protects us from strangers now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Threats {
    /// Networks that are or were blocked, and those that always pass.
    pub nets: Vec<BlockedNet>,
    /// What was noticed last.
    pub signs: Vec<Threat>,
}

/// A network on the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockedNet {
    /// An address or a network.
    pub net: String,
    /// It always passes.
    pub allowed: bool,
    /// It counts now.
    pub holds: bool,
    /// Why.
    pub reason: String,
    /// Who decided it; empty for a score.
    pub by: String,
    /// How often it was blocked by its score.
    pub times: u32,
    /// Since when.
    pub at: Time,
    /// Until when; `None` for good.
    pub until: Option<Time>,
}

/// Something hostile that was noticed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Threat {
    /// From where.
    pub net: String,
    /// scanner, injection, limited, wrong_password
    pub kind: String,
    /// What was asked for.
    pub path: String,
    /// When.
    pub at: Time,
}

impl Threat {
    /// What people read for the kind.
    pub fn label(&self) -> &'static str {
        match self.kind.as_str() {
            "scanner" => "Looked for files of other software",
            "injection" => "Tried to inject code",
            "limited" => "Went on although it should wait",
            "wrong_password" => "Wrong passwords",
            _ => "Refused requests",
        }
    }
}

/// A network to be blocked or allowed, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewBlock {
    /// An address or a network.
    pub net: String,
    /// Why.
    pub reason: String,
    /// For how many hours; for good when empty.
    pub hours: String,
    /// Lets it always pass instead.
    pub allow: bool,
}

/// What browsers refused to load on one of our pages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BrowserReport {
    /// The rule that refused it.
    pub directive: String,
    /// What was refused.
    pub blocked: String,
    /// The page, its path only.
    pub page: String,
    /// The beginning of a refused script or style.
    pub sample: String,
    /// How often.
    pub count: u64,
    /// For the first time.
    pub first_at: Time,
    /// For the last time.
    pub last_at: Time,
}

/// A feature and for whom it is on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flag {
    /// Its name in the code.
    pub name: String,
    /// What it does.
    pub about: String,
    /// on, off, part
    pub state: String,
    /// For which part of the workspaces, when `part`.
    pub percent: u32,
    /// On for these in any case, when `part`.
    pub workspaces: Vec<WorkspaceId>,
    /// On for these in any case, when `part`.
    pub people: Vec<UserId>,
    /// When somebody decided; `None` before anybody did.
    pub changed_at: Option<Time>,
}

/// A decision about a feature, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FlagChange {
    /// Which.
    pub name: String,
    /// on, off, part
    pub state: String,
    /// 0 to 100.
    pub percent: String,
    /// Ids, one a line.
    pub workspaces: String,
    /// Ids, one a line.
    pub people: String,
}

/// Checks a decision and gives its parts.
///
/// # Errors
/// Invalid (`state`, `percent`, `workspaces`, `people`).
pub fn check_flag(change: &FlagChange) -> Result<(u32, Vec<WorkspaceId>, Vec<UserId>)> {
    if !matches!(change.state.as_str(), "on" | "off" | "part") {
        return Err(AppError::invalid("state", "Choose for whom it is on."));
    }
    let percent = match change.percent.trim() {
        "" => Some(0),
        text => text.parse().ok().filter(|percent| *percent <= 100),
    };
    let percent = percent.ok_or_else(|| AppError::invalid("percent", "Write a number from 0 to 100."))?;
    Ok((percent, ids("workspaces", &change.workspaces)?, ids("people", &change.people)?))
}

fn ids<T: FromStr>(field: &str, text: &str) -> Result<Vec<T>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > MOST_NAMED {
        return Err(AppError::invalid(field, format!("Name at most {MOST_NAMED}.")));
    }
    let wrong =
        |word: &str| AppError::invalid(field, format!("“{word}” is not an id. Copy it from the page of staff."));
    words.into_iter().map(|word| word.parse().map_err(|_| wrong(word))).collect()
}
