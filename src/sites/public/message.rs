//! `/message`: the contact form of a page, sent without JavaScript.

use std::sync::LazyLock;

use axum::{
    Extension, Form,
    extract::{State, rejection::FormRejection},
    http::{HeaderMap, HeaderValue},
    response::Response,
};
use serde::Deserialize;

use super::{capture, missing, stamps, tries::Tries};
use crate::{
    analytics::public,
    contacts::{
        messages::{self, NewMessage},
        types::{MAX_MESSAGE, MAX_NAME},
    },
    kernel::{AppError, FieldErrors, Result, email::Email},
    server::{app::App, ctx::Visitor, middleware::client::Client},
    sites::{
        blocks::BlockContent,
        types::check_text,
        view::{CaptureState, Returned},
        visits::{self, Shown},
    },
};

/// Where contact forms are sent.
pub const ACTION: &str = "/message";

/// Six at once and six a minute from one network address.
static TRIES: LazyLock<Tries> = LazyLock::new(|| Tries::per_minute(6));

/// What a form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    block: String,
    stamp: String,
    name: String,
    email: String,
    message: String,
    /// People do not see this field and leave it empty.
    website: String,
}

/// Takes a message: thanks on the page, or the page with what is wrong beside the fields.
pub async fn take(
    State(app): State<App>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    sent: std::result::Result<Form<Sent>, FormRejection>,
) -> Response {
    let Ok(Form(sent)) = sent else { return missing::answer(&AppError::not_found("form")) };
    let visitor = public::stranger(&app, &client, &headers);
    let form = match capture::form(&visitor, &sent.block).await {
        Ok(form) => form,
        Err(error) => return missing::answer(&error),
    };
    let (site, block) = (form.site.clone(), form.block.id);
    match store(visitor.clone(), &headers, form, &sent).await {
        Ok(cookie) => capture::thanks(&site, block, cookie),
        Err(error) => {
            let errors = match &error {
                AppError::Invalid(errors) => errors.clone(),
                other => {
                    let mut errors = FieldErrors::default();
                    errors.add("", other.to_string());
                    errors
                }
            };
            let state = CaptureState::Returned(Box::new(returned(sent, errors)));
            capture::refuse(&visitor, &site, block, state, &error).await
        }
    }
}

async fn store(mut visitor: Visitor, headers: &HeaderMap, form: Shown, sent: &Sent) -> Result<Option<HeaderValue>> {
    let BlockContent::Contact(asked) = form.block.content else { return Err(visits::gone()) };
    // A machine filled in what people do not see: it gets the same answer, and nothing is kept.
    if !sent.website.is_empty() {
        return Ok(None);
    }
    let app = visitor.app().clone();
    let email = read(sent)?;
    stamps::check(&sent.stamp, app.secrets())?;
    TRIES.check(&visitor)?;
    public::recognise(&mut visitor, headers);
    let circumstances = public::circumstances(&app, visitor.client(), headers);
    let message = NewMessage {
        workspace: form.site.workspace,
        site: form.site.id,
        site_title: form.title,
        block: form.block.id,
        name: sent.name.trim().to_owned(),
        email,
        body: sent.message.trim().replace("\r\n", "\n"),
        notice: asked.notice,
    };
    let browser = messages::receive(&visitor, message, &circumstances).await?;
    Ok(public::keep(&app, browser, headers))
}

/// Checks what was typed.
fn read(sent: &Sent) -> Result<Email> {
    let mut errors = FieldErrors::default();
    let fields = [
        ("name", &sent.name, MAX_NAME, "Write your name."),
        ("message", &sent.message, MAX_MESSAGE, "Write your message."),
    ];
    for (field, text, most, missing) in fields {
        if text.trim().is_empty() {
            errors.add(field, missing);
        }
        check_text(&mut errors, field, text, 1, most);
    }
    match Email::parse(&sent.email) {
        Ok(email) => errors.into_result().map(|()| email),
        Err(why) => {
            errors.add("email", why);
            Err(AppError::Invalid(errors))
        }
    }
}

/// What was typed, at most a little more than what fits.
fn returned(sent: Sent, errors: FieldErrors) -> Returned {
    let cut = |text: String, most: usize| text.chars().take(most + 500).collect();
    Returned {
        errors,
        name: cut(sent.name, MAX_NAME),
        email: cut(sent.email, Email::MAX),
        message: cut(sent.message, MAX_MESSAGE),
    }
}
