//! Handles: the names of workspaces in addresses, which are free, and where an old one leads.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

use crate::{
    entity::handle,
    kernel::{Result, handle::Handle, id::WorkspaceId, time},
};

/// Takes a handle for a workspace; `false` when somebody has it, now or as an address that still redirects. The primary
/// key decides, so two who want the same name at the same time cannot both get it.
pub async fn claim<C: ConnectionTrait>(tx: &C, workspace: WorkspaceId, name: &Handle) -> Result<bool> {
    handle::Entity::delete_many()
        .filter(handle::Column::Name.eq(name.as_str()))
        .filter(handle::Column::Current.eq(false))
        .filter(handle::Column::ExpiresAt.lte(time::now()))
        .exec(tx)
        .await?;
    let row = handle::ActiveModel {
        name: Set(name.as_str().to_owned()),
        workspace_id: Set(workspace),
        current: Set(true),
        created_at: Set(time::now()),
        expires_at: Set(None),
    };
    let rows = handle::Entity::insert(row)
        .on_conflict(OnConflict::column(handle::Column::Name).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(rows == 1)
}

/// Takes the wanted handle or the nearest one that is free: `studio`, `studio-2` … `studio-9`, then random digits.
pub async fn claim_near<C: ConnectionTrait>(tx: &C, workspace: WorkspaceId, wanted: &str) -> Result<Handle> {
    let first = Handle::parse(wanted).map_or_else(|_| Handle::suggest(wanted), |handle| handle.as_str().to_owned());
    let base: String = first.chars().take(24).collect();
    let counted = (2..=9).map(|n| format!("{base}-{n}"));
    let random = (0..20).map(|_| format!("{base}-{}", rand::random_range(1_000..100_000)));
    for candidate in std::iter::once(first).chain(counted).chain(random) {
        if let Ok(handle) = Handle::parse(&candidate)
            && claim(tx, workspace, &handle).await?
        {
            return Ok(handle);
        }
    }
    Err(crate::server::error::internal("handle", format!("no handle near {base} is free")))
}
