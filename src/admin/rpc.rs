//! What the pages of staff may ask.

pub mod defences;
pub mod notices;
pub mod people;
pub mod platform;

use leptos::prelude::*;

use super::types::{Queue, Report};
use crate::kernel::{AppError, id::ReportId, page::Page};

/// One page of the queue of reports, the newest first.
#[server]
pub async fn list_reports(#[server(default)] queue: Queue) -> Result<Page<Report>, AppError> {
    let staff = crate::server::ctx::staff().await?;
    super::reports::list(&staff, &queue).await
}

/// Takes a report on oneself, or gives it back.
#[server]
pub async fn assign_report(report: ReportId, #[server(default)] mine: bool) -> Result<(), AppError> {
    let staff = crate::server::ctx::staff().await?;
    super::reports::assign(&staff, report, mine).await
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

/// Lets the owner of a reported site publish it again.
#[server]
pub async fn release_site(report: ReportId) -> Result<(), AppError> {
    let staff = crate::server::ctx::staff().await?;
    super::reports::release(&staff, report).await
}
