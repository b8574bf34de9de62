//! `/m/…`: pictures for everybody, cached for good. A picture never changes under its address.

use axum::{
    Extension,
    extract::{Path, State},
    http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY},
    },
    response::{IntoResponse, Response},
};

use super::images;
use crate::{
    kernel::{AppError, Result, picture::PictureAddress},
    server::{answer, app::App, ctx::Visitor, middleware::client::Client, router::Routes},
};

/// For good, and for the minutes until AVIF is there.
const FOREVER: &str = "public, max-age=31536000, immutable";
const FOR_NOW: &str = "public, max-age=60";

/// The routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/m/{picture}", widest).get("/m/{picture}/{width}", narrower)
}

async fn widest(
    state: State<App>,
    Path(picture): Path<String>,
    client: Extension<Client>,
    headers: HeaderMap,
) -> Response {
    let width = PictureAddress::parse_name(&picture).map(|address| address.width.to_string());
    send(state, (picture, width.unwrap_or_default()), client, headers).await
}

async fn narrower(
    state: State<App>,
    Path(path): Path<(String, String)>,
    client: Extension<Client>,
    headers: HeaderMap,
) -> Response {
    send(state, path, client, headers).await
}

async fn send(
    State(app): State<App>,
    (picture, width): (String, String),
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Response {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let visitor = Visitor::new(app, client, None);
    match find(&visitor, &picture, &width, accept.contains("image/avif")).await {
        Ok(found) => file(found),
        Err(error) => answer::error(answer::wants_html(&headers), &error),
    }
}

async fn find(visitor: &Visitor, picture: &str, width: &str, takes_avif: bool) -> Result<images::Served> {
    let nothing = || AppError::not_found("picture");
    let address = PictureAddress::parse_name(picture).ok_or_else(nothing)?;
    let width = address.widths().into_iter().find(|known| known.to_string() == width).ok_or_else(nothing)?;
    images::serve(visitor, address, width, takes_avif).await
}

fn file(found: images::Served) -> Response {
    let mut response = found.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(found.content_type));
    let cache = if found.is_final { FOREVER } else { FOR_NOW };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(VARY, HeaderValue::from_static("accept"));
    // Opened on its own it is a picture and nothing else.
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    // Shares and other people's pages may show it.
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, HeaderValue::from_static("cross-origin"));
    response
}
