//! `/capture`: the e-mail form of a page, sent without JavaScript.

use std::sync::LazyLock;

use axum::{
    Extension, Form,
    extract::{State, rejection::FormRejection},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, LOCATION, RETRY_AFTER, SET_COOKIE},
    },
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{missing, page, tries::Tries};
use crate::{
    analytics::public,
    contacts::people::{self, Capture},
    kernel::{AppError, Result, email::Email, id::BlockId},
    server::{app::App, ctx::Visitor, middleware::client::Client},
    sites::{
        blocks::BlockContent,
        view::CaptureState,
        visits::{self, Online, Shown},
    },
};

/// Where forms are sent.
pub const ACTION: &str = "/capture";

/// Thirty at once and one every two seconds from one network address: a whole room may share one.
static TRIES: LazyLock<Tries> = LazyLock::new(|| Tries::per_minute(30));

/// What a form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    block: String,
    email: String,
    /// People do not see this field and leave it empty.
    website: String,
}

/// Takes an address: thanks on the page, or the page with what is wrong beside the field.
pub async fn take(
    State(app): State<App>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    sent: std::result::Result<Form<Sent>, FormRejection>,
) -> Response {
    let Ok(Form(sent)) = sent else { return missing::answer(&AppError::not_found("form")) };
    let visitor = public::stranger(&app, &client, &headers);
    let form = match form(&visitor, &sent.block).await {
        Ok(form) => form,
        Err(error) => return missing::answer(&error),
    };
    let (site, block) = (form.site.clone(), form.block.id);
    match store(visitor.clone(), &headers, form, &sent).await {
        Ok(cookie) => thanks(&site, block, cookie),
        Err(error) => again(&visitor, &site, block, sent, &error).await,
    }
}

/// The form of a page that is online by the id of its block.
pub(super) async fn form(visitor: &Visitor, block: &str) -> Result<Shown> {
    match block.trim().parse::<BlockId>() {
        Ok(block) => visits::shown(visitor, block).await,
        Err(_) => Err(AppError::not_found("form")),
    }
}

async fn store(mut visitor: Visitor, headers: &HeaderMap, form: Shown, sent: &Sent) -> Result<Option<HeaderValue>> {
    let BlockContent::Capture(asked) = form.block.content else { return Err(visits::gone()) };
    // A machine filled in what people do not see: it gets the same answer, and nothing is kept.
    if !sent.website.is_empty() {
        return Ok(None);
    }
    let email = Email::parse(&sent.email).map_err(|why| AppError::invalid("email", why))?;
    TRIES.check(&visitor)?;
    public::recognise(&mut visitor, headers);
    let app = visitor.app().clone();
    let circumstances = public::circumstances(&app, visitor.client(), headers);
    let Online { id: site, workspace, .. } = form.site;
    let capture = Capture { workspace, site, block: form.block.id, email, consent: asked.consent };
    let browser = people::capture(&visitor, &capture, &circumstances).await?;
    Ok(public::keep(&app, browser, headers))
}

/// Leads back to the page, so that loading it again sends nothing twice.
pub(super) fn thanks(site: &Online, block: BlockId, cookie: Option<HeaderValue>) -> Response {
    let to = format!("{}?thanks={block}#b-{block}", site.path);
    let Ok(location) = HeaderValue::from_str(&to) else { return missing::answer(&AppError::internal()) };
    let cache = HeaderValue::from_static("no-store");
    let mut response = (StatusCode::SEE_OTHER, [(LOCATION, location), (CACHE_CONTROL, cache)]).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// The page again, with what was typed.
async fn again(visitor: &Visitor, site: &Online, block: BlockId, sent: Sent, error: &AppError) -> Response {
    let message = error.field("email").map_or_else(|| error.to_string(), str::to_owned);
    let state = CaptureState::Failed { message, email: sent.email.chars().take(Email::MAX).collect() };
    refuse(visitor, site, block, state, error).await
}

/// The page with what is wrong beside the form, and the status of the error.
pub(super) async fn refuse(
    visitor: &Visitor,
    site: &Online,
    block: BlockId,
    state: CaptureState,
    error: &AppError,
) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if matches!(error, AppError::NotFound(_) | AppError::Gone(_)) {
        return missing::answer(error);
    }
    match page::fresh(visitor, site, Some((block, state))).await {
        Ok(page) => {
            let mut response = page::once(visitor.app(), status, &page);
            if let AppError::Limited { retry_after } = error {
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*retry_after));
            }
            response
        }
        Err(error) => missing::answer(&error),
    }
}
