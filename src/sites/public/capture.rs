//! `/capture`: the e-mail form of a page, sent without JavaScript.

use std::{
    net::IpAddr,
    num::NonZeroU32,
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    Extension, Form,
    extract::{State, rejection::FormRejection},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, LOCATION, RETRY_AFTER, SET_COOKIE},
    },
    response::{IntoResponse, Response},
};
use governor::{
    DefaultKeyedRateLimiter, Quota,
    clock::{Clock, DefaultClock},
};
use serde::Deserialize;

use super::{missing, page};
use crate::{
    analytics::public,
    contacts::people::{self, Capture},
    kernel::{AppError, Result, email::Email, id::BlockId},
    server::{app::App, ctx::Visitor, middleware::client::Client},
    sites::{
        view::CaptureState,
        visits::{self, Online},
    },
};

/// Where forms are sent.
pub const ACTION: &str = "/capture";

/// Thirty at once and one every two seconds from one network address: a whole room may share one.
static TRIES: LazyLock<DefaultKeyedRateLimiter<IpAddr>> =
    LazyLock::new(|| DefaultKeyedRateLimiter::keyed(Quota::per_minute(NonZeroU32::new(30).unwrap_or(NonZeroU32::MIN))));
/// Tries until addresses that were not seen lately are forgotten.
static UNTIL_SWEEP: AtomicUsize = AtomicUsize::new(0);

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
    let form = match sent.block.trim().parse::<BlockId>() {
        Ok(block) => visits::form(&visitor, block).await.map(|form| (block, form)),
        Err(_) => Err(AppError::not_found("form")),
    };
    let (block, form) = match form {
        Ok(form) => form,
        Err(error) => return missing::answer(&error),
    };
    match store(visitor.clone(), &headers, &form, block, &sent).await {
        Ok(cookie) => thanks(&form.site, block, cookie),
        Err(error) => again(&visitor, &form.site, block, sent, &error).await,
    }
}

async fn store(
    mut visitor: Visitor,
    headers: &HeaderMap,
    form: &visits::Form,
    block: BlockId,
    sent: &Sent,
) -> Result<Option<HeaderValue>> {
    // A machine filled in what people do not see: it gets the same answer, and nothing is kept.
    if !sent.website.is_empty() {
        return Ok(None);
    }
    let email = Email::parse(&sent.email).map_err(|why| AppError::invalid("email", why))?;
    limit(&visitor)?;
    public::recognise(&mut visitor, headers);
    let app = visitor.app().clone();
    let circumstances = public::circumstances(&app, visitor.client(), headers);
    let Online { id: site, workspace, .. } = form.site;
    let capture = Capture { workspace, site, block, email, consent: form.capture.consent.clone() };
    let browser = people::capture(&visitor, &capture, &circumstances).await?;
    Ok(public::keep(&app, browser, headers))
}

fn limit(visitor: &Visitor) -> Result<()> {
    if !visitor.app().config().limits.rate_limits {
        return Ok(());
    }
    if UNTIL_SWEEP.fetch_add(1, Ordering::Relaxed) % 1000 == 999 {
        TRIES.retain_recent();
    }
    TRIES.check_key(&visitor.client().ip).map_err(|until| AppError::Limited {
        retry_after: until.wait_time_from(DefaultClock::default().now()).as_secs() + 1,
    })
}

/// Leads back to the page, so that loading it again sends nothing twice.
fn thanks(site: &Online, block: BlockId, cookie: Option<HeaderValue>) -> Response {
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
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    match page::fresh(visitor, site, Some((block, state))).await {
        Ok(page) => {
            let mut response = page::once(status, &page);
            if let AppError::Limited { retry_after } = error {
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*retry_after));
            }
            response
        }
        Err(error) => missing::answer(&error),
    }
}
