//! The contact form block: visitors write a message, which is kept and mailed to the owner.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Content, Editing, Stored, Style, content::owned};
use crate::{
    contacts::types::{MAX_MESSAGE, MAX_NAME},
    kernel::{FieldErrors, email::Email, id::BlockId},
    sites::{
        types::check_text,
        view::{CaptureState, MessageForm, Returned},
    },
    ui::{TextArea, TextField, textarea_text},
};

/// A contact form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// What stands above; at most 120 characters.
    pub title: String,
    /// A sentence more; at most 300 characters.
    pub description: String,
    /// What the button says; at most 40 characters.
    pub button: String,
    /// What is shown afterwards; at most 300 characters.
    pub thanks: String,
    /// What happens with the message, in words; at most 300 characters.
    pub notice: String,
}

impl Default for Contact {
    fn default() -> Self {
        Self {
            title: "Write to me".to_owned(),
            description: String::new(),
            button: "Send message".to_owned(),
            thanks: "Thank you. Your message has arrived.".to_owned(),
            notice: "I keep your message and your address to answer you.".to_owned(),
        }
    }
}

impl Stored for Contact {}

impl Content for Contact {
    fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "title", &self.title, 1, 120);
        check_text(&mut errors, "description", &self.description, 0, 300);
        check_text(&mut errors, "button", &self.button, 1, 40);
        check_text(&mut errors, "thanks", &self.thanks, 1, 300);
        check_text(&mut errors, "notice", &self.notice, 0, 300);
        errors
    }

    fn summary(&self) -> String {
        self.title.clone()
    }

    fn texts(&self) -> Vec<String> {
        owned([&self.title, &self.description, &self.button, &self.thanks, &self.notice])
    }

    fn styles(&self) -> &'static [Style] {
        &[Style::Card, Style::Form]
    }
}

/// The form on the page, or what is said after it was sent.
#[component]
pub fn ContactView(
    /// Which block it is.
    id: BlockId,
    /// What it says.
    contact: Contact,
    /// Where it is sent; nowhere in the preview.
    form: Option<MessageForm>,
    /// How sending it went.
    state: Option<CaptureState>,
    /// It is shown inside the builder.
    preview: bool,
) -> impl IntoView {
    let Contact { title, description, button, thanks, notice } = contact;
    let title = if preview {
        view! { <p class="bio-name" dir="auto">{title}</p> }.into_any()
    } else {
        view! { <h2 dir="auto">{title}</h2> }.into_any()
    };
    let about = (!description.trim().is_empty()).then(|| view! { <p dir="auto">{description}</p> });
    let returned = match state {
        Some(CaptureState::Thanks) => None,
        Some(CaptureState::Returned(returned)) => Some(*returned),
        _ => Some(Returned::default()),
    };
    let inside = match returned {
        None => view! { <p class="bio-done" role="status" dir="auto">{thanks}</p> }.into_any(),
        Some(returned) => view! { <MessageFields id button notice form returned/> }.into_any(),
    };
    view! { <section class="bio-card">{title} {about} {inside}</section> }
}

/// Name, address, message, the button, and a field that only machines fill in.
#[component]
fn MessageFields(
    id: BlockId,
    button: String,
    notice: String,
    form: Option<MessageForm>,
    returned: Returned,
) -> impl IntoView {
    let Returned { errors, name, email, message } = returned;
    let (action, stamp) = form.map(|MessageForm { action, stamp }| (action, stamp)).unzip();
    let whole = wrong(id, &errors, "");
    let text = move |word: &'static str, label: &'static str, kind: &'static str, most: usize, value: String| {
        let (field, error) = (format!("{word}-{id}"), wrong(id, &errors, word));
        let is_wrong = error.is_some();
        let about = is_wrong.then(|| format!("w-{word}-{id}"));
        let invalid = is_wrong.then_some("true");
        let input = if kind == "text area" {
            view! {
                <textarea
                    id=field.clone() name=word rows="5" required maxlength=most dir="auto"
                    aria-invalid=invalid aria-describedby=about
                >{textarea_text(&value)}</textarea>
            }
            .into_any()
        } else {
            view! {
                <input
                    id=field.clone() name=word type=kind value=value required maxlength=most
                    autocomplete=word dir=if kind == "email" { "ltr" } else { "auto" }
                    aria-invalid=invalid aria-describedby=about
                />
            }
            .into_any()
        };
        view! { <label for=field>{label}</label> <div class="bio-row">{input}</div> {error} }
    };
    view! {
        <form class="bio-card-form" method="post" action=action>
            <input type="hidden" name="block" value=id.to_string()/>
            <input type="hidden" name="stamp" value=stamp/>
            {whole}
            {text("name", "Your name", "text", MAX_NAME, name)}
            {text("email", "E-mail address", "email", Email::MAX, email)}
            {text("message", "Message", "text area", MAX_MESSAGE, message)}
            <div class="bio-trap" aria-hidden="true">
                <label>"Website" <input name="website" tabindex="-1" autocomplete="off"/></label>
            </div>
            <div class="bio-row"><button class="bio-go" dir="auto">{button}</button></div>
            {(!notice.trim().is_empty()).then(|| view! { <p class="bio-fine" dir="auto">{notice}</p> })}
        </form>
    }
}

/// What is wrong with a field, below it.
fn wrong(id: BlockId, errors: &FieldErrors, field: &str) -> Option<impl IntoView + use<>> {
    let message = errors.get(field)?.to_owned();
    let id = format!("w-{field}-{id}");
    Some(view! { <p class="bio-wrong" id=id role="alert">{message}</p> })
}

/// The contact form's own form in the builder.
#[component]
pub fn ContactFields(
    /// What it says.
    editing: Editing<Contact>,
) -> impl IntoView {
    view! {
        <TextField
            name="title"
            label="Title"
            bind=editing.text(|contact| &mut contact.title)
            error=editing.error("title")
        />
        <TextField
            name="description"
            label="What it is for"
            optional=true
            bind=editing.text(|contact| &mut contact.description)
            error=editing.error("description")
        />
        <TextField
            name="button"
            label="Button"
            bind=editing.text(|contact| &mut contact.button)
            error=editing.error("button")
        />
        <TextArea
            name="notice"
            label="What happens with the message"
            optional=true
            bind=editing.text(|contact| &mut contact.notice)
            error=editing.error("notice")
            help=Some("Stands below the button. Messages come to you by mail and stand under Messages.".to_owned())
            rows=2
        />
        <TextField
            name="thanks"
            label="What is said afterwards"
            bind=editing.text(|contact| &mut contact.thanks)
            error=editing.error("thanks")
        />
    }
}
