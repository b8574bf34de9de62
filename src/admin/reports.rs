//! Reports of abuse: taken from visitors, read and closed by staff.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::ExprTrait,
};
use serde_json::json;

use super::{
    mail,
    types::{Closed, NewReport, PAGE, Queue, Reason, Report, check_note},
    workspaces,
};
use crate::{
    accounts::{notices, types::profile::Notice},
    entity::{abuse_report, site, user},
    kernel::{
        AppError, Result,
        id::{ReportId, SiteId, UserId},
        page::{self, Page},
        time::now,
    },
    server::{
        audit::{self, Change},
        ctx::{StaffCtx, Visitor},
        db::Tx,
    },
    sites::{
        holds, publishing,
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
        .filter(abuse_report::Column::Status.ne("closed"))
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
        assigned_to: None,
        closed_by: None,
        closed_at: None,
        created_at: now(),
    };
    row.into_active_model().insert(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// One page of the queue, the newest first.
///
/// # Errors
/// Invalid (`before`).
pub async fn list(staff: &StaffCtx, queue: &Queue) -> Result<Page<Report>> {
    let db = staff.db().read();
    let mut found = abuse_report::Entity::find();
    found = match (queue.status.as_str(), queue.site) {
        (status @ ("open" | "in_review" | "closed"), _) => found.filter(abuse_report::Column::Status.eq(status)),
        (_, Some(_)) => found,
        _ => found.filter(abuse_report::Column::Status.ne("closed")),
    };
    if queue.mine {
        found = found.filter(abuse_report::Column::AssignedTo.eq(staff.user().id));
    }
    if let Some(site) = queue.site {
        found = found.filter(abuse_report::Column::SiteId.eq(site));
    }
    let total = found.clone().count(db).await?;
    if !queue.before.is_empty() {
        let (at, id) = page::read_cursor(&queue.before)?;
        let earlier = abuse_report::Column::CreatedAt.lt(at);
        let same = abuse_report::Column::CreatedAt.eq(at).and(abuse_report::Column::Id.lt(ReportId(id)));
        found = found.filter(Condition::any().add(earlier).add(same));
    }
    let found = found.order_by_desc(abuse_report::Column::CreatedAt).order_by_desc(abuse_report::Column::Id);
    let mut rows = found.limit(PAGE + 1).all(db).await?;
    let more = rows.len() as u64 > PAGE;
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|last| page::cursor(last.created_at, last.id));
    let of: Vec<SiteId> = rows.iter().map(|row| row.site_id).collect();
    let people = rows.iter().flat_map(|row| [row.closed_by, row.assigned_to]).flatten().collect();
    let known = Known {
        sites: sites(db, of.clone()).await?,
        held: holds::among(db, of).await?,
        names: names(db, people).await?,
    };
    let items = rows.into_iter().map(|row| report(row, &known, staff.user().id)).collect();
    Ok(Page { items, next, total })
}

/// Takes a report on oneself, whoever had it before; or gives it back.
///
/// # Errors
/// NotFound; Conflict when it is closed already.
pub async fn assign(staff: &StaffCtx, id: ReportId, mine: bool) -> Result<()> {
    let tx = staff.db().begin().await?;
    let row = open(&tx, id).await?;
    let status = if mine { "in_review" } else { "open" };
    abuse_report::ActiveModel {
        id: Set(row.id),
        status: Set(status.to_owned()),
        assigned_to: Set(mine.then_some(staff.user().id)),
        ..Default::default()
    }
    .update(&tx)
    .await?;
    let (old, new) = (json!({ "status": row.status, "assigned_to": row.assigned_to }), json!({ "status": status }));
    record(&tx, staff, "report.assign", id, old, new).await?;
    tx.commit().await?;
    Ok(())
}

/// Lets the owner of a reported site publish it again, and tells them.
///
/// # Errors
/// NotFound; Conflict when it may be published already.
pub async fn release(staff: &StaffCtx, id: ReportId) -> Result<()> {
    let tx = staff.db().begin().await?;
    let row = abuse_report::Entity::find_by_id(id).one(&tx).await?.ok_or_else(|| AppError::not_found("report"))?;
    let site = holds::release(&tx, staff, row.site_id).await?;
    if let Some((_, to)) = workspaces::owner(&tx, site.workspace_id).await? {
        mail::released(staff.app().config(), &to, &site.title).send(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
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

/// Takes the site offline until staff allow it again, tells its owner why, and closes the report.
///
/// # Errors
/// NotFound; Conflict when the report is closed already; Invalid (`note`).
pub async fn take_offline(staff: &StaffCtx, id: ReportId, note: &str) -> Result<()> {
    let note = check_note(note)?;
    let tx = staff.db().begin().await?;
    let row = open(&tx, id).await?;
    holds::hold(&tx, staff, row.workspace_id, row.site_id, &note).await?;
    if publishing::take_down(&tx, staff, row.workspace_id, row.site_id).await? {
        tell_owner(&tx, staff, &row, &note).await?;
    }
    end(&tx, staff, &row, &note).await?;
    tx.commit().await?;
    Ok(())
}

async fn open(tx: &Tx, id: ReportId) -> Result<abuse_report::Model> {
    let row = abuse_report::Entity::find_by_id(id).one(tx).await?.ok_or_else(|| AppError::not_found("report"))?;
    if row.status != "closed" {
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
    let new = json!({ "status": "closed", "note": note });
    record(tx, staff, "report.close", row.id, json!({ "status": row.status }), new).await
}

async fn record(
    tx: &Tx,
    staff: &StaffCtx,
    action: &str,
    id: ReportId,
    old: serde_json::Value,
    new: serde_json::Value,
) -> Result<()> {
    let change = Change { action, object_kind: "report", object_id: Some(id.0), old: Some(old), new: Some(new) };
    audit::record(tx, staff, change).await
}

async fn tell_owner(tx: &Tx, staff: &StaffCtx, row: &abuse_report::Model, note: &str) -> Result<()> {
    let Some((owner, to)) = workspaces::owner(tx, row.workspace_id).await? else { return Ok(()) };
    if !notices::wants(tx, owner, Notice::AbuseNotice).await? {
        return Ok(());
    }
    let title = site::Entity::find_by_id(row.site_id).one(tx).await?.map(|site| site.title).unwrap_or_default();
    let reason = Reason::parse(&row.reason).unwrap_or(Reason::Other);
    mail::taken_offline(staff.app().config(), &to, &title, &row.path, reason, note).send(tx).await
}

/// What the rows of the queue refer to.
struct Known {
    sites: HashMap<SiteId, (String, bool)>,
    held: Vec<SiteId>,
    names: HashMap<UserId, String>,
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

fn report(row: abuse_report::Model, known: &Known, me: UserId) -> Report {
    let (title, online) = known.sites.get(&row.site_id).cloned().unwrap_or_default();
    let name = |id: Option<UserId>| id.and_then(|id| known.names.get(&id).cloned()).unwrap_or_default();
    let by = name(row.closed_by);
    Report {
        id: row.id,
        site: row.site_id,
        path: row.path,
        title,
        online,
        held: known.held.contains(&row.site_id),
        reason: Reason::parse(&row.reason).unwrap_or(Reason::Other),
        words: row.words,
        email: row.email,
        created_at: row.created_at,
        assigned: name(row.assigned_to),
        mine: row.assigned_to == Some(me),
        closed: row.closed_at.map(|at| Closed { at, by, note: row.note }),
    }
}
