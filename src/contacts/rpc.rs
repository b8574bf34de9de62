//! What the dashboard may ask about contacts.

use leptos::prelude::*;

use super::types::Person;
use crate::kernel::{AppError, id::WorkspaceId, page::Page};

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
