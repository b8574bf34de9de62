//! Sites that staff took offline: they stay so until staff allow them again, whatever their owners publish.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, QueryTrait,
};
use serde_json::json;

use crate::{
    entity::{site, site_hold},
    kernel::{
        AppError, Result,
        id::{SiteId, WorkspaceId},
        time::now,
    },
    server::{
        audit::{self, Change},
        ctx::StaffCtx,
        db::Tx,
    },
};

/// Keeps a site offline, inside a transaction. A second reason replaces the first.
pub async fn hold(tx: &Tx, staff: &StaffCtx, workspace: WorkspaceId, id: SiteId, reason: &str) -> Result<()> {
    let row = site_hold::Model { site_id: id, reason: reason.to_owned(), by_id: Some(staff.user().id), at: now() };
    site_hold::Entity::delete_by_id(id).exec(tx).await?;
    row.into_active_model().insert(tx).await?;
    record(tx, staff, workspace, "site.hold", id, Some(json!({ "reason": reason }))).await
}

/// Lets a site be published again, inside a transaction; gives the site.
///
/// # Errors
/// NotFound; Conflict when it is not held.
pub async fn release(tx: &Tx, staff: &StaffCtx, id: SiteId) -> Result<site::Model> {
    let site = site::Entity::find_by_id(id).one(tx).await?.ok_or_else(|| AppError::not_found("site"))?;
    let gone = site_hold::Entity::delete_by_id(id).exec(tx).await?;
    if gone.rows_affected == 0 {
        return Err(AppError::Conflict("This site may be published already.".to_owned()));
    }
    record(tx, staff, site.workspace_id, "site.release", id, None).await?;
    Ok(site)
}

/// Refuses when staff keep a site offline.
///
/// # Errors
/// Forbidden, with the reason.
pub(super) async fn refuse_held<C: ConnectionTrait>(db: &C, id: SiteId) -> Result<()> {
    match site_hold::Entity::find_by_id(id).one(db).await? {
        None => Ok(()),
        Some(held) => Err(AppError::Forbidden(format!(
            "Our staff took this site offline, so it cannot be published: {} Change what was wrong, then answer the \
             mail that we sent.",
            sentence(&held.reason)
        ))),
    }
}

/// Refuses a site that was never online while staff keep another one of the workspace offline: it could be that one, rebuilt from an
/// export, a copy or by hand. Sites that visitors knew before are not concerned.
///
/// # Errors
/// Forbidden, with what to do.
pub(super) async fn refuse_new<C: ConnectionTrait>(db: &C, new: &site::Model) -> Result<()> {
    if new.published_version > 0 {
        return Ok(());
    }
    let held = site_hold::Entity::find().select_only().column(site_hold::Column::SiteId).into_query();
    let other = site::Entity::find()
        .filter(site::Column::WorkspaceId.eq(new.workspace_id))
        .filter(site::Column::Id.in_subquery(held))
        .one(db)
        .await?;
    match other {
        None => Ok(()),
        Some(other) => Err(AppError::Forbidden(format!(
            "Our staff took “{}” offline. Until that is settled no new site of this workspace can be published; those \
             that were online before can. Change what was wrong there, then answer the mail that we sent.",
            other.title
        ))),
    }
}

/// Which of these sites are kept offline.
pub async fn among<C: ConnectionTrait>(db: &C, ids: Vec<SiteId>) -> Result<Vec<SiteId>> {
    let held = site_hold::Entity::find().select_only().column(site_hold::Column::SiteId);
    Ok(held.filter(site_hold::Column::SiteId.is_in(ids)).into_tuple().all(db).await?)
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

async fn record(
    tx: &Tx,
    staff: &StaffCtx,
    workspace: WorkspaceId,
    action: &str,
    id: SiteId,
    new: Option<serde_json::Value>,
) -> Result<()> {
    let change = Change { action, object_kind: "site", object_id: Some(id.0), old: None::<()>, new };
    audit::record(tx, &staff.within(workspace), change).await
}
