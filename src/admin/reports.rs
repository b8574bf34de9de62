//! Reports of abuse: taken from visitors, read and closed by staff.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::ExprTrait,
};
use serde_json::json;

use super::{
    mail,
    types::{Closed, NewReport, PAGE, Reason, Report, check_note},
};
use crate::{
    accounts::{notices, types::profile::Notice},
    entity::{abuse_report, member, site, user},
    kernel::{
        AppError, Result,
        email::Email,
        id::{ReportId, SiteId, UserId, WorkspaceId},
        page::{self, Page},
        permission::Role,
        time::now,
    },
    server::{
        audit::{self, Change},
        ctx::{StaffCtx, Visitor},
        db::Tx,
    },
    sites::{
        publishing,
        visits::{self, Online, Visit},
    },
};

/// The most open reports of one site; what comes on top says nothing new.
const MOST_OPEN: u64 = 50;

/// The page behind an address that somebody wants to report.
///
/// # Errors
/// NotFound; Gone when it is not online any more.
pub async fn page(visitor: &Visitor, handle: &str, slug: &str) -> Result<Online> {
    match visits::find(visitor, &handle.to_lowercase(), &slug.to_lowercase()).await? {
        Visit::Online(site) => Ok(site),
        Visit::Gone => {
            Err(AppError::Gone("This page is not online any more, so there is nothing to report.".to_owned()))
        }
        _ => Err(AppError::not_found("page")),
    }
}

