//! `/l/{code}`: asks what has to be asked, records the click, then leads on.

use std::time::Duration;

use axum::{
    Extension, Form,
    extract::{Path, State, rejection::FormRejection},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{CACHE_CONTROL, LOCATION, RETRY_AFTER, SET_COOKIE},
    },
    response::{IntoResponse, Response},
};

use super::{
    gate,
    keep::{keep, keep_for_page},
    lock::WRONG,
    missing,
};
use crate::{
    analytics::{public, touches},
    entity::link,
    kernel::{AppError, Result},
    server::{app::App, ctx::Visitor, metrics, middleware::client::Client},
    sites::{
        gates::{self, Answer, Lock, Outcome},
        links,
        passes::Pass,
    },
};

/// How long a visitor waits for the click to be committed.
const PATIENCE: Duration = Duration::from_secs(3);

/// Leads to the target of a link, or asks what stands before it.
pub async fn follow(
    State(app): State<App>,
    Path(code): Path<String>,
    method: Method,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Response {
    let visitor = public::stranger(&app, &client, &headers);
    let answer = async {
        let link = links::by_code(&visitor, &code).await?;
        match gates::next(&visitor, &link).await? {
            Some(lock) => question(&visitor, StatusCode::OK, &link, &lock, None).await,
            // Who only asks for the head looks whether the link works; nobody followed it.
            None if method == Method::HEAD => to(StatusCode::FOUND, &link),
            None => lead_on(visitor.clone(), StatusCode::FOUND, &link, &headers).await,
        }
    };
    answer.await.unwrap_or_else(|error| missing::answer(&error))
}

/// Takes the answer to what stands before a link. Whoever passes is led on, which counts as the one click.
pub async fn pass(
    State(app): State<App>,
    Path(code): Path<String>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    sent: std::result::Result<Form<Answer>, FormRejection>,
) -> Response {
    let Ok(Form(sent)) = sent else { return missing::answer(&AppError::not_found("form")) };
    let visitor = public::stranger(&app, &client, &headers);
    let answer = async {
        let link = links::by_code(&visitor, &code).await?;
        match gates::next(&visitor, &link).await? {
            Some(lock) => take(visitor.clone(), &link, &lock, &sent, &headers).await,
            // It was passed in another window meanwhile; the browser asks again and is led on.
            None => again(&link),
        }
    };
    answer.await.unwrap_or_else(|error| missing::answer(&error))
}

async fn take(
    mut visitor: Visitor,
    link: &link::Model,
    lock: &Lock,
    sent: &Answer,
    headers: &HeaderMap,
) -> Result<Response> {
    let pass = match gates::pass(&visitor, lock, sent) {
        Ok(Outcome::Passed(pass)) => pass,
        Ok(Outcome::Wrong) => {
            return question(&visitor, StatusCode::UNPROCESSABLE_ENTITY, link, lock, Some(WRONG.to_owned())).await;
        }
        Ok(Outcome::Refused) => {
            let back = gates::page_of(&visitor, link).await?;
            return Ok(gate::refused(lock, &link.target, back));
        }
        Err(error @ AppError::Limited { retry_after }) => {
            let words = Some(error.to_string());
            let mut response = question(&visitor, StatusCode::TOO_MANY_REQUESTS, link, lock, words).await?;
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(retry_after));
            return Ok(response);
        }
        Err(error) => return Err(error),
    };
    visitor.passes.push((pass.name.clone(), pass.value.clone()));
    let app = visitor.app().clone();
    let path = match lock {
        Lock::Site(..) => gates::page_of(&visitor, link).await?,
        Lock::Link(..) => String::new(),
    };
    let mut response = match gates::next(&visitor, link).await? {
        Some(_) => again(link)?,
        None => lead_on(visitor, StatusCode::SEE_OTHER, link, headers).await?,
    };
    keep_pass(&app, &mut response, &pass, link, &path);
    Ok(response)
}

/// The pass of a site opens its page, links and forms; the pass of a link only that link.
fn keep_pass(app: &App, response: &mut Response, pass: &Pass, link: &link::Model, page: &str) {
    if page.is_empty() {
        keep(app, response, pass, &[&format!("/l/{}", link.code)]);
    } else {
        keep_for_page(app, response, pass, page);
    }
}

async fn question(
    visitor: &Visitor,
    status: StatusCode,
    link: &link::Model,
    lock: &Lock,
    wrong: Option<String>,
) -> Result<Response> {
    let back = gates::page_of(visitor, link).await?;
    Ok(gate::ask(status, lock, &link.target, back, wrong))
}

/// Records the click and leads to the target. A visitor is not held up by our trouble: a click that cannot be recorded in
/// time is logged and counted as lost (it may still be committed later).
async fn lead_on(
    mut visitor: Visitor,
    status: StatusCode,
    link: &link::Model,
    headers: &HeaderMap,
) -> Result<Response> {
    let mut response = to(status, link)?;
    public::recognise(&mut visitor, headers);
    let app = visitor.app().clone();
    let circumstances = public::circumstances(&app, visitor.client(), headers);
    let recorded = tokio::time::timeout(PATIENCE, touches::click(&visitor, link, &circumstances)).await;
    if !matches!(recorded, Ok(Ok(()))) {
        tracing::error!(code = link.code, result = ?recorded, "a click was not recorded; its visitor was led on");
        metrics::redirect_lost();
        visitor.id = None;
    }
    if let Some(cookie) = public::keep(&app, visitor.id, headers) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The answer that leads to the target: ASCII, with everything else percent-encoded.
fn to(status: StatusCode, link: &link::Model) -> Result<Response> {
    let location = crate::sites::types::is_safe_url(&link.target, true)
        .then(|| url::Url::parse(&link.target).ok())
        .flatten()
        .and_then(|url| HeaderValue::from_str(url.as_str()).ok())
        .ok_or_else(|| AppError::not_found("link"))?;
    Ok(redirect(status, location))
}

/// Asks the browser to follow the link once more.
fn again(link: &link::Model) -> Result<Response> {
    let location = HeaderValue::from_str(&format!("/l/{}", link.code)).map_err(|_| AppError::internal())?;
    Ok(redirect(StatusCode::SEE_OTHER, location))
}

fn redirect(status: StatusCode, location: HeaderValue) -> Response {
    let cache = HeaderValue::from_static("no-store");
    (status, [(LOCATION, location), (CACHE_CONTROL, cache)]).into_response()
}
