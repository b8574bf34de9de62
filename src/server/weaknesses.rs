//! What `mewayz security-audit` looks at: each thing that is found has a level and says what to do.

pub mod answers;
pub mod dependencies;
pub mod files;
pub mod people;
pub mod settings;

use std::fmt;

use serde::Serialize;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Good to know.
    Note,
    /// Should be mended.
    Warning,
    /// Must be mended before strangers come.
    Serious,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Serious => "SERIOUS",
        })
    }
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub level: Level,
    /// A stable word for programs: `secrets.weak`.
    pub code: &'static str,
    /// What is so.
    pub what: String,
    /// What to do.
    pub advice: String,
}

impl Finding {
    /// A finding.
    pub fn new(level: Level, code: &'static str, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { level, code, what: what.into(), advice: advice.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<8} {}: {}\n         {}", self.level.to_string(), self.code, self.what, self.advice)
    }
}
