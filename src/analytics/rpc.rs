//! What the dashboard may ask about numbers.

use leptos::prelude::*;

use super::types::Report;
use crate::kernel::{
    AppError,
    id::{BlockId, SiteId, WorkspaceId},
};

/// The numbers of a site, of one of its blocks or, without a site, of the whole workspace. `range` is `today`, `7d`, `30d`, `90d`,
/// `12m` or `custom` with `from` and `to`; nothing is `30d`.
#[server]
pub async fn read_report(
    workspace: WorkspaceId,
    #[server(default)] site: Option<SiteId>,
    #[server(default)] block: Option<BlockId>,
    #[server(default)] range: String,
    #[server(default)] from: String,
    #[server(default)] to: String,
) -> Result<Report, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::reports::read(&ws, site, block, super::types::Range::parse(&range, &from, &to)?).await
}
