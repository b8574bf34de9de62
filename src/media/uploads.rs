//! `POST /w/{workspace}/media`: takes one picture, as a multipart form with the field `file`. Answers with the picture as
//! JSON, or with the error as JSON and its status.

use axum::{
    Json,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Request, State},
    handler::Handler,
    response::{IntoResponse, Response},
};
use bytes::Bytes;

use super::{images, types::Picture};
use crate::{
    kernel::{AppError, Result, permission::Permission},
    server::{answer, app::App, ctx::Ctx, router::Routes},
};

/// The route.
pub fn routes(routes: Routes) -> Routes {
    // The limit of this route is the configured one for pictures, counted while the body arrives.
    routes.post("/w/{workspace}/media", upload.layer(DefaultBodyLimit::disable()))
}

async fn upload(State(app): State<App>, Path(workspace): Path<String>, request: Request) -> Response {
    match read(&app, &workspace, request).await {
        Ok(picture) => Json(picture).into_response(),
        Err(error) => answer::error(false, &error),
    }
}

async fn read(app: &App, workspace: &str, request: Request) -> Result<Picture> {
    let (parts, body) = request.into_parts();
    let ws = Ctx::from_parts(app, &parts).await?.workspace_by_handle(workspace).await?;
    ws.require(Permission::EditSites)?;
    let unreadable = || AppError::invalid("file", "The upload could not be read. Choose the picture again.");
    let mut form = Multipart::from_request(Request::from_parts(parts, body), app).await.map_err(|_| unreadable())?;
    while let Some(field) = form.next_field().await.map_err(|_| unreadable())? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        // The body as a whole is limited, and a larger one ends here.
        let most = app.config().limits.picture_kib / 1024;
        let broken = |_| {
            let words = format!("The upload broke off. Pictures may have at most {most} MB; choose it again.");
            AppError::invalid("file", words)
        };
        let bytes: Bytes = field.bytes().await.map_err(broken)?;
        if !bytes.is_empty() {
            return images::upload(&ws, &name, bytes).await;
        }
    }
    Err(AppError::invalid("file", "Choose a picture."))
}
