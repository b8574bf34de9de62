//! When a block is shown, and what stands before its links.

use serde::{Deserialize, Serialize};

use crate::kernel::{FieldErrors, time::Time};

/// The longest password of a link or a site, in characters.
pub const MAX_PASSWORD: usize = 100;
/// The ages that can be asked for, in years.
pub const AGES: std::ops::RangeInclusive<u8> = 1..=99;

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

/// Where an instant lies in the life of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// It will be shown later.
    Before,
    /// It is shown.
    During,
    /// It was shown.
    After,
}

impl BlockRules {
    /// Where an instant lies.
    pub fn season(&self, now: Time) -> Season {
        if self.until.is_some_and(|until| until <= now) {
            Season::After
        } else if self.from.is_some_and(|from| from > now) {
            Season::Before
        } else {
            Season::During
        }
    }

    /// Whether the block is shown at an instant.
    pub fn shows_at(&self, now: Time) -> bool {
        self.season(now) == Season::During
    }

    /// The next instant at which the block appears or disappears.
    pub fn changes_at(&self, now: Time) -> Option<Time> {
        [self.from, self.until].into_iter().flatten().filter(|at| *at > now).min()
    }

    /// What must be mended before publishing.
    pub fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if let (Some(from), Some(until)) = (self.from, self.until)
            && until <= from
        {
            errors.add("until", "The end is not after the beginning. Choose a later end, or leave one of them empty.");
        }
        match &self.gate {
            Gate::Age(age) if !AGES.contains(age) => errors.add("gate_age", "Enter an age from 1 to 99 years."),
            Gate::Password(password) => check_password(&mut errors, "gate_password", password),
            Gate::None | Gate::Age(_) | Gate::Sensitive => {}
        }
        errors
    }
}

/// Adds an error when a password that is given away is empty or endless.
pub fn check_password(errors: &mut FieldErrors, field: &str, password: &str) {
    let length = password.chars().count();
    if password.trim().is_empty() {
        errors.add(field, "Write a password, or choose that none is needed.");
    } else if length > MAX_PASSWORD {
        errors.add(field, format!("This has {length} characters; the limit is {MAX_PASSWORD}."));
    }
}
