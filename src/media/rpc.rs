//! What the dashboard may ask about pictures. Uploads come through `uploads.rs`.

use leptos::prelude::*;

use super::types::{Library, Places};
use crate::kernel::{
    AppError,
    id::{MediaId, WorkspaceId},
};

/// One page of the library, the newest first. `before` is [`crate::kernel::page::Page::next`] of the page before.
#[server]
pub async fn list_pictures(
    workspace: WorkspaceId,
    #[server(default)] search: String,
    #[server(default)] before: String,
) -> Result<Library, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::images::list(&ws, &search, &before).await
}

/// Where a picture is used.
#[server]
pub async fn picture_places(workspace: WorkspaceId, picture: MediaId) -> Result<Places, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::images::places(&ws, picture).await
}

/// Writes what a picture shows.
#[server]
pub async fn describe_picture(
    workspace: WorkspaceId,
    picture: MediaId,
    #[server(default)] alt: String,
) -> Result<(), AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::images::describe(&ws, picture, &alt).await
}

/// Deletes a picture that is used nowhere.
#[server]
pub async fn delete_picture(workspace: WorkspaceId, picture: MediaId) -> Result<(), AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::images::delete(&ws, picture).await
}
