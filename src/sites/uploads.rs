//! The plain route that takes an uploaded or pasted page for an import: bodies that are too large for server functions.

use axum::{
    Json,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Request, State, multipart::Field},
    handler::Handler,
    response::{IntoResponse, Redirect, Response},
};

use super::{copies, imports, types::ImportPreview};
use crate::{
    kernel::{AppError, Result},
    server::{
        answer,
        app::App,
        ctx::{Ctx, WorkspaceCtx},
        router::Routes,
    },
};

/// `POST /w/{workspace}/import`: multipart, the field `file` or `text` holds the page. Answers with the preview as JSON,
/// or with the error as JSON and its status. `POST /w/{workspace}/import-site`: a plain form with the same field; makes a site
/// and leads to its builder.
pub fn routes(routes: Routes) -> Routes {
    // The limit of this route is the configured one for uploads, counted while the body arrives.
    routes
        .post("/w/{workspace}/import", import.layer(DefaultBodyLimit::disable()))
        .post("/w/{workspace}/import-site", import_site.layer(DefaultBodyLimit::disable()))
}

async fn import(State(app): State<App>, Path(workspace): Path<String>, request: Request) -> Response {
    let preview = read(&app, &workspace, request).await.and_then(|(ws, bytes)| imports::from_file(&ws, &bytes));
    match preview {
        Ok(preview) => Json::<ImportPreview>(preview).into_response(),
        Err(error) => answer::error(false, &error),
    }
}

async fn import_site(State(app): State<App>, Path(workspace): Path<String>, request: Request) -> Response {
    let html = answer::wants_html(request.headers());
    let made = async {
        let (ws, bytes) = read(&app, &workspace, request).await?;
        copies::import(&ws, &bytes).await
    };
    match made.await {
        Ok((_, address)) if html => Redirect::to(&address).into_response(),
        Ok((id, _)) => Json(id).into_response(),
        // A page says what is wrong as a whole: there is no field beside which it could stand.
        Err(AppError::Invalid(errors)) if html => {
            let words = errors.0.into_values().next().unwrap_or_default();
            answer::error(html, &AppError::invalid("", words))
        }
        Err(error) => answer::error(html, &error),
    }
}

async fn read(app: &App, workspace: &str, request: Request) -> Result<(WorkspaceCtx, Vec<u8>)> {
    let (parts, body) = request.into_parts();
    let ws = Ctx::from_parts(app, &parts).await?.workspace_by_handle(workspace).await?;
    ws.require(crate::kernel::permission::Permission::EditSites)?;
    let unreadable = || AppError::invalid("file", "The upload could not be read. Choose the file again.");
    let mut form = Multipart::from_request(Request::from_parts(parts, body), app).await.map_err(|_| unreadable())?;
    let most = app.config().limits.upload_kib * 1024;
    while let Some(field) = form.next_field().await.map_err(|_| unreadable())? {
        if matches!(field.name(), Some("file" | "text")) {
            let bytes = collect(field, most).await?;
            if !bytes.is_empty() {
                return Ok((ws, bytes));
            }
        }
    }
    Err(AppError::invalid("file", "Choose a file, or paste the source of the page."))
}

async fn collect(mut field: Field<'_>, most: usize) -> Result<Vec<u8>> {
    let broken = |_| AppError::invalid("file", "The upload broke off. Choose the file again.");
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        if bytes.len() + chunk.len() > most {
            let kib = most / 1024;
            return Err(AppError::invalid("file", format!("This file is too large; {kib} KiB is the limit.")));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
