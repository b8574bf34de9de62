//! What the dashboard may ask about contacts.

use leptos::prelude::*;

use super::types::{Inbox, Person};
use crate::kernel::{
    AppError,
    id::{MessageId, WorkspaceId},
    page::Page,
};

/// One page of the people of a workspace, the newest first. `before` is [`Page::next`] of the page before.
#[server]
pub async fn list_people(
    workspace: WorkspaceId,
    #[server(default)] search: String,
    #[server(default)] before: String,
) -> Result<Page<Person>, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::audience::list(&ws, &search, &before).await
}

/// One page of the messages of a workspace, the newest first. `before` is [`Page::next`] of the page before.
#[server]
pub async fn list_messages(
    workspace: WorkspaceId,
    #[server(default)] unread_only: bool,
    #[server(default)] before: String,
) -> Result<Inbox, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::messages::list(&ws, unread_only, &before).await
}

/// Notes that a message was read, or that it should be read again.
#[server]
pub async fn mark_message(
    workspace: WorkspaceId,
    message: MessageId,
    #[server(default)] read: bool,
) -> Result<(), AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::messages::mark(&ws, message, read).await
}

/// Deletes a message.
#[server]
pub async fn delete_message(workspace: WorkspaceId, message: MessageId) -> Result<(), AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::messages::delete(&ws, message).await
}

/// Brings a deleted message back.
#[server]
pub async fn restore_message(workspace: WorkspaceId, message: MessageId) -> Result<(), AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::messages::restore(&ws, message).await
}
