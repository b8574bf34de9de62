//! `POST /account/avatar`: takes the picture of a person, as a multipart form with the field `file`. A program gets its
//! address as JSON, a plain form goes back to the profile.

use axum::{
    Json,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State},
    handler::Handler,
    response::{IntoResponse, Redirect, Response},
};

use super::avatars;
use crate::{
    kernel::{AppError, Result},
    server::{answer, app::App, ctx::Ctx, router::Routes},
};

/// The route.
pub fn routes(routes: Routes) -> Routes {
    // The limit of this route is the configured one for pictures, counted while the body arrives.
    routes.post("/account/avatar", upload.layer(DefaultBodyLimit::disable()))
}

async fn upload(State(app): State<App>, request: Request) -> Response {
    let html = answer::wants_html(request.headers());
    match read(&app, request).await {
        Ok(_) if html => Redirect::to("/account").into_response(),
        Ok(address) => Json(serde_json::json!({ "address": address })).into_response(),
        Err(error) => answer::error(html, &error),
    }
}

async fn read(app: &App, request: Request) -> Result<String> {
    let (parts, body) = request.into_parts();
    let ctx = Ctx::from_parts(app, &parts).await?;
    ctx.myself()?;
    let unreadable = || AppError::invalid("file", "The upload could not be read. Choose the picture again.");
    let mut form = Multipart::from_request(Request::from_parts(parts, body), app).await.map_err(|_| unreadable())?;
    while let Some(field) = form.next_field().await.map_err(|_| unreadable())? {
        if field.name() != Some("file") {
            continue;
        }
        let most = app.config().limits.picture_kib / 1024;
        let broken = |_| {
            let words = format!("The upload broke off. Pictures may have at most {most} MB; choose it again.");
            AppError::invalid("file", words)
        };
        let bytes = field.bytes().await.map_err(broken)?;
        if !bytes.is_empty() {
            return avatars::upload(&ctx, bytes).await;
        }
    }
    Err(AppError::invalid("file", "Choose a picture."))
}
