//! What the page about the activity asks the server.

use leptos::prelude::*;

use crate::{
    kernel::{AppError, id::WorkspaceId},
    workspaces::types::activity::Activity,
};
#[cfg(feature = "ssr")]
use crate::{
    server::ctx,
    workspaces::{activity, types::activity::Lookup},
};

/// One page of the activity, the newest first.
#[server]
pub async fn list_activity(
    workspace: WorkspaceId,
    #[server(default)] person: String,
    #[server(default)] topic: String,
    #[server(default)] from: String,
    #[server(default)] to: String,
    #[server(default)] before: String,
) -> Result<Activity, AppError> {
    let ws = ctx::workspace(workspace).await?;
    activity::list(&ws, &Lookup { person, topic, from, to }, &before).await
}
