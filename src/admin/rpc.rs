//! What the pages of staff may ask.

use leptos::prelude::*;

use super::types::Report;
use crate::kernel::{AppError, id::ReportId, page::Page};

/// One page of the reports, open or closed, the newest first.
#[server]
pub async fn list_reports(
    #[server(default)] closed: bool,
    #[server(default)] before: String,
) -> Result<Page<Report>, AppError> {
    let staff = crate::server::ctx::staff().await?;
    super::reports::list(&staff, closed, &before).await
}

/// Closes a report without doing anything to the page.
#[server]
pub async fn close_report(report: ReportId, #[server(default)] note: String) -> Result<(), AppError> {
    let staff = crate::server::ctx::staff().await?;
    super::reports::close(&staff, report, &note).await
}

/// Takes the reported site offline, tells its owner and closes the report.
#[server]
pub async fn take_site_offline(report: ReportId, #[server(default)] note: String) -> Result<(), AppError> {
    let staff = crate::server::ctx::staff().await?;
    super::reports::take_offline(&staff, report, &note).await
}
