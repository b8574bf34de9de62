//! A site as a file for the person's own disk, and QR codes of it and of its links.

mod codes;

use axum::{
    extract::{Path, Request, State},
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};

use super::exports::{self, File};
use crate::{
    kernel::{AppError, Result, id::SiteId},
    server::{answer, app::App, ctx::Ctx, router::Routes},
};

/// `GET /w/{workspace}/sites/{site}/export.json`
pub fn routes(routes: Routes) -> Routes {
    codes::routes(routes.get("/w/{workspace}/sites/{site}/export.json", export))
}

async fn export(State(app): State<App>, Path((workspace, site)): Path<(String, String)>, request: Request) -> Response {
    let html = answer::wants_html(request.headers());
    match made(&app, &workspace, &site, request).await {
        Ok(file) => download(file),
        Err(error) => answer::error(html, &error),
    }
}

async fn made(app: &App, workspace: &str, site: &str, request: Request) -> Result<File> {
    let (parts, _) = request.into_parts();
    let ws = Ctx::from_parts(app, &parts).await?.workspace_by_handle(workspace).await?;
    let site: SiteId = site.parse().map_err(|_| AppError::not_found("site"))?;
    exports::file(&ws, site).await
}

fn download(file: File) -> Response {
    let mut response = file.text.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", file.name)) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    response
}
