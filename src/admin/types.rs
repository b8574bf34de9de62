//! What staff see and decide; reports of abuse as visitors write them.

pub mod audit;
pub mod defences;
pub mod notices;
pub mod platform;
pub mod users;

use serde::{Deserialize, Serialize};

use crate::kernel::{
    AppError, FieldErrors, Result,
    email::Email,
    id::{ReportId, SiteId},
    time::Time,
};

/// How many reports one page of the list shows.
pub const PAGE: u64 = 25;
/// The longest report and the longest note, in characters.
pub const MAX_WORDS: usize = 2000;

/// Why a page is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It takes passwords or money under a false name.
    Deceit,
    /// It breaks a law.
    Illegal,
    /// It hurts, threatens or hates people.
    Harm,
    /// It shows sexual content without a warning, or of people who did not agree.
    Sexual,
    /// It shows what belongs to somebody else.
    Copyright,
    /// It is spam.
    Spam,
    /// Something else.
    Other,
}

impl Reason {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 7] =
        [Self::Deceit, Self::Illegal, Self::Harm, Self::Sexual, Self::Copyright, Self::Spam, Self::Other];

    /// The word that is stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Deceit => "deceit",
            Self::Illegal => "illegal",
            Self::Harm => "harm",
            Self::Sexual => "sexual",
            Self::Copyright => "copyright",
            Self::Spam => "spam",
            Self::Other => "other",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Deceit => "It takes passwords or money under a false name",
            Self::Illegal => "It breaks a law",
            Self::Harm => "It threatens, hates or hurts people",
            Self::Sexual => "It shows sexual content that should not be there",
            Self::Copyright => "It shows what belongs to somebody else",
            Self::Spam => "It is spam",
            Self::Other => "Something else",
        }
    }

    /// Reads the stored word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }
}

/// What a visitor says about a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReport {
    /// Why.
    pub reason: Reason,
    /// In their own words.
    pub words: String,
    /// Where they can be asked, or empty.
    pub email: String,
}

impl NewReport {
    /// Checks what came with a form.
    ///
    /// # Errors
    /// Invalid (`reason`, `words`, `email`).
    pub fn read(reason: &str, words: &str, email: &str) -> Result<Self> {
        let mut errors = FieldErrors::default();
        let reason = Reason::parse(reason);
        if reason.is_none() {
            errors.add("reason", "Choose a reason.");
        }
        let words = words.trim().replace('\0', "");
        let length = words.chars().count();
        if length == 0 {
            errors.add("words", "Say in a few words what is wrong.");
        } else if length > MAX_WORDS {
            errors.add("words", format!("This has {length} characters; {MAX_WORDS} is the limit."));
        }
        let email = match email.trim() {
            "" => String::new(),
            text => Email::parse(text).map(|email| email.as_str().to_owned()).unwrap_or_else(|why| {
                errors.add("email", why);
                String::new()
            }),
        };
        errors.into_result()?;
        let reason = reason.ok_or_else(|| AppError::invalid("reason", "Choose a reason."))?;
        Ok(Self { reason, words, email })
    }
}

/// What the queue is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Queue {
    /// open, in_review or closed; what nobody has closed when empty.
    pub status: String,
    /// Only what I look at.
    pub mine: bool,
    /// Only of one site: its whole history.
    pub site: Option<SiteId>,
    /// Where the next page begins.
    pub before: String,
}

/// A report in the list of staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Id.
    pub id: ReportId,
    /// Which site.
    pub site: SiteId,
    /// Address of the page when it was reported, without the host.
    pub path: String,
    /// Name of the site now.
    pub title: String,
    /// It can be seen now.
    pub online: bool,
    /// Staff keep it offline.
    pub held: bool,
    /// Why.
    pub reason: Reason,
    /// In the visitor's own words.
    pub words: String,
    /// Where they can be asked, or empty.
    pub email: String,
    /// When it came.
    pub created_at: Time,
    /// Who looks at it, or empty.
    pub assigned: String,
    /// It is whoever asks who looks at it.
    pub mine: bool,
    /// What became of it; `None` until it is closed.
    pub closed: Option<Closed>,
}

/// What became of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Closed {
    /// When.
    pub at: Time,
    /// Who closed it, when the account is still there.
    pub by: String,
    /// Why, for the next who looks.
    pub note: String,
}

/// Checks the note with which a report is closed.
///
/// # Errors
/// Invalid (`note`).
pub fn check_note(text: &str) -> Result<String> {
    let text = text.trim().replace('\0', "");
    let length = text.chars().count();
    if length == 0 {
        return Err(AppError::invalid("note", "Say in a few words what you decided."));
    }
    if length > MAX_WORDS {
        return Err(AppError::invalid("note", format!("This has {length} characters; {MAX_WORDS} is the limit.")));
    }
    Ok(text)
}
