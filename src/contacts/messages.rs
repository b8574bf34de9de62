//! Messages: what visitors write into contact forms. They are kept, mailed to the owner, read, deleted and brought back.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::ExprTrait,
};
use serde_json::json;

use super::{
    audience::titles_of,
    mail, people,
    types::{Inbox, KEPT_DAYS, MESSAGES, Message},
};
use crate::{
    accounts::{notices, types::profile::Notice},
    analytics::touches::Circumstances,
    entity::{handle, member, message, user},
    kernel::{
        AppError, Result,
        email::Email,
        id::{BlockId, MessageId, PersonId, SiteId, VisitorId, WorkspaceId},
        page::{self, Page},
        permission::{Permission, Role},
        time::now,
    },
    server::{
        audit::{self, Change},
        ctx::{Scoped, System, Visitor, WorkspaceCtx},
    },
};

/// What a visitor wrote.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// Whose site it is.
    pub workspace: WorkspaceId,
    /// Which site.
    pub site: SiteId,
    /// What the site is called.
    pub site_title: String,
    /// Which form.
    pub block: BlockId,
    /// Who wrote, as typed.
    pub name: String,
    /// Where an answer goes.
    pub email: Email,
    /// What it says.
    pub body: String,
    /// What the form said about it.
    pub notice: String,
}

/// Keeps a message, joins the browser to its writer and mails the owner, in one transaction. Returns the id that the browser
/// should carry from now on. A writer becomes a contact who has not agreed to get mail.
///
/// # Errors
/// Unavailable; Internal.
pub async fn receive(visitor: &Visitor, new: NewMessage, circumstances: &Circumstances) -> Result<Option<VisitorId>> {
    let tx = visitor.db().begin().await?;
    let (person, browser) = people::write(&tx, visitor, &new, circumstances).await?;
    row(&new, person).into_active_model().insert(&tx).await?;
    if let Some((owner, handle)) = owner_who_wants_mail(&tx, new.workspace).await? {
        mail::message(visitor.app().config(), &owner, &handle, &new).send(&tx).await?;
    }
    tx.commit().await?;
    Ok(browser)
}

/// One page of the messages, the newest first.
///
/// # Errors
/// Forbidden; Invalid (`before`).
pub async fn list(ws: &WorkspaceCtx, unread_only: bool, before: &str) -> Result<Inbox> {
    ws.require(Permission::ViewContacts)?;
    let db = ws.db().read();
    let all = || message::Entity::find().scoped(ws).filter(message::Column::DeletedAt.is_null());
    let new = || all().filter(message::Column::ReadAt.is_null());
    let unread = new().count(db).await?;
    let total = if unread_only { unread } else { all().count(db).await? };
    let mut asked = if unread_only { new() } else { all() };
    if !before.is_empty() {
        let (at, id) = page::read_cursor(before)?;
        let earlier = message::Column::CreatedAt.lt(at);
        let same = message::Column::CreatedAt.eq(at).and(message::Column::Id.lt(MessageId(id)));
        asked = asked.filter(Condition::any().add(earlier).add(same));
    }
    let mut rows = asked
        .order_by_desc(message::Column::CreatedAt)
        .order_by_desc(message::Column::Id)
        .limit(MESSAGES + 1)
        .all(db)
        .await?;
    let more = rows.len() as u64 > MESSAGES;
    rows.truncate(usize::try_from(MESSAGES).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|last| page::cursor(last.created_at, last.id));
    let titles = titles_of(ws, rows.iter().map(|row| row.site_id).collect()).await?;
    let message = |row: message::Model| Message {
        source: titles.get(&row.site_id).cloned().unwrap_or_default(),
        id: row.id,
        name: row.name,
        email: row.email,
        body: row.body,
        read: row.read_at.is_some(),
        created_at: row.created_at,
    };
    Ok(Inbox { page: Page { items: rows.into_iter().map(message).collect(), next, total }, unread })
}

/// Notes that a message was read, or that it should be read again.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn mark(ws: &WorkspaceCtx, id: MessageId, read: bool) -> Result<()> {
    ws.require(Permission::ViewContacts)?;
    change(ws, id, "message.mark", json!({ "read": !read }), json!({ "read": read }), |row| {
        row.read_at = Set(read.then(now));
    })
    .await
}

/// Deletes a message. It can be brought back for [`KEPT_DAYS`] days.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn delete(ws: &WorkspaceCtx, id: MessageId) -> Result<()> {
    ws.require(Permission::EditContacts)?;
    change(ws, id, "message.delete", json!({ "deleted": false }), json!({ "deleted": true }), |row| {
        row.deleted_at = Set(Some(now()));
    })
    .await
}

/// Brings a deleted message back.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn restore(ws: &WorkspaceCtx, id: MessageId) -> Result<()> {
    ws.require(Permission::EditContacts)?;
    change(ws, id, "message.restore", json!({ "deleted": true }), json!({ "deleted": false }), |row| {
        row.deleted_at = Set(None);
    })
    .await
}

/// Removes for good what was deleted more than [`KEPT_DAYS`] days ago.
pub async fn sweep(system: &System) -> Result<u64> {
    let until = now() - TimeDelta::days(KEPT_DAYS);
    let gone =
        message::Entity::delete_many().filter(message::Column::DeletedAt.lt(until)).exec(system.db().write()).await?;
    Ok(gone.rows_affected)
}

async fn change(
    ws: &WorkspaceCtx,
    id: MessageId,
    action: &str,
    old: serde_json::Value,
    new: serde_json::Value,
    change: impl FnOnce(&mut message::ActiveModel),
) -> Result<()> {
    let tx = ws.db().begin().await?;
    let found = message::Entity::find_by_id(id).scoped(ws).one(&tx).await?;
    let mut row = found.ok_or_else(|| AppError::not_found("message"))?.into_active_model();
    change(&mut row);
    row.update(&tx).await?;
    let change = Change { action, object_kind: "message", object_id: Some(id.0), old: Some(old), new: Some(new) };
    audit::record(&tx, ws, change).await?;
    tx.commit().await?;
    Ok(())
}

fn row(new: &NewMessage, person: PersonId) -> message::Model {
    message::Model {
        id: MessageId::new(),
        workspace_id: new.workspace,
        site_id: new.site,
        block_id: new.block,
        person_id: Some(person),
        name: storable(&new.name),
        email: new.email.as_str().to_owned(),
        body: storable(&new.body),
        created_at: now(),
        read_at: None,
        deleted_at: None,
    }
}

/// Text without the character that PostgreSQL cannot keep.
fn storable(text: &str) -> String {
    text.replace('\0', "")
}

/// The address of the workspace's owner, unless they want no such mails, and the workspace's handle.
async fn owner_who_wants_mail<C: ConnectionTrait>(tx: &C, workspace: WorkspaceId) -> Result<Option<(Email, String)>> {
    let owner = member::Entity::find()
        .filter(member::Column::WorkspaceId.eq(workspace))
        .filter(member::Column::Role.eq(Role::Owner))
        .one(tx)
        .await?;
    let Some(owner) = owner else { return Ok(None) };
    if !notices::wants(tx, owner.user_id, Notice::NewMessage).await? {
        return Ok(None);
    }
    let user = user::Entity::find_by_id(owner.user_id).one(tx).await?;
    let handle = handle::Entity::find()
        .filter(handle::Column::WorkspaceId.eq(workspace))
        .filter(handle::Column::Current.eq(true))
        .one(tx)
        .await?;
    Ok(user.zip(handle).and_then(|(user, handle)| Some((Email::parse(&user.email).ok()?, handle.name))))
}
