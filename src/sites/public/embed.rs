//! `/embed/{block}`: the small page in a frame from which a visitor starts somebody else's player or map.

use axum::{
    Extension,
    extract::{Path, State},
    http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS},
    },
    response::{IntoResponse, Response},
};
use leptos::prelude::*;

use super::{document::hash, missing};
use crate::{
    analytics::public,
    kernel::{AppError, id::BlockId},
    server::{app::App, html, middleware::client::Client},
    sites::{
        blocks::{BlockContent, Face, Media},
        styles,
        visits::{self, Shown},
    },
};

/// Answers with what the frame shows at first. The link inside counts as a click and leads the frame to the player.
pub async fn show(
    State(app): State<App>,
    Path(block): Path<String>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Response {
    let visitor = public::stranger(&app, &client, &headers);
    let shown = match block.parse::<BlockId>() {
        Ok(block) => visits::shown(&visitor, block).await,
        Err(_) => Err(AppError::not_found("block")),
    };
    match shown.and_then(|shown| face(shown).ok_or_else(visits::gone)) {
        Ok((title, about, href)) => answer(title, about, href),
        Err(error) => missing::answer(&error),
    }
}

/// What is played, whose it is, and where the link leads.
fn face(Shown { block, codes, .. }: Shown) -> Option<(String, String, String)> {
    let (title, about) = match block.content {
        BlockContent::Embed(embed) => {
            let label = Media::parse(&embed.url)?.provider.label();
            let title = if embed.title.trim().is_empty() { label.to_owned() } else { embed.title };
            (title, format!("Plays from {label}, which then sees your visit."))
        }
        BlockContent::Map(map) => {
            map.point()?;
            ("Show the map".to_owned(), "It comes from OpenStreetMap, which then sees your visit.".to_owned())
        }
        _ => return None,
    };
    // The player is the last of a block's links; a map has a page of its own before.
    Some((title, about, format!("/l/{}", codes.last()?)))
}

fn answer(title: String, about: String, href: String) -> Response {
    let style = styles::FACE.as_str();
    let page = html::document(move || {
        view! {
            <html lang="en">
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <meta name="robots" content="noindex" />
                    <title>{title.clone()}</title>
                    <style>{style}</style>
                </head>
                <body>
                    <Face title about href=Some(href) />
                </body>
            </html>
        }
    });
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
        hash(style.as_bytes())
    );
    let mut response = page.into_response();
    let headers = response.headers_mut();
    let mut say = |name: HeaderName, value: HeaderValue| drop(headers.insert(name, value));
    say(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'")),
    );
    say(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    say(CACHE_CONTROL, HeaderValue::from_static("private, max-age=60"));
    response
}
