//! What pages ask the server about the owner, the looks and the end of a workspace.

use leptos::prelude::*;

use crate::{
    kernel::{
        AppError,
        id::{MemberId, WorkspaceId},
    },
    workspaces::types::owners::{Brand, Offer, OfferView},
};
#[cfg(feature = "ssr")]
use crate::{
    server::ctx,
    workspaces::{brands, deletions, transfers},
};

/// Offers the workspace to a member.
#[server]
pub async fn offer_ownership(
    workspace: WorkspaceId,
    member: MemberId,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    transfers::offer(&ctx::workspace(workspace).await?, member, &password).await
}

/// Takes the offer back.
#[server]
pub async fn cancel_ownership(workspace: WorkspaceId) -> Result<(), AppError> {
    transfers::cancel(&ctx::workspace(workspace).await?).await
}

/// The offer that waits.
#[server]
pub async fn waiting_ownership(workspace: WorkspaceId) -> Result<Option<Offer>, AppError> {
    transfers::waiting(&ctx::workspace(workspace).await?).await
}

/// What an offer is about; changes nothing.
#[server]
pub async fn look_at_ownership(token: String) -> Result<OfferView, AppError> {
    transfers::look(&ctx::current().await?, &token).await
}

/// Accepts an offer and opens the workspace.
#[server]
pub async fn accept_ownership(token: String) -> Result<(), AppError> {
    let handle = transfers::accept(&ctx::current().await?, &token).await?;
    leptos_axum::redirect(&format!("/w/{handle}"));
    Ok(())
}

/// Declines an offer.
#[server]
pub async fn decline_ownership(token: String) -> Result<(), AppError> {
    transfers::decline(&ctx::current().await?, &token).await?;
    leptos_axum::redirect("/w");
    Ok(())
}

/// Logo and colours of a workspace.
#[server]
pub async fn read_brand(workspace: WorkspaceId) -> Result<Brand, AppError> {
    brands::read(&ctx::workspace(workspace).await?).await
}

/// Keeps logo and colours.
#[server]
pub async fn save_brand(
    workspace: WorkspaceId,
    #[server(default)] logo: String,
    #[server(default)] accent: String,
    #[server(default)] background: String,
) -> Result<Brand, AppError> {
    brands::save(&ctx::workspace(workspace).await?, &Brand { logo, accent, background }).await
}

/// Takes a workspace offline and erases it in two weeks.
#[server]
pub async fn delete_workspace(
    workspace: WorkspaceId,
    #[server(default)] handle: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    deletions::ask(&ctx::workspace(workspace).await?, &handle, &password).await
}

/// Brings a workspace back.
#[server]
pub async fn restore_workspace(workspace: WorkspaceId) -> Result<(), AppError> {
    deletions::restore(&ctx::workspace(workspace).await?).await
}