/// Keeps a report.
pub async fn file(visitor: &Visitor, page: &Online, report: NewReport) -> Result<()> {
    let tx = visitor.db().begin().await?;
    let open = abuse_report::Entity::find()
        .filter(abuse_report::Column::SiteId.eq(page.id))
        .filter(abuse_report::Column::Status.eq("open"))
        .count(&tx)
        .await?;
    if open >= MOST_OPEN {
        tracing::warn!(site = %page.id, "a report was not kept: there are {open} open ones of this site");
        return Ok(());
    }
    let NewReport { reason, words, email } = report;
    let row = abuse_report::Model {
        id: ReportId::new(),
        workspace_id: page.workspace,
        site_id: page.id,
        path: page.path.clone(),
        reason: reason.as_str().to_owned(),
        words,
        email,
        status: "open".to_owned(),
        note: String::new(),
        closed_by: None,
        closed_at: None,
        created_at: now(),
    };
    row.into_active_model().insert(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// One page of the reports, the newest first.
///
/// # Errors
/// Invalid (`before`).
pub async fn list(staff: &StaffCtx, closed: bool, before: &str) -> Result<Page<Report>> {
    let db = staff.db().read();
    let status = if closed { "closed" } else { "open" };
    let mut found = abuse_report::Entity::find().filter(abuse_report::Column::Status.eq(status));
    let total = found.clone().count(db).await?;
    if !before.is_empty() {
        let (at, id) = page::read_cursor(before)?;
        let earlier = abuse_report::Column::CreatedAt.lt(at);
        let same = abuse_report::Column::CreatedAt.eq(at).and(abuse_report::Column::Id.lt(ReportId(id)));
        found = found.filter(Condition::any().add(earlier).add(same));
    }
    let found = found.order_by_desc(abuse_report::Column::CreatedAt).order_by_desc(abuse_report::Column::Id);
    let mut rows = found.limit(PAGE + 1).all(db).await?;
    let more = rows.len() as u64 > PAGE;
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|last| page::cursor(last.created_at, last.id));
    let sites = sites(db, rows.iter().map(|row| row.site_id).collect()).await?;
    let names = names(db, rows.iter().filter_map(|row| row.closed_by).collect()).await?;
    let items = rows.into_iter().map(|row| report(row, &sites, &names)).collect();
    Ok(Page { items, next, total })
}

/// Closes a report with a note.
///
/// # Errors
/// NotFound; Conflict when it is closed already; Invalid (`note`).
pub async fn close(staff: &StaffCtx, id: ReportId, note: &str) -> Result<()> {
    let note = check_note(note)?;
    let tx = staff.db().begin().await?;
    let row = open(&tx, id).await?;
    end(&tx, staff, &row, &note).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the site offline, tells its owner why, and closes the report.
///
/// # Errors
/// NotFound; Conflict when the report is closed already; Invalid (`note`).
pub async fn take_offline(staff: &StaffCtx, id: ReportId, note: &str) -> Result<()> {
    let note = check_note(note)?;
    let tx = staff.db().begin().await?;
    let row = open(&tx, id).await?;
    if publishing::take_down(&tx, staff, row.workspace_id, row.site_id).await? {
        tell_owner(&tx, staff, &row, &note).await?;
    }
    end(&tx, staff, &row, &note).await?;
    tx.commit().await?;
    Ok(())
}

async fn open(tx: &Tx, id: ReportId) -> Result<abuse_report::Model> {
    let row = abuse_report::Entity::find_by_id(id).one(tx).await?.ok_or_else(|| AppError::not_found("report"))?;
    if row.status == "open" {
        return Ok(row);
    }
    Err(AppError::Conflict("Somebody else closed this report meanwhile. Reload the list to see it.".to_owned()))
}

async fn end(tx: &Tx, staff: &StaffCtx, row: &abuse_report::Model, note: &str) -> Result<()> {
    abuse_report::ActiveModel {
        id: Set(row.id),
        status: Set("closed".to_owned()),
        note: Set(note.to_owned()),
        closed_by: Set(Some(staff.user().id)),
        closed_at: Set(Some(now())),
        ..Default::default()
    }
    .update(tx)
    .await?;
    let old = Some(json!({ "status": row.status }));
    let new = Some(json!({ "status": "closed", "note": note }));
    let change = Change { action: "report.close", object_kind: "report", object_id: Some(row.id.0), old, new };
    audit::record(tx, staff, change).await
}

async fn tell_owner(tx: &Tx, staff: &StaffCtx, row: &abuse_report::Model, note: &str) -> Result<()> {
    let Some(owner) = owner(tx, row.workspace_id).await? else { return Ok(()) };
    if !notices::wants(tx, owner.id, Notice::AbuseNotice).await? {
        return Ok(());
    }
    let Ok(to) = Email::parse(&owner.email) else { return Ok(()) };
    let title = site::Entity::find_by_id(row.site_id).one(tx).await?.map(|site| site.title).unwrap_or_default();
    let reason = Reason::parse(&row.reason).unwrap_or(Reason::Other);
    mail::taken_offline(staff.app().config(), &to, &title, &row.path, reason, note).send(tx).await
}

async fn owner(tx: &Tx, workspace: WorkspaceId) -> Result<Option<user::Model>> {
    let owner = member::Entity::find()
        .filter(member::Column::WorkspaceId.eq(workspace))
        .filter(member::Column::Role.eq(Role::Owner))
        .one(tx)
        .await?;
    match owner {
        Some(owner) => Ok(user::Entity::find_by_id(owner.user_id).one(tx).await?),
        None => Ok(None),
    }
}

/// Titles of sites, and whether they are online.
async fn sites<C: ConnectionTrait>(db: &C, ids: Vec<SiteId>) -> Result<HashMap<SiteId, (String, bool)>> {
    let rows: Vec<(SiteId, String, Option<crate::kernel::time::Time>)> = site::Entity::find()
        .select_only()
        .columns([site::Column::Id, site::Column::Title, site::Column::PublishedAt])
        .filter(site::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, title, published)| (id, (title, published.is_some()))).collect())
}

async fn names<C: ConnectionTrait>(db: &C, ids: Vec<UserId>) -> Result<HashMap<UserId, String>> {
    let rows: Vec<(UserId, String)> = user::Entity::find()
        .select_only()
        .columns([user::Column::Id, user::Column::Name])
        .filter(user::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

fn report(
    row: abuse_report::Model,
    sites: &HashMap<SiteId, (String, bool)>,
    names: &HashMap<UserId, String>,
) -> Report {
    let (title, online) = sites.get(&row.site_id).cloned().unwrap_or_default();
    let by = row.closed_by.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    Report {
        id: row.id,
        path: row.path,
        title,
        online,
        reason: Reason::parse(&row.reason).unwrap_or(Reason::Other),
        words: row.words,
        email: row.email,
        created_at: row.created_at,
        closed: row.closed_at.map(|at| Closed { at, by, note: row.note }),
    }
}
