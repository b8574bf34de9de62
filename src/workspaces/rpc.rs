//! What workspace pages ask the server.

use leptos::prelude::*;

use super::types::OpenWorkspace;
use crate::kernel::AppError;
#[cfg(feature = "ssr")]
use crate::{server::ctx, workspaces::workspaces};

/// Opens a workspace by a handle that is or was its own.
#[server(name = ReadWorkspace)]
pub async fn open_workspace(handle: String) -> Result<OpenWorkspace, AppError> {
    let ws = ctx::current().await?.workspace_by_handle(&handle).await?;
    workspaces::open(&ws).await
}
