//! What the dashboard may ask about sites.

use leptos::{prelude::*, server_fn::codec::Json};

use super::types::{
    CompiledCss, ImportPreview, OpenVersion, Saved, ShortLink, Sibling, SiteClicks, SiteDetails, SiteDraft,
    SiteSummary, SiteVersion, Start, WorkspaceClicks,
};
use crate::kernel::{
    AppError,
    id::{BlockId, LinkId, SiteId, SiteVersionId, WorkspaceId},
};

/// Every site of a workspace.
#[server]
pub async fn list_sites(workspace: WorkspaceId) -> Result<Vec<SiteSummary>, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::sites::list(&ws).await
}

/// Makes a site; an empty slug is the main address.
#[server]
pub async fn create_site(
    workspace: WorkspaceId,
    title: String,
    #[server(default)] slug: String,
    theme: String,
) -> Result<SiteId, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::sites::create(&ws, &title, &slug, &theme).await
}

/// Makes a site with what it starts with, and leads to its builder.
#[server]
pub async fn start_site(
    workspace: WorkspaceId,
    title: String,
    #[server(default)] slug: String,
    theme: String,
    #[server(default)] start: Start,
) -> Result<SiteId, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    let (id, address) = super::sites::start(&ws, &title, &slug, &theme, start).await?;
    leptos_axum::redirect(&address);
    Ok(id)
}

/// A site with its draft.
#[server]
pub async fn open_site(workspace: WorkspaceId, site: SiteId) -> Result<SiteDetails, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::sites::open(&ws, site).await
}

/// A site with its draft and, for whoever may see them, its clicks of the last 7 days.
#[server]
pub async fn open_builder(workspace: WorkspaceId, site: SiteId) -> Result<(SiteDetails, Option<SiteClicks>), AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    let details = super::sites::open(&ws, site).await?;
    let counted = ws.can(crate::kernel::permission::Permission::ViewAnalytics);
    let clicks = if counted { Some(super::clicks::of_site(&ws, site, 7).await?) } else { None };
    Ok((details, clicks))
}

/// Saves a whole draft over the version that it started from.
#[server(input = Json)]
pub async fn save_site(
    workspace: WorkspaceId,
    site: SiteId,
    base_version: i64,
    draft: SiteDraft,
) -> Result<Saved, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::drafts::save(&ws, site, base_version, draft).await
}

/// Puts the stored draft online, if it still is the version that was looked at.
#[server]
pub async fn publish_site(workspace: WorkspaceId, site: SiteId, version: i64) -> Result<SiteDetails, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::publishing::publish(&ws, site, version).await
}

/// Takes a site offline.
#[server]
pub async fn unpublish_site(workspace: WorkspaceId, site: SiteId) -> Result<SiteDetails, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::publishing::unpublish(&ws, site).await
}

/// Gives a site another address; an empty slug is the main one.
#[server]
pub async fn rename_site(
    workspace: WorkspaceId,
    site: SiteId,
    #[server(default)] slug: String,
) -> Result<(), AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::sites::rename(&ws, site, &slug).await
}

/// Deletes a site.
#[server]
pub async fn delete_site(workspace: WorkspaceId, site: SiteId) -> Result<(), AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::sites::delete(&ws, site).await
}

/// Clicks of a site's blocks over the last 7 or 30 days.
#[server(name = ReadSiteClicks)]
pub async fn site_clicks(workspace: WorkspaceId, site: SiteId, days: u32) -> Result<SiteClicks, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::clicks::of_site(&ws, site, days).await
}

/// What a page at an address would bring.
#[server]
pub async fn preview_import(workspace: WorkspaceId, url: String) -> Result<ImportPreview, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::imports::from_url(&ws, &super::imports::fetch::Fetcher::public(), &url).await
}

/// Clicks of all sites over the last 14 days.
#[server(name = ReadWorkspaceClicks)]
pub async fn workspace_clicks(workspace: WorkspaceId) -> Result<WorkspaceClicks, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::clicks::of_workspace(&ws).await
}

/// What becomes of a creator's own CSS, for the preview.
#[server(input = Json)]
pub async fn compile_css(workspace: WorkspaceId, css: String) -> Result<CompiledCss, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::custom_css::preview(&ws, &css)
}

/// Makes a copy of a site that is not online.
#[server]
pub async fn duplicate_site(workspace: WorkspaceId, site: SiteId) -> Result<SiteId, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::copies::duplicate(&ws, site).await
}

/// The history of a site.
#[server]
pub async fn list_versions(workspace: WorkspaceId, site: SiteId) -> Result<Vec<SiteVersion>, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::versions::list(&ws, site).await
}

/// A version of a site, and the one before it.
#[server(name = ReadVersion)]
pub async fn open_version(
    workspace: WorkspaceId,
    site: SiteId,
    version: SiteVersionId,
) -> Result<OpenVersion, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::versions::open(&ws, site, version).await
}

/// Makes an older version the draft again, over the version of the draft that was looked at.
#[server]
pub async fn restore_version(
    workspace: WorkspaceId,
    site: SiteId,
    base_version: i64,
    version: SiteVersionId,
) -> Result<SiteDetails, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::versions::restore(&ws, site, base_version, version).await
}

/// The other sites of the workspace, and which of them are the same page in another language.
#[server]
pub async fn list_siblings(workspace: WorkspaceId, site: SiteId) -> Result<Vec<Sibling>, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::translations::siblings(&ws, site).await
}

/// Says which sites are the same page in another language.
#[server(input = Json)]
pub async fn link_translations(
    workspace: WorkspaceId,
    site: SiteId,
    others: Vec<SiteId>,
) -> Result<Vec<Sibling>, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::translations::link(&ws, site, &others).await?;
    super::translations::siblings(&ws, site).await
}

/// The short links of a block.
#[server]
pub async fn block_links(workspace: WorkspaceId, site: SiteId, block: BlockId) -> Result<Vec<ShortLink>, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::codes::of_block(&ws, site, block).await
}

/// Whether a link could have a code; otherwise why not.
#[server]
pub async fn check_link_code(
    workspace: WorkspaceId,
    link: LinkId,
    #[server(default)] code: String,
) -> Result<Option<String>, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::codes::check(&ws, link, &code).await
}

/// Gives a link another code.
#[server]
pub async fn change_link_code(
    workspace: WorkspaceId,
    link: LinkId,
    #[server(default)] code: String,
) -> Result<ShortLink, AppError> {
    let ws = crate::server::ctx::workspace(workspace).await?;
    super::codes::change(&ws, link, &code).await
}
