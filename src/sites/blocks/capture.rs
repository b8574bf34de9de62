//! The e-mail capture block: a form that asks visitors for their address.

use serde::{Deserialize, Serialize};

use crate::{kernel::FieldErrors, sites::types::check_text};

/// An e-mail capture form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Capture {
    /// What people get; at most 120 characters.
    pub title: String,
    /// A sentence more; at most 300 characters.
    pub description: String,
    /// What the button says; at most 40 characters.
    pub button: String,
    /// What is shown afterwards; at most 300 characters.
    pub thanks: String,
    /// What people agree to by sending the form; at most 300 characters.
    pub consent: String,
}

impl Default for Capture {
    fn default() -> Self {
        Self {
            title: "Stay in touch".to_owned(),
            description: String::new(),
            button: "Subscribe".to_owned(),
            thanks: "Thank you. You are on the list.".to_owned(),
            consent: "You agree to get mail from me. You can stop it at any time.".to_owned(),
        }
    }
}

impl Capture {
    /// What must be mended before publishing.
    pub fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "title", &self.title, 1, 120);
        check_text(&mut errors, "description", &self.description, 0, 300);
        check_text(&mut errors, "button", &self.button, 1, 40);
        check_text(&mut errors, "thanks", &self.thanks, 1, 300);
        check_text(&mut errors, "consent", &self.consent, 1, 300);
        errors
    }
}
