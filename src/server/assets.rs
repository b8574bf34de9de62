//! Files for browsers: what the build made under `/pkg`, and what `public/` holds.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    response::Response,
};
use tower_http::services::ServeDir;

use super::{answer, app::App, html};
use crate::kernel::AppError;

/// A file of the build; 404 when there is none.
pub async fn pkg(State(app): State<App>, request: Request) -> Response {
    let html = answer::wants_html(request.headers());
    let asked = asked(&request);
    match file(&app, asked).await {
        Some(response) => response,
        None => answer::error(html, &AppError::not_found("file")),
    }
}

/// What a request asks of the site folder; `None` when it cannot be a file: another method, a folder, a name that begins
/// with a dot.
pub fn asked(request: &Request) -> Option<Request<Body>> {
    let path = request.uri().path();
    if !matches!(*request.method(), Method::GET | Method::HEAD) || path.ends_with('/') || is_hidden(path) {
        return None;
    }
    let mut asked = Request::new(Body::empty());
    *asked.method_mut() = request.method().clone();
    *asked.uri_mut() = request.uri().clone();
    *asked.headers_mut() = request.headers().clone();
    Some(asked)
}

/// The file that was asked for, compressed ahead when that exists; `None` when there is no such file.
pub async fn file(app: &App, asked: Option<Request<Body>>) -> Option<Response> {
    let asked = asked?;
    let path = asked.uri().path().to_owned();
    let mut files = ServeDir::new(&app.config().site.root)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    let mut response = match files.try_call(asked).await {
        Ok(response) if !matches!(response.status(), StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST) => {
            response.map(Body::new)
        }
        Ok(_) => return None,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => {
            tracing::warn!(path, %error, "a file cannot be read");
            return None;
        }
    };
    if !response.status().is_client_error() {
        response.headers_mut().insert(header::CACHE_CONTROL, caching(&path));
    }
    Some(response)
}

/// A name with a hash never changes what it holds; every other file is asked for anew and answered 304 when it is the same.
fn caching(path: &str) -> HeaderValue {
    let hashed = path.starts_with("/pkg/") && html::assets_are_hashed() && has_hash(path);
    HeaderValue::from_static(if hashed { "public, max-age=31536000, immutable" } else { "no-cache" })
}

/// Whether a part of the file name between its dots is a hash: 22 characters of URL-safe base64.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split('.').any(|part| {
        part.len() == 22
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
            && part.bytes().any(|byte| byte != b'_')
    })
}

fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| {
        (part.starts_with('.') || part.starts_with("%2e") || part.starts_with("%2E")) && part != ".well-known"
    })
}
