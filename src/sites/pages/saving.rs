//! Autosave as a model: one save on its way at a time, each over the version that the one before made. It knows nothing of
//! the page or the network.

use std::sync::Arc;

use super::editor::Editor;
use crate::{
    kernel::{AppError, FieldErrors, time::Time},
    sites::types::{Saved, SiteDetails, SiteDraft},
};

/// How the work of a session is kept on the server.
#[derive(Clone, Debug)]
pub struct Saving {
    version: i64,
    at: Time,
    on_its_way: Option<Arc<SiteDraft>>,
    failed: Option<AppError>,
    conflict: Option<Conflict>,
}

/// Somebody else saved first: nothing more is sent until the person has chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Their version, once it is here.
    pub theirs: Option<Box<SiteDetails>>,
}

/// What follows from an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Everything is saved.
    Rest,
    /// More was typed meanwhile: save again.
    Again,
    /// Wait for a retry or another change.
    Wait,
    /// Get the other version.
    Compare,
}

impl Saving {
    /// Nothing to save since this version.
    pub fn new(version: i64, at: Time) -> Self {
        Self { version, at, on_its_way: None, failed: None, conflict: None }
    }

    /// The version that the server has as far as we know.
    pub fn version(&self) -> i64 {
        self.version
    }

    /// When that was saved.
    pub fn at(&self) -> Time {
        self.at
    }

    /// Whether a save is on its way.
    pub fn is_on_its_way(&self) -> bool {
        self.on_its_way.is_some()
    }

    /// Why the last save failed.
    pub fn failed(&self) -> Option<&AppError> {
        self.failed.as_ref()
    }

    /// The messages of the last save by field.
    pub fn errors(&self) -> Option<&FieldErrors> {
        match &self.failed {
            Some(AppError::Invalid(errors)) => Some(errors),
            _ => None,
        }
    }

    /// The conflict that waits for a choice.
    pub fn conflict(&self) -> Option<&Conflict> {
        self.conflict.as_ref()
    }

    /// What is to be sent now: the version to save over and the draft. `None` when there is nothing to send or it has to
    /// wait.
    pub fn begin(&mut self, editor: &Editor) -> Option<(i64, Arc<SiteDraft>)> {
        if self.on_its_way.is_some() || self.conflict.is_some() || !editor.is_dirty() {
            return None;
        }
        self.failed = None;
        self.on_its_way = Some(editor.draft().clone());
        Some((self.version, editor.draft().clone()))
    }

    /// The answer to what was sent.
    pub fn end(&mut self, editor: &mut Editor, answer: Result<Saved, AppError>) -> Next {
        let Some(sent) = self.on_its_way.take() else { return Next::Rest };
        match answer {
            Ok(saved) => {
                self.version = saved.version;
                self.at = saved.at;
                editor.mark_saved(sent);
                if editor.is_dirty() { Next::Again } else { Next::Rest }
            }
            Err(AppError::Conflict(_)) => {
                self.conflict = Some(Conflict { theirs: None });
                Next::Compare
            }
            Err(error) => {
                self.failed = Some(error);
                Next::Wait
            }
        }
    }

    /// The server has saved something else of this session's own wish.
    pub fn adopt(&mut self, version: i64, at: Time) {
        self.version = version;
        self.at = at;
        self.failed = None;
    }

    /// Opens the question which version to keep, for work that was found in the browser.
    pub fn compare(&mut self) {
        self.conflict = Some(Conflict { theirs: None });
    }

    /// Their version has arrived. When it says the same as ours there is nothing to choose. Returns whether there is.
    pub fn show(&mut self, editor: &mut Editor, theirs: SiteDetails) -> bool {
        if theirs.draft == **editor.draft() {
            self.version = theirs.version;
            self.at = theirs.updated_at;
            self.conflict = None;
            editor.mark_saved(editor.draft().clone());
            return false;
        }
        self.conflict = Some(Conflict { theirs: Some(Box::new(theirs)) });
        true
    }

    /// Ours shall be kept: the next save goes over their version, knowingly.
    pub fn keep_mine(&mut self, editor: &mut Editor) {
        if let Some(theirs) = self.conflict.take().and_then(|conflict| conflict.theirs) {
            self.version = theirs.version;
            self.at = theirs.updated_at;
            editor.mark_saved(Arc::new(theirs.draft));
        }
    }

    /// Theirs shall be kept: returns it, to become the draft. Ours stays one step back in the history.
    pub fn take_theirs(&mut self, editor: &mut Editor) -> Option<SiteDraft> {
        let theirs = self.conflict.take().and_then(|conflict| conflict.theirs)?;
        self.version = theirs.version;
        self.at = theirs.updated_at;
        editor.mark_saved(Arc::new(theirs.draft.clone()));
        Some(theirs.draft)
    }
}
