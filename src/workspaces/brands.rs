//! Logo and colours of a workspace; new sites begin with the colours.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::types::owners::Brand;
use crate::{
    entity::workspace_brand,
    kernel::{
        AppError, Result,
        id::{MediaId, WorkspaceId},
        permission::Permission,
        picture::PictureAddress,
        time::now,
    },
    media::images,
    server::{
        audit::{self, Change},
        ctx::{Scoped, WorkspaceCtx},
    },
};

/// Logo and colours as they are.
pub async fn of<C: ConnectionTrait>(db: &C, workspace: WorkspaceId) -> Result<Brand> {
    let row = workspace_brand::Entity::find_by_id(workspace).one(db).await?;
    let brand = |row: workspace_brand::Model| Brand { logo: row.logo, accent: row.accent, background: row.background };
    Ok(row.map(brand).unwrap_or_default())
}

/// Logo and colours, for whoever may change them.
///
/// # Errors
/// Forbidden.
pub async fn read(ws: &WorkspaceCtx) -> Result<Brand> {
    ws.require(Permission::ManageWorkspace)?;
    of(ws.db().write(), ws.id()).await
}

/// Keeps logo and colours.
///
/// # Errors
/// Forbidden; Invalid (`logo`, `accent`, `background`).
pub async fn save(ws: &WorkspaceCtx, brand: &Brand) -> Result<Brand> {
    ws.require(Permission::ManageWorkspace)?;
    let brand = brand.check()?;
    let tx = ws.db().begin().await?;
    if let Some(address) = PictureAddress::parse(&brand.logo)
        && !images::exists(&tx, ws, address.id).await?
    {
        return Err(AppError::invalid("logo", "This picture is not in your library. Upload it first."));
    }
    let old = of(&tx, ws.id()).await?;
    workspace_brand::Entity::delete_by_id(ws.id()).exec(&tx).await?;
    workspace_brand::ActiveModel {
        workspace_id: Set(ws.id()),
        logo: Set(brand.logo.clone()),
        accent: Set(brand.accent.clone()),
        background: Set(brand.background.clone()),
        updated_at: Set(now()),
    }
    .insert(&tx)
    .await?;
    let change = Change {
        action: "workspace.brand",
        object_kind: "workspace",
        object_id: Some(ws.id().0),
        old: Some(old),
        new: Some(brand.clone()),
    };
    audit::record(&tx, ws, change).await?;
    tx.commit().await?;
    Ok(brand)
}

/// Whether a picture is the logo of the workspace.
pub async fn uses<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx, picture: MediaId) -> Result<bool> {
    let row = workspace_brand::Entity::find().scoped(ws).filter(workspace_brand::Column::Logo.ne("")).one(db).await?;
    Ok(row.and_then(|row| PictureAddress::parse(&row.logo)).is_some_and(|logo| logo.id == picture))
}
