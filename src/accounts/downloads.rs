//! `/avatars/{id}`: the picture of a person, for whoever is signed in. `/account/exports/{id}`: the copy of all data of the
//! person who is signed in.

use axum::{
    body::Body,
    extract::{Path, Request, State},
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use bytes::Bytes;

use super::{avatars, exports};
use crate::{
    kernel::{AppError, Result},
    server::{answer, app::App, ctx::Ctx, router::Routes, storage::Stream},
};

/// The routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/avatars/{id}", avatar).get("/account/exports/{id}", export)
}

async fn avatar(State(app): State<App>, Path(id): Path<String>, request: Request) -> Response {
    let html = answer::wants_html(request.headers());
    match find(&app, &id, request).await {
        Ok(bytes) => picture(bytes),
        Err(error) => answer::error(html, &error),
    }
}

async fn find(app: &App, id: &str, request: Request) -> Result<Bytes> {
    let (parts, _) = request.into_parts();
    let ctx = Ctx::from_parts(app, &parts).await?;
    ctx.myself()?;
    let id = id.parse().map_err(|_| AppError::not_found("picture"))?;
    avatars::open(&ctx, id).await
}

async fn export(State(app): State<App>, Path(id): Path<String>, request: Request) -> Response {
    let html = answer::wants_html(request.headers());
    match find_export(&app, &id, request).await {
        Ok(file) => archive(file),
        Err(error) => answer::error(html, &error),
    }
}

async fn find_export(app: &App, id: &str, request: Request) -> Result<Stream> {
    let (parts, _) = request.into_parts();
    let ctx = Ctx::from_parts(app, &parts).await?;
    ctx.myself()?;
    let id = id.parse().map_err(|_| AppError::not_found("file"))?;
    exports::open(&ctx, id).await
}

fn archive(file: Stream) -> Response {
    let mut response = Response::new(Body::from_stream(file.parts));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(file.bytes));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"mewayz-data.zip\""));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn picture(bytes: Bytes) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("image/webp"));
    // A new picture has a new address.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, max-age=31536000, immutable"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    response
}
