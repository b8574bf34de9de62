//! The e-mail capture block: a form that asks visitors for their address.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Content, Editing, Stored, Style, content::owned};
use crate::{
    kernel::{FieldErrors, email::Email, id::BlockId},
    sites::{types::check_text, view::CaptureState},
    ui::{TextArea, TextField},
};

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

impl Stored for Capture {}

impl Content for Capture {
    fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "title", &self.title, 1, 120);
        check_text(&mut errors, "description", &self.description, 0, 300);
        check_text(&mut errors, "button", &self.button, 1, 40);
        check_text(&mut errors, "thanks", &self.thanks, 1, 300);
        check_text(&mut errors, "consent", &self.consent, 1, 300);
        errors
    }

    fn summary(&self) -> String {
        self.title.clone()
    }

    fn texts(&self) -> Vec<String> {
        owned([&self.title, &self.description, &self.button, &self.thanks, &self.consent])
    }

    fn styles(&self) -> &'static [Style] {
        &[Style::Card, Style::Form]
    }
}

/// The form on the page, or what is said after it was sent.
#[component]
pub fn CaptureView(
    /// Which block it is.
    id: BlockId,
    /// What it says.
    capture: Capture,
    /// Where it is posted.
    action: Option<String>,
    /// How sending it went.
    state: Option<CaptureState>,
    /// It is shown inside the builder.
    preview: bool,
) -> impl IntoView {
    let Capture { title, description, button, thanks, consent } = capture;
    let title = if preview {
        view! { <p class="bio-name" dir="auto">{title}</p> }.into_any()
    } else {
        view! { <h2 dir="auto">{title}</h2> }.into_any()
    };
    let about = (!description.trim().is_empty()).then(|| view! { <p dir="auto">{description}</p> });
    let inside = match state {
        Some(CaptureState::Thanks) => view! { <p class="bio-done" role="status" dir="auto">{thanks}</p> }.into_any(),
        Some(CaptureState::Failed { message, email }) => {
            view! { <CaptureForm id button consent action email wrong=Some(message)/> }.into_any()
        }
        _ => view! { <CaptureForm id button consent action email=String::new() wrong=None/> }.into_any(),
    };
    view! { <section class="bio-card">{title} {about} {inside}</section> }
}

/// The address, the button, what people agree to, and a field that only machines fill in.
#[component]
fn CaptureForm(
    id: BlockId,
    button: String,
    consent: String,
    action: Option<String>,
    email: String,
    wrong: Option<String>,
) -> impl IntoView {
    let (field, error) = (format!("e-{id}"), format!("w-{id}"));
    let is_wrong = wrong.is_some();
    let wrong = wrong.map(|wrong| view! { <p class="bio-wrong" id=error.clone() role="alert">{wrong}</p> });
    view! {
        <form class="bio-card-form" method="post" action=action>
            <input type="hidden" name="block" value=id.to_string()/>
            <label for=field.clone()>"E-mail address"</label>
            <div class="bio-row">
                <input
                    id=field.clone()
                    name="email"
                    type="email"
                    value=email
                    required
                    maxlength=Email::MAX
                    autocomplete="email"
                    dir="ltr"
                    aria-invalid=is_wrong.then_some("true")
                    aria-describedby=is_wrong.then(|| error.clone())
                />
                <button class="bio-go" dir="auto">{button}</button>
            </div>
            {wrong}
            <div class="bio-trap" aria-hidden="true">
                <label>"Website" <input name="website" tabindex="-1" autocomplete="off"/></label>
            </div>
            <p class="bio-fine" dir="auto">{consent}</p>
        </form>
    }
}

/// The capture form's own form in the builder.
#[component]
pub fn CaptureFields(
    /// What it says.
    editing: Editing<Capture>,
) -> impl IntoView {
    view! {
        <TextField
            name="title"
            label="Title"
            bind=editing.text(|capture| &mut capture.title)
            error=editing.error("title")
        />
        <TextField
            name="description"
            label="What people get"
            optional=true
            bind=editing.text(|capture| &mut capture.description)
            error=editing.error("description")
        />
        <TextField
            name="button"
            label="Button"
            bind=editing.text(|capture| &mut capture.button)
            error=editing.error("button")
        />
        <TextArea
            name="consent"
            label="What people agree to"
            bind=editing.text(|capture| &mut capture.consent)
            error=editing.error("consent")
            help=Some("Stands below the button, and is kept with every address.".to_owned())
            rows=2
        />
        <TextField
            name="thanks"
            label="What is said afterwards"
            bind=editing.text(|capture| &mut capture.thanks)
            error=editing.error("thanks")
        />
    }
}
