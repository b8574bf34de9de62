//! Notices of staff to everybody, or to owners.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::kernel::{FieldErrors, Result, id::AnnouncementId, time::Time};

/// The longest notice, in characters.
pub const MAX_WORDS: usize = 500;

/// What a notice is about.
pub const TONES: [(&str, &str); 3] = [("info", "News"), ("warning", "Needs attention"), ("success", "Good news")];
/// Who sees it.
pub const AUDIENCES: [(&str, &str); 2] = [("all", "Everybody who is signed in"), ("owners", "Owners of workspaces")];

/// A notice as it was typed. Times are UTC, as the browser's field writes them: `2026-11-21T14:30`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewNotice {
    /// What it says.
    pub words: String,
    /// info, warning, success
    pub tone: String,
    /// all, owners
    pub audience: String,
    /// From when; at once when empty.
    pub from: String,
    /// Until when; until it is withdrawn when empty.
    pub until: String,
}

/// A checked notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What it says.
    pub words: String,
    /// From when; `None` for at once.
    pub from: Option<Time>,
    /// Until when; `None` for until it is withdrawn.
    pub until: Option<Time>,
}

impl NewNotice {
    /// Checks what was typed.
    ///
    /// # Errors
    /// Invalid (`words`, `tone`, `audience`, `from`, `until`).
    pub fn check(&self) -> Result<Checked> {
        let mut errors = FieldErrors::default();
        let words = self.words.trim().replace('\0', "");
        match words.chars().count() {
            0 => errors.add("words", "Write what people should know."),
            length if length > MAX_WORDS => {
                errors.add("words", format!("This has {length} characters; {MAX_WORDS} is the limit."));
            }
            _ => {}
        }
        if !TONES.iter().any(|(tone, _)| *tone == self.tone) {
            errors.add("tone", "Choose what it is about.");
        }
        if !AUDIENCES.iter().any(|(audience, _)| *audience == self.audience) {
            errors.add("audience", "Choose who sees it.");
        }
        let from = instant(&self.from).map_err(|why| errors.add("from", why)).ok().flatten();
        let until = instant(&self.until).map_err(|why| errors.add("until", why)).ok().flatten();
        if let (Some(from), Some(until)) = (from, until)
            && until <= from
        {
            errors.add("until", "It must end after it begins.");
        }
        errors.into_result()?;
        Ok(Checked { words, from, until })
    }
}

fn instant(text: &str) -> Result<Option<Time>, &'static str> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let read = |format| NaiveDateTime::parse_from_str(text, format).ok();
    let at = read("%Y-%m-%dT%H:%M").or_else(|| read("%Y-%m-%dT%H:%M:%S"));
    let sane = at.filter(|at| (2000..=9000).contains(&chrono::Datelike::year(at)));
    sane.map(|at| Some(at.and_utc())).ok_or("Choose a day and a time.")
}

/// A notice in the list of staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// Id.
    pub id: AnnouncementId,
    /// What it says.
    pub words: String,
    /// info, warning, success
    pub tone: String,
    /// all, owners
    pub audience: String,
    /// From when.
    pub from: Time,
    /// Until when; `None` for until it is withdrawn.
    pub until: Option<Time>,
    /// How many have put it away.
    pub seen: u64,
}

/// A notice as people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Id.
    pub id: AnnouncementId,
    /// What it says.
    pub words: String,
    /// info, warning, success
    pub tone: String,
}
