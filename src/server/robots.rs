//! What programs look for at fixed addresses: `/robots.txt` and `/favicon.ico`.

use axum::{
    extract::State,
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION},
    },
    response::{IntoResponse, Response},
};

use super::app::App;

/// A day: both change with a new version of the product only.
const CACHE: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// `GET /robots.txt`: public pages may be read, the dashboard and short links have nothing to find.
pub async fn robots(State(app): State<App>) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /w/\nDisallow: /w$\nDisallow: /account/\nDisallow: /invitations/\nDisallow: /rpc/\n\
         Disallow: /dev/\nDisallow: /l/\nDisallow: /capture\n\nSitemap: {}\n",
        app.config().absolute("/sitemap.xml")
    );
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, CACHE)], text).into_response()
}

/// `GET /favicon.ico`: browsers ask for it on pages that name no icon.
pub async fn favicon() -> Response {
    let to = HeaderValue::from_static("/favicon.svg");
    (StatusCode::PERMANENT_REDIRECT, [(LOCATION, to), (CACHE_CONTROL, CACHE)]).into_response()
}
