//! The platform at a glance.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::types::platform::{Counts, StaffMe};
use crate::{
    entity::{abuse_report, site, user, workspace},
    kernel::{Result, time::now},
    server::{ctx::StaffCtx, jobs::depth},
};

/// Whoever looks, for the frame around the pages.
pub async fn me(staff: &StaffCtx) -> Result<StaffMe> {
    let open_reports = open_reports(staff).await?;
    let user = staff.user();
    Ok(StaffMe { name: user.name.clone(), admin: user.role == "admin", open_reports })
}

/// How much there is, and what needs a look.
pub async fn counts(staff: &StaffCtx) -> Result<Counts> {
    let db = staff.db().read();
    let week = now() - TimeDelta::days(7);
    let sites = || site::Entity::find().filter(site::Column::DeletedAt.is_null());
    let depth = depth::read(staff.db()).await?;
    Ok(Counts {
        people: user::Entity::find().count(db).await?,
        new_people: user::Entity::find().filter(user::Column::CreatedAt.gte(week)).count(db).await?,
        suspended: user::Entity::find().filter(user::Column::Status.eq("suspended")).count(db).await?,
        workspaces: workspace::Entity::find().count(db).await?,
        sites_online: sites().filter(site::Column::PublishedAt.is_not_null()).count(db).await?,
        sites: sites().count(db).await?,
        open_reports: open_reports(staff).await?,
        failed_jobs: depth.dead,
        waiting_jobs: depth.waiting,
    })
}

async fn open_reports(staff: &StaffCtx) -> Result<u64> {
    let open = abuse_report::Entity::find().filter(abuse_report::Column::Status.ne("closed"));
    Ok(open.count(staff.db().read()).await?)
}
