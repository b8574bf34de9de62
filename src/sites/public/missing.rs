//! What visitors see where no page is: nothing was ever there, it is gone, or we are at fault.

use axum::{
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, RETRY_AFTER},
    },
    response::{IntoResponse, Response},
};
use leptos::prelude::*;

use crate::{kernel::AppError, server::html};

/// The page for an error, with its status.
pub fn answer(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let (title, words) = match error {
        AppError::NotFound(_) => {
            ("There is nothing here", "No page has this address. Check it for typing errors.".to_owned())
        }
        AppError::Gone(words) => ("This is not online any more", words.clone()),
        AppError::Forbidden(words) => ("This cannot be opened", words.clone()),
        AppError::Limited { .. } => ("Too many tries", error.to_string()),
        AppError::Unavailable(_) => ("Not available at the moment", error.to_string()),
        AppError::Internal { .. } => ("Something went wrong", error.to_string()),
        _ => ("This could not be done", error.to_string()),
    };
    let mut response = (status, html::document(move || page(title, words))).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let AppError::Limited { retry_after } = error {
        headers.insert(RETRY_AFTER, HeaderValue::from(*retry_after));
    }
    response
}

fn page(title: &'static str, words: String) -> impl IntoView {
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
                </main>
            </body>
        </html>
    }
}

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif;text-align:center}\
main{max-width:28rem;padding:2rem}\
h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25;text-wrap:balance}\
p{margin:0;overflow-wrap:anywhere}";
