//! `/report/{handle}` and `/report/{handle}/{slug}`: says what is wrong with a public page, without script.

use axum::{
    Extension, Form,
    extract::{Path, State, rejection::FormRejection},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, RETRY_AFTER},
    },
    response::{IntoResponse, Response},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    admin::{
        reports,
        types::{MAX_WORDS, NewReport, Reason},
    },
    analytics::public::stranger,
    kernel::{AppError, Result, time::now},
    server::{answer, app::App, config::Secrets, ctx::Visitor, html, middleware::client::Client, router::Routes},
    sites::visits::Online,
    ui::textarea_text,
};

/// Machines send at once; people need longer, in seconds.
const QUICKEST: i64 = 2;
/// A form that was opened longer ago is shown again, in seconds.
const SLOWEST: i64 = 24 * 60 * 60;

/// The routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/report/{handle}", show_main)
        .post("/report/{handle}", take_main)
        .get("/report/{handle}/{slug}", show_sub)
        .post("/report/{handle}/{slug}", take_sub)
}

/// What the form sends.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct Sent {
    reason: String,
    words: String,
    email: String,
    /// When the form was opened, signed.
    opened: String,
    /// People do not see this field and leave it empty.
    website: String,
}

type Asked = (State<App>, Extension<Client>, HeaderMap);
type Filled = std::result::Result<Form<Sent>, FormRejection>;

async fn show_main(Path(handle): Path<String>, asked: Asked) -> Response {
    show(handle, String::new(), asked).await
}

async fn show_sub(Path((handle, slug)): Path<(String, String)>, asked: Asked) -> Response {
    show(handle, slug, asked).await
}

async fn take_main(Path(handle): Path<String>, asked: Asked, sent: Filled) -> Response {
    take(handle, String::new(), asked, sent).await
}

async fn take_sub(Path((handle, slug)): Path<(String, String)>, asked: Asked, sent: Filled) -> Response {
    take(handle, slug, asked, sent).await
}

async fn show(handle: String, slug: String, (State(app), Extension(client), headers): Asked) -> Response {
    let visitor = stranger(&app, &client, &headers);
    match reports::page(&visitor, &handle, &slug).await {
        Ok(page) => form(&app, &page, &Sent::default(), None),
        Err(error) => answer::error(answer::wants_html(&headers), &error),
    }
}

async fn take(handle: String, slug: String, (State(app), Extension(client), headers): Asked, sent: Filled) -> Response {
    let visitor = stranger(&app, &client, &headers);
    let page = match reports::page(&visitor, &handle, &slug).await {
        Ok(page) => page,
        Err(error) => return answer::error(answer::wants_html(&headers), &error),
    };
    let sent = sent.map(|Form(sent)| sent).unwrap_or_default();
    match keep(&visitor, &page, &sent).await {
        Ok(()) => thanks(&page),
        Err(error) => form(&app, &page, &sent, Some(error)),
    }
}

async fn keep(visitor: &Visitor, page: &Online, sent: &Sent) -> Result<()> {
    // A machine filled in what people do not see: it gets the same answer, and nothing is kept.
    if !sent.website.is_empty() {
        return Ok(());
    }
    let report = NewReport::read(&sent.reason, &sent.words, &sent.email)?;
    visitor.app().auth_limits().check("report", &visitor.client().ip.to_string())?;
    if !(QUICKEST..=SLOWEST).contains(&age(visitor.app().secrets(), &sent.opened).unwrap_or(-1)) {
        return Err(AppError::invalid("", "This came too quickly or too late. Read it again, then send it once more."));
    }
    reports::file(visitor, page, report).await
}

/// Now, with a signature that only we can make.
fn opened(secrets: &Secrets) -> String {
    let at = now().timestamp().to_string();
    format!("{at}.{}", secrets.token_hash("report form", &at))
}

/// How many seconds ago a form was opened; `None` when we did not sign it.
fn age(secrets: &Secrets, opened: &str) -> Option<i64> {
    let (at, signature) = opened.split_once('.')?;
    let own = secrets.token_hash("report form", at);
    let same: bool = subtle::ConstantTimeEq::ct_eq(own.as_bytes(), signature.as_bytes()).into();
    same.then(|| at.parse::<i64>().ok()).flatten().map(|at| now().timestamp() - at)
}

