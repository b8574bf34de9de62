//! The page before a link: a question, a warning or a password. Plain words, no script, no look of anybody's own.

use axum::{
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use leptos::prelude::*;

use super::document::hash;
use crate::{
    server::html,
    sites::{gates::Lock, types::Gate},
};

/// The question of a lock. `back` is the page that the link belongs to; `wrong` says why the last answer did not do.
pub fn ask(status: StatusCode, lock: &Lock, target: &str, back: String, wrong: Option<String>) -> Response {
    let (title, words, password) = match lock {
        Lock::Site(..) => {
            ("This page has a password", "Ask its owner for it. The link leads on afterwards.".to_owned(), true)
        }
        Lock::Link(_, Gate::Password(_)) => {
            ("This link has a password", "Ask the owner of the page for it.".to_owned(), true)
        }
        Lock::Link(_, Gate::Age(age)) => {
            ("How old are you?", format!("This link is for people aged {age} or older. Are you at least {age}?"), false)
        }
        Lock::Link(..) => (
            "This may be upsetting",
            "Not everybody wants to see what is behind this link. You decide whether to go on.".to_owned(),
            false,
        ),
    };
    let lock = lock.clone();
    let form =
        if password { view! { <PasswordForm wrong /> }.into_any() } else { view! { <Choices lock /> }.into_any() };
    page(status, title, words, form, back, target)
}

/// The visitor has said no.
pub fn refused(lock: &Lock, target: &str, back: String) -> Response {
    let words = match lock {
        Lock::Link(_, Gate::Age(age)) => format!("This link is for people aged {age} or older, so it stays closed."),
        _ => "The link stays closed.".to_owned(),
    };
    page(StatusCode::FORBIDDEN, "Nothing was opened", words, ().into_any(), back, target)
}

fn page(status: StatusCode, title: &'static str, words: String, form: AnyView, back: String, target: &str) -> Response {
    let html = html::document(move || {
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
                    <main>
                        <h1>{title}</h1>
                        <p>{words}</p>
                        {form}
                        <p><a href=back>"Back to the page"</a></p>
                    </main>
                </body>
            </html>
        }
    });
    // Browsers hold a form to this policy along every redirect that follows, so it names where the link leads.
    let scheme = url::Url::parse(target).map(|url| format!(" {}:", url.scheme())).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; form-action 'self'{scheme}; base-uri 'none'; frame-ancestors 'none'",
        hash(STYLE.as_bytes())
    );
    let mut response = (status, html).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Yes or no.
#[component]
fn Choices(lock: Lock) -> impl IntoView {
    let (yes, no) = match lock {
        Lock::Link(_, Gate::Age(age)) => (format!("Yes, I am {age} or older"), Some("No, I am younger")),
        _ => ("Continue".to_owned(), None),
    };
    let no = no.map(|no| view! { <button name="answer" value="no">{no}</button> });
    view! {
        <form method="post">
            <button class="go" name="answer" value="yes">{yes}</button>
            {no}
        </form>
    }
}

/// The field for a password.
#[component]
fn PasswordForm(wrong: Option<String>) -> impl IntoView {
    let is_wrong = wrong.is_some();
    let wrong = wrong.map(|wrong| view! { <p class="wrong" id="wrong" role="alert">{wrong}</p> });
    view! {
        <form method="post">
            <label for="password">"Password"</label>
            <input
                id="password"
                name="password"
                type="password"
                required
                maxlength="200"
                autocomplete="off"
                aria-invalid=is_wrong.then_some("true")
                aria-describedby=is_wrong.then_some("wrong")
            />
            {wrong}
            <button class="go">"Open link"</button>
        </form>
    }
}

const STYLE: &str = "\
:root{color-scheme:light dark;--t:#191c24;--g:#fff;--s:#565d6d;--l:#767d8d;--w:#b3261e}\
@media (prefers-color-scheme:dark){:root{--t:#f3f4f7;--g:#14161c;--s:#aab1c0;--l:#868da0;--w:#ffb4ab}}\
body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif;color:var(--t);background:var(--g)}\
main{box-sizing:border-box;width:100%;max-width:26rem;padding:2rem}\
h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25;text-wrap:balance}\
p{margin:0;color:var(--s)}\
form{display:flex;flex-direction:column;gap:.75rem;margin:1.5rem 0}\
label{font-weight:600}\
input,button{box-sizing:border-box;min-height:3rem;padding:.5rem 1rem;border:1px solid var(--l);border-radius:.5rem;font:inherit;color:inherit;background:none}\
button{font-weight:600;cursor:pointer}\
.go{border-color:var(--t);background:var(--t);color:var(--g)}\
.wrong{color:var(--w);font-weight:600}\
a{color:inherit}\
:focus-visible{outline:3px solid var(--l);outline-offset:2px}";
