//! `/dev/mails`: the mails that a development server wrote into its folder. Elsewhere the page does not exist.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header::CONTENT_SECURITY_POLICY},
    response::{IntoResponse, Response},
};
use leptos::prelude::*;

use super::files::{self, MailFile};
use crate::{
    kernel::{
        AppError, Result,
        id::OutboxId,
        time::{ago, now},
    },
    server::{answer, app::App, config::MailTransport, error::internal, html},
};

/// Mails on one page.
const NEWEST: usize = 100;

/// `GET /dev/mails`
pub async fn list(State(app): State<App>, headers: HeaderMap) -> Response {
    let found = async {
        let folder = folder(&app)?;
        files::newest(folder, NEWEST).await.map_err(|error| internal("reading mails", error))
    };
    match found.await {
        Ok(mails) => page("Mails", move || list_view(mails)),
        Err(error) => answer::error(answer::wants_html(&headers), &error),
    }
}

/// `GET /dev/mails/{id}`
pub async fn show(State(app): State<App>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let found = async {
        let folder = folder(&app)?;
        let id: OutboxId = id.parse().map_err(|_| AppError::not_found("mail"))?;
        let mail = files::read(folder, id).await.map_err(|error| internal("reading a mail", error))?;
        mail.ok_or_else(|| AppError::not_found("mail"))
    };
    match found.await {
        Ok(mail) => page("Mail", move || mail_view(mail)),
        Err(error) => answer::error(answer::wants_html(&headers), &error),
    }
}

fn folder(app: &App) -> Result<&std::path::Path> {
    let config = app.config();
    if config.is_development() && config.mail.transport == MailTransport::Files {
        Ok(&config.mail.folder)
    } else {
        Err(AppError::not_found("address"))
    }
}

fn page<V: IntoView>(title: &'static str, content: impl FnOnce() -> V) -> Response {
    let document = html::document(move || {
        view! {
            <html lang="en">
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <title>{title}</title>
                    <style>{STYLE}</style>
                </head>
                <body>
                    <main>{content()}</main>
                </body>
            </html>
        }
    });
    let mut response = document.into_response();
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src https: http: data:; frame-src 'self'; \
                  base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}

fn list_view(mails: Vec<MailFile>) -> AnyView {
    if mails.is_empty() {
        return view! {
            <h1>"Mails"</h1>
            <p>"Nothing was sent yet. Register or invite somebody, and the mail appears here."</p>
        }
        .into_any();
    }
    let rows = mails.into_iter().map(|mail| {
        view! {
            <tr>
                <td><a href=format!("/dev/mails/{}", mail.id)>{mail.subject}</a></td>
                <td>{mail.to}</td>
                <td><time datetime=mail.at.to_rfc3339()>{ago(mail.at, now())}</time></td>
            </tr>
        }
    });
    view! {
        <h1>"Mails"</h1>
        <p>"What this development server would have sent, the newest first."</p>
        <table>
            <thead>
                <tr><th scope="col">"Subject"</th><th scope="col">"To"</th><th scope="col">"When"</th></tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn mail_view(mail: MailFile) -> impl IntoView {
    let links = addresses(&mail.text).into_iter().map(|url| view! { <li><a href=url.clone()>{url.clone()}</a></li> });
    // The mail cannot run anything here; its links open in this tab.
    let inner = mail.html.replacen("<head>", "<head><base target=\"_top\">", 1);
    view! {
        <p><a href="/dev/mails">"All mails"</a></p>
        <h1>{mail.subject}</h1>
        <dl>
            <dt>"From"</dt><dd>{mail.from}</dd>
            <dt>"To"</dt><dd>{mail.to}</dd>
            <dt>"When"</dt><dd>{mail.at.to_rfc3339()}</dd>
            <dt>"Message-ID"</dt><dd>{mail.message_id}</dd>
        </dl>
        <h2>"As text"</h2>
        <pre>{mail.text}</pre>
        <ul>{links.collect_view()}</ul>
        <h2>"As HTML"</h2>
        <iframe title="The mail as HTML" sandbox="allow-top-navigation-by-user-activation" srcdoc=inner></iframe>
    }
}

/// The web addresses in a text.
fn addresses(text: &str) -> Vec<String> {
    let words = text.split_whitespace().filter(|word| word.starts_with("http://") || word.starts_with("https://"));
    words.map(str::to_owned).collect()
}

const STYLE: &str = "\
:root{color-scheme:light dark;background:canvas;color:canvastext}\
body{margin:0;font:14px/1.5 system-ui,sans-serif}\
main{max-width:60rem;margin:0 auto;padding:1.5rem}\
table{width:100%;border-collapse:collapse}\
th,td{text-align:left;padding:.5rem .75rem .5rem 0;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent);overflow-wrap:anywhere}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}\
dd{margin:0;overflow-wrap:anywhere}\
pre{white-space:pre-wrap;overflow-wrap:anywhere}\
iframe{width:100%;height:32rem;border:1px solid;background:#fff}";
