//! Tasks of a team: the board with its columns, one task, and what is typed into its form.

use serde::{Deserialize, Serialize};

use crate::kernel::{
    FieldErrors, Result,
    id::{MessageId, PersonId, SiteId, TaskColumnId, TaskCommentId, TaskId, UserId},
    time::Time,
};

/// The most tasks of a workspace.
pub const MAX_TASKS: u64 = 500;
/// The most columns of a board.
pub const MAX_COLUMNS: u64 = 8;
/// The longest name of a column, in characters.
pub const MAX_COLUMN: usize = 40;
/// The longest title, in characters.
pub const MAX_TITLE: usize = 120;
/// The longest description or comment, in characters.
pub const MAX_WORDS: usize = 4000;
/// The most comments of a task.
pub const MAX_COMMENTS: u64 = 200;

/// The whole board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// The columns, from left to right.
    pub columns: Vec<Column>,
    /// The tasks in the order of their columns and of their places.
    pub tasks: Vec<Card>,
    /// The members, to give tasks to.
    pub people: Vec<Assignee>,
}

/// A column of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Id.
    pub id: TaskColumnId,
    /// Name.
    pub name: String,
    /// What stands in it is done: it is never overdue.
    pub is_done: bool,
}

/// A task on the board.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Card {
    /// Id.
    pub id: TaskId,
    /// Where it stands.
    pub column: TaskColumnId,
    /// Title.
    pub title: String,
    /// Whose it is.
    pub assignee: Option<Assignee>,
    /// Until which day, `2026-11-21`.
    pub due_on: Option<String>,
    /// That day is over and the task is not done.
    pub overdue: bool,
    /// How many comments it has.
    pub comments: u64,
}

/// Somebody who can have tasks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Assignee {
    /// Who.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Where their picture is.
    pub avatar: Option<String>,
}

/// One task with everything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Id.
    pub id: TaskId,
    /// What can be changed.
    pub form: TaskForm,
    /// What it is about, when the person may see that.
    pub link: Option<Record>,
    /// Grows with every change.
    pub version: i64,
    /// Who made it, when that person is still here.
    pub made_by: Option<String>,
    /// When.
    pub made_at: Time,
    /// What was written about it, the oldest first.
    pub comments: Vec<Comment>,
}

/// What somebody wrote about a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Id.
    pub id: TaskCommentId,
    /// Who, when that person is still here.
    pub author: Option<Assignee>,
    /// The words.
    pub body: String,
    /// When.
    pub at: Time,
}

/// A thing of the workspace that a task can be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What forms send: `site:…`, `message:…`, `contact:…`.
    pub value: String,
    /// The name as people see it.
    pub label: String,
    /// Its page below the workspace's address.
    pub page: String,
}

/// Which record a task is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A site.
    Site(SiteId),
    /// A message.
    Message(MessageId),
    /// A contact.
    Contact(PersonId),
}

impl About {
    /// Reads what a form sent, or what the database keeps.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once(':')?;
        match kind {
            "site" => id.parse().ok().map(Self::Site),
            "message" => id.parse().ok().map(Self::Message),
            "contact" => id.parse().ok().map(Self::Contact),
            _ => None,
        }
    }

    /// The word and the id that the database keeps.
    pub fn parts(self) -> (&'static str, uuid::Uuid) {
        match self {
            Self::Site(id) => ("site", id.0),
            Self::Message(id) => ("message", id.0),
            Self::Contact(id) => ("contact", id.0),
        }
    }
}

/// A task as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskForm {
    /// Id of a column; empty for the first.
    pub column: String,
    /// Title.
    pub title: String,
    /// Description.
    pub description: String,
    /// Id of a member, or empty.
    pub assignee: String,
    /// `2026-11-21`, or empty.
    pub due_on: String,
    /// A [`Record`]'s value, or empty.
    pub about: String,
}

/// The same, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedTask {
    /// Title.
    pub title: String,
    /// Description.
    pub description: String,
    /// Member.
    pub assignee: Option<UserId>,
    /// Day.
    pub due_on: Option<String>,
    /// Record.
    pub about: Option<About>,
}

impl TaskForm {
    /// Checks everything that can be checked without the database.
    ///
    /// # Errors
    /// Invalid, by field.
    pub fn check(&self) -> Result<CheckedTask> {
        let mut errors = FieldErrors::default();
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ").replace('\0', "");
        match title.chars().count() {
            0 => errors.add("title", "Say in a few words what is to be done."),
            1..=MAX_TITLE => {}
            _ => errors.add("title", format!("A title has at most {MAX_TITLE} characters.")),
        }
        let description = check_words(&mut errors, "description", &self.description);
        let mut assignee = None;
        if !self.assignee.is_empty() {
            assignee = self.assignee.parse().map_err(|_| errors.add("assignee", "Choose a member.")).ok();
        }
        let due_on = self.due_on.trim();
        if !due_on.is_empty() && chrono::NaiveDate::parse_from_str(due_on, "%Y-%m-%d").is_err() {
            errors.add("due_on", "Write a day as 2026-11-21.");
        }
        let about = About::parse(&self.about);
        if about.is_none() && !self.about.is_empty() {
            errors.add("about", "Choose from the list.");
        }
        errors.into_result()?;
        let due_on = (!due_on.is_empty()).then(|| due_on.to_owned());
        Ok(CheckedTask { title, description, assignee, due_on, about })
    }
}

/// Checks a longer text and trims it.
pub fn check_words(errors: &mut FieldErrors, field: &str, text: &str) -> String {
    let text = text.trim().replace('\0', "");
    if text.chars().count() > MAX_WORDS {
        errors.add(field, format!("This has at most {MAX_WORDS} characters."));
    }
    text
}

/// Checks the name of a column and trims it.
///
/// # Errors
/// Invalid (`name`).
pub fn check_column(name: &str) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ").replace('\0', "");
    match name.chars().count() {
        1..=MAX_COLUMN => Ok(name),
        0 => Err(crate::kernel::AppError::invalid("name", "Give the column a name.")),
        _ => Err(crate::kernel::AppError::invalid("name", format!("A name has at most {MAX_COLUMN} characters."))),
    }
}
