//! A page with a password: the question at the same address, and the page for whoever has answered it. Nothing of either is
//! kept in memory or by browsers.

use axum::{
    Extension, Form,
    extract::{Path, State, rejection::FormRejection},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, LOCATION, RETRY_AFTER},
    },
    response::{IntoResponse, Response},
};

use super::{
    document::{self, Asked},
    keep::keep_for_page,
    missing, page,
};
use crate::{
    analytics::public::stranger,
    kernel::{AppError, Result, id::BlockId},
    server::{app::App, ctx::Visitor, middleware::client::Client},
    sites::{
        gates::{self, Answer, Lock, Outcome},
        passes,
        view::CaptureState,
        visits::{self, Online, Visit},
    },
};

/// The page, or the question for its password.
pub async fn show(visitor: &Visitor, site: &Online, form: Option<(BlockId, CaptureState)>) -> Result<Response> {
    let snapshot = visits::snapshot(visitor, site.id).await?.ok_or_else(page::gone)?;
    let url = visitor.app().config().absolute(&site.path);
    let asked = Asked { form, ..Asked::at(&url, visitor.app().clock().now()) };
    let document = if passes::may_see(visitor, site.id, &snapshot.options) {
        document::render(&snapshot, &asked)
    } else {
        document::question(&snapshot, None)
    };
    Ok(page::once(visitor.app(), StatusCode::OK, &document))
}

/// `POST` to the main page of a workspace.
pub async fn main(
    state: State<App>,
    Path(handle): Path<String>,
    client: Extension<Client>,
    headers: HeaderMap,
    sent: std::result::Result<Form<Answer>, FormRejection>,
) -> Response {
    enter(state, (handle, String::new()), client, headers, sent).await
}

/// `POST` to a page with an address part of its own.
pub async fn sub(
    state: State<App>,
    Path(address): Path<(String, String)>,
    client: Extension<Client>,
    headers: HeaderMap,
    sent: std::result::Result<Form<Answer>, FormRejection>,
) -> Response {
    enter(state, address, client, headers, sent).await
}

async fn enter(
    State(app): State<App>,
    (handle, slug): (String, String),
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    sent: std::result::Result<Form<Answer>, FormRejection>,
) -> Response {
    let Ok(Form(answer)) = sent else { return missing::answer(&AppError::not_found("form")) };
    let visitor = stranger(&app, &client, &headers);
    let entered = async {
        match visits::find(&visitor, &handle.to_lowercase(), &slug.to_lowercase()).await? {
            Visit::Online(site) => try_password(&visitor, &site, &answer).await,
            Visit::Moved(path) => Ok(to(&path)),
            Visit::Gone => Err(page::gone()),
            Visit::Closed => Err(visits::closed()),
            Visit::Unknown => Err(AppError::not_found("page")),
        }
    };
    entered.await.unwrap_or_else(|error| missing::answer(&error))
}

async fn try_password(visitor: &Visitor, site: &Online, answer: &Answer) -> Result<Response> {
    let snapshot = visits::snapshot(visitor, site.id).await?.ok_or_else(page::gone)?;
    let Some(password) = snapshot.options.visibility.password() else { return Ok(to(&site.path)) };
    let again = |status: StatusCode, words: String| {
        page::once(visitor.app(), status, &document::question(&snapshot, Some(words)))
    };
    Ok(match gates::pass(visitor, &Lock::Site(site.id, password.to_owned()), answer) {
        Ok(Outcome::Passed(pass)) => {
            let mut response = to(&site.path);
            keep_for_page(visitor.app(), &mut response, &pass, &site.path);
            response
        }
        Ok(Outcome::Refused | Outcome::Wrong) => again(StatusCode::UNPROCESSABLE_ENTITY, WRONG.to_owned()),
        Err(error @ AppError::Limited { retry_after }) => {
            let mut response = again(StatusCode::TOO_MANY_REQUESTS, error.to_string());
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(retry_after));
            response
        }
        Err(error) => return Err(error),
    })
}

/// What is said about another password.
pub const WRONG: &str = "This is not the password. Check it for typing errors, and try again.";

/// Leads to a page, so that loading it again sends nothing twice.
fn to(path: &str) -> Response {
    let Ok(location) = HeaderValue::from_str(path) else { return missing::answer(&AppError::internal()) };
    let cache = HeaderValue::from_static("no-store");
    (StatusCode::SEE_OTHER, [(LOCATION, location), (CACHE_CONTROL, cache)]).into_response()
}