fn thanks(page: &Online) -> Response {
    let back = page.path.clone();
    let document = html::document(move || {
        let inside = view! {
            <h1>"Thank you"</h1>
            <p>"People of ours will look at this page. If you left your address, they may write to you."</p>
            <p><a href=back>"Back to the page"</a></p>
        };
        frame("Thank you", inside)
    });
    finish(StatusCode::OK, document)
}

fn form(app: &App, page: &Online, sent: &Sent, error: Option<AppError>) -> Response {
    let status = error.as_ref().map_or(200, AppError::status);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let wait = match &error {
        Some(AppError::Limited { retry_after }) => Some(HeaderValue::from(*retry_after)),
        _ => None,
    };
    let (page, sent, opened) = (page.clone(), sent.clone(), opened(app.secrets()));
    let document = html::document(move || frame("Report this page", view! { <Fields page sent opened error/> }));
    let mut response = finish(status, document);
    if let Some(wait) = wait {
        response.headers_mut().insert(RETRY_AFTER, wait);
    }
    response
}

fn finish(status: StatusCode, document: axum::response::Html<String>) -> Response {
    let mut response = (status, document).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[component]
fn Fields(page: Online, sent: Sent, opened: String, error: Option<AppError>) -> impl IntoView {
    let wrong = |field: &'static str| {
        let message = error.as_ref().and_then(|error| error.field(field)).map(str::to_owned);
        message.map(|message| view! { <p class="wrong" id=format!("{field}-wrong") role="alert">{message}</p> })
    };
    let whole = error.as_ref().filter(|error| !matches!(error, AppError::Invalid(fields) if fields.get("").is_none()));
    let whole = whole.map(|error| view! { <p class="wrong" role="alert">{error.to_string()}</p> });
    let reasons = Reason::ALL.into_iter().map(|reason| {
        let chosen = sent.reason == reason.as_str();
        view! {
            <label class="choice">
                <input type="radio" name="reason" value=reason.as_str() checked=chosen required/>
                {reason.label()}
            </label>
        }
    });
    let action = page.path.replacen("/@", "/report/", 1);
    view! {
        <h1>"Report this page"</h1>
        <p>"You are about to report " <a href=page.path.clone()>{page.path.clone()}</a> ". Its owner is not told who you are."</p>
        {whole}
        <form method="post" action=action>
            <input type="hidden" name="opened" value=opened/>
            <fieldset><legend>"What is wrong with it?"</legend>{reasons.collect_view()}{wrong("reason")}</fieldset>
            <label for="words">"In your own words"</label>
            <textarea id="words" name="words" rows="5" maxlength=MAX_WORDS required dir="auto">{textarea_text(&sent.words)}</textarea>
            {wrong("words")}
            <label for="email">"Your e-mail address, if we may ask you (optional)"</label>
            <input id="email" name="email" type="email" maxlength="254" autocomplete="email" value=sent.email.clone() dir="ltr"/>
            {wrong("email")}
            <div class="trap" aria-hidden="true">
                <label>"Website" <input name="website" tabindex="-1" autocomplete="off"/></label>
            </div>
            <button>"Send report"</button>
        </form>
    }
}

fn frame(title: &'static str, inside: impl IntoView) -> impl IntoView {
    view! {
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="robots" content="noindex" />
                <title>{title}</title>
                <style>{STYLE}</style>
            </head>
            <body>
                <main>{inside}</main>
            </body>
        </html>
    }
}

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{margin:0;font:16px/1.5 system-ui,sans-serif}\
main{max-width:34rem;margin:0 auto;padding:2rem 1.25rem}\
h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25}\
p{overflow-wrap:anywhere}\
form,fieldset{display:flex;flex-direction:column;gap:.5rem}\
fieldset{margin:0 0 1rem;padding:0;border:0}\
legend,form>label{padding:0;font-weight:600}\
legend{margin-bottom:.5rem}\
.choice{display:flex;gap:.5rem;align-items:baseline;padding:.375rem 0}\
textarea,input[type=email]{box-sizing:border-box;width:100%;margin-bottom:.5rem;padding:.625rem;border:1px solid #767676;\
border-radius:.5rem;font:inherit;background:Field;color:FieldText}\
button{align-self:start;min-height:2.75rem;padding:.5rem 1.25rem;border:0;border-radius:.5rem;background:#4f46e5;color:#fff;\
font:inherit;font-weight:600;cursor:pointer}\
.wrong{margin:0;color:light-dark(#b3261e,#ffb4ab);font-weight:600}\
.trap{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}";
