//! `/share/{site}/{version}.png`: the picture of a page for whoever shares it.

use axum::{
    Extension,
    extract::{Path, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION},
    },
    response::{IntoResponse, Response},
};

use super::missing;
use crate::{
    analytics::public::stranger,
    kernel::{AppError, Result, id::SiteId},
    server::{app::App, middleware::client::Client},
    sites::shares::{self, Share},
};

/// Answers with the picture, or leads to the one of the newest version.
pub async fn show(
    State(app): State<App>,
    Path((site, file)): Path<(String, String)>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Response {
    let visitor = stranger(&app, &client, &headers);
    let asked = file.strip_suffix(".png").and_then(|version| version.parse::<i64>().ok());
    let found: Result<Share> = match (site.parse::<SiteId>(), asked) {
        (Ok(site), Some(version)) => shares::picture(&visitor, site, version).await,
        _ => Err(AppError::not_found("picture")),
    };
    let (kind, cache) = (HeaderValue::from_static("image/png"), "public, max-age=31536000, immutable");
    match found {
        Ok(Share::Picture(png)) => {
            ([(CONTENT_TYPE, kind), (CACHE_CONTROL, HeaderValue::from_static(cache))], png).into_response()
        }
        Ok(Share::Moved(path)) => match HeaderValue::from_str(&path) {
            Ok(to) => {
                let soon = HeaderValue::from_static("public, max-age=300");
                (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, to), (CACHE_CONTROL, soon)]).into_response()
            }
            Err(_) => missing::answer(&AppError::not_found("picture")),
        },
        Err(error) => missing::answer(&error),
    }
}
