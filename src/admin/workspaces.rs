//! Workspaces as staff see them: found, looked at, closed and opened again.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
    sea_query::{Expr, ExprTrait, Func},
};

use super::{
    mail,
    types::{
        platform::{PAGE, Workspace, WorkspaceMember, WorkspaceRow, WorkspaceSite, Workspaces},
        users::{Suspended, check_reason},
    },
};
use crate::{
    entity::{handle, member, site, user, workspace, workspace_suspension},
    kernel::{
        AppError, Result,
        email::Email,
        id::{UserId, WorkspaceId},
        permission::Role,
    },
    server::{
        ctx::AdminCtx,
        db::{Tx, containing},
    },
    workspaces::suspensions,
};

/// The longest search, in characters.
const MAX_SEARCH: usize = 200;
/// The last page that can be asked for.
const LAST_PAGE: u64 = 4000;
/// Members and sites shown of one workspace.
const SHOWN: u64 = 200;

/// One page of the workspaces, the newest first; `search` looks in names, handles and addresses of owners.
///
/// # Errors
/// Invalid (`search`).
pub async fn list(admin: &AdminCtx, search: &str, page: u64) -> Result<Workspaces> {
    let db = admin.db().read();
    let found = matching(search)?;
    let total = found.clone().count(db).await?;
    let page = page.clamp(1, LAST_PAGE);
    let found = found.order_by_desc(workspace::Column::CreatedAt).order_by_desc(workspace::Column::Id);
    let rows = found.limit(PAGE).offset((page - 1) * PAGE).all(db).await?;
    Ok(Workspaces { items: summaries(db, rows).await?, total, page })
}

/// One workspace with its members and sites.
///
/// # Errors
/// NotFound.
pub async fn open(admin: &AdminCtx, id: WorkspaceId) -> Result<Workspace> {
    let db = admin.db().read();
    let found = workspace::Entity::find_by_id(id).one(db).await?.ok_or_else(|| AppError::not_found("workspace"))?;
    let suspended = suspensions::of(db, id).await?.map(|row| Suspended { at: row.at, reason: row.reason });
    let row = summaries(db, vec![found]).await?.pop().ok_or_else(|| AppError::not_found("workspace"))?;
    let sites = site::Entity::find()
        .filter(site::Column::WorkspaceId.eq(id))
        .filter(site::Column::DeletedAt.is_null())
        .order_by_asc(site::Column::CreatedAt)
        .limit(SHOWN)
        .all(db)
        .await?;
    let seen = |site: site::Model| WorkspaceSite {
        id: site.id,
        path: crate::sites::sites::public_path(&row.handle, &site.slug),
        title: site.title,
        online: site.published_at.is_some(),
    };
    let sites = sites.into_iter().map(seen).collect();
    Ok(Workspace { suspended, members: members(db, id).await?, sites, row })
}

/// Closes the public pages of a workspace and tells its owner why.
///
/// # Errors
/// Invalid (`reason`); NotFound; Conflict when they are closed already.
pub async fn suspend(admin: &AdminCtx, id: WorkspaceId, reason: &str) -> Result<()> {
    let reason = check_reason(reason)?;
    let tx = admin.db().begin().await?;
    let found = suspensions::suspend(&tx, admin, id, &reason).await?;
    if let Some((_, to)) = owner(&tx, id).await? {
        mail::workspace_suspended(&to, &found.name, &reason).send(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Opens them again and tells the owner.
///
/// # Errors
/// NotFound; Conflict when they are open.
pub async fn lift(admin: &AdminCtx, id: WorkspaceId) -> Result<()> {
    let tx = admin.db().begin().await?;
    let found = suspensions::lift(&tx, admin, id).await?;
    if let Some((_, to)) = owner(&tx, id).await? {
        mail::workspace_lifted(&to, &found.name).send(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn matching(search: &str) -> Result<Select<workspace::Entity>> {
    let search = search.trim().replace('\0', "").to_lowercase();
    if search.chars().count() > MAX_SEARCH {
        return Err(AppError::invalid("search", format!("Search for at most {MAX_SEARCH} characters.")));
    }
    let found = workspace::Entity::find();
    if search.is_empty() {
        return Ok(found);
    }
    let like = || containing(search.trim_start_matches('@'));
    let handles = handle::Entity::find().select_only().column(handle::Column::WorkspaceId);
    let handles = handles.filter(handle::Column::Name.like(like())).into_query();
    let people = user::Entity::find().select_only().column(user::Column::Id);
    let people = people.filter(user::Column::Email.like(like())).into_query();
    let owned = member::Entity::find()
        .select_only()
        .column(member::Column::WorkspaceId)
        .filter(member::Column::Role.eq(Role::Owner))
        .filter(member::Column::UserId.in_subquery(people))
        .into_query();
    let name = Expr::expr(Func::lower(Expr::col(workspace::Column::Name)));
    let any = Condition::any()
        .add(name.like(like()))
        .add(workspace::Column::Id.in_subquery(handles))
        .add(workspace::Column::Id.in_subquery(owned));
    Ok(found.filter(any))
}

async fn summaries<C: ConnectionTrait>(db: &C, rows: Vec<workspace::Model>) -> Result<Vec<WorkspaceRow>> {
    let ids: Vec<WorkspaceId> = rows.iter().map(|row| row.id).collect();
    let handles: Vec<(WorkspaceId, String)> = handle::Entity::find()
        .select_only()
        .columns([handle::Column::WorkspaceId, handle::Column::Name])
        .filter(handle::Column::WorkspaceId.is_in(ids.clone()))
        .filter(handle::Column::Current.eq(true))
        .into_tuple()
        .all(db)
        .await?;
    let mut handles: HashMap<WorkspaceId, String> = handles.into_iter().collect();
    let mut owners = owners(db, ids.clone()).await?;
    let members: HashMap<WorkspaceId, i64> = member::Entity::find()
        .select_only()
        .column(member::Column::WorkspaceId)
        .column_as(member::Column::Id.count(), "count")
        .filter(member::Column::WorkspaceId.is_in(ids.clone()))
        .group_by(member::Column::WorkspaceId)
        .into_tuple::<(WorkspaceId, i64)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let sites: HashMap<WorkspaceId, i64> = site::Entity::find()
        .select_only()
        .column(site::Column::WorkspaceId)
        .column_as(site::Column::Id.count(), "count")
        .filter(site::Column::WorkspaceId.is_in(ids.clone()))
        .filter(site::Column::DeletedAt.is_null())
        .group_by(site::Column::WorkspaceId)
        .into_tuple::<(WorkspaceId, i64)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let closed: Vec<WorkspaceId> = workspace_suspension::Entity::find()
        .select_only()
        .column(workspace_suspension::Column::WorkspaceId)
        .filter(workspace_suspension::Column::WorkspaceId.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    let count = |of: &HashMap<WorkspaceId, i64>, id| of.get(&id).map_or(0, |count| (*count).unsigned_abs());
    let row = |row: workspace::Model| WorkspaceRow {
        id: row.id,
        handle: handles.remove(&row.id).unwrap_or_default(),
        owner: owners.remove(&row.id),
        members: count(&members, row.id),
        sites: count(&sites, row.id),
        created_at: row.created_at,
        suspended: closed.contains(&row.id),
        name: row.name,
    };
    Ok(rows.into_iter().map(row).collect())
}

async fn owners<C: ConnectionTrait>(db: &C, ids: Vec<WorkspaceId>) -> Result<HashMap<WorkspaceId, (UserId, String)>> {
    let rows: Vec<(WorkspaceId, UserId)> = member::Entity::find()
        .select_only()
        .columns([member::Column::WorkspaceId, member::Column::UserId])
        .filter(member::Column::WorkspaceId.is_in(ids))
        .filter(member::Column::Role.eq(Role::Owner))
        .into_tuple()
        .all(db)
        .await?;
    let names: Vec<(UserId, String)> = user::Entity::find()
        .select_only()
        .columns([user::Column::Id, user::Column::Name])
        .filter(user::Column::Id.is_in(rows.iter().map(|(_, id)| *id)))
        .into_tuple()
        .all(db)
        .await?;
    let names: HashMap<UserId, String> = names.into_iter().collect();
    let named = |(workspace, id): (WorkspaceId, UserId)| Some((workspace, (id, names.get(&id)?.clone())));
    Ok(rows.into_iter().filter_map(named).collect())
}

async fn members<C: ConnectionTrait>(db: &C, id: WorkspaceId) -> Result<Vec<WorkspaceMember>> {
    let rows = member::Entity::find()
        .filter(member::Column::WorkspaceId.eq(id))
        .order_by_asc(member::Column::CreatedAt)
        .limit(SHOWN)
        .all(db)
        .await?;
    let people: Vec<(UserId, String, String)> = user::Entity::find()
        .select_only()
        .columns([user::Column::Id, user::Column::Name, user::Column::Email])
        .filter(user::Column::Id.is_in(rows.iter().map(|row| row.user_id)))
        .into_tuple()
        .all(db)
        .await?;
    let people: HashMap<UserId, (String, String)> =
        people.into_iter().map(|(id, name, email)| (id, (name, email))).collect();
    let known = |row: member::Model| {
        let (name, email) = people.get(&row.user_id)?.clone();
        Some(WorkspaceMember { id: row.user_id, name, email, role: row.role })
    };
    Ok(rows.into_iter().filter_map(known).collect())
}

/// The address of whoever owns a workspace.
pub(super) async fn owner(tx: &Tx, id: WorkspaceId) -> Result<Option<(UserId, Email)>> {
    let owner = member::Entity::find()
        .filter(member::Column::WorkspaceId.eq(id))
        .filter(member::Column::Role.eq(Role::Owner))
        .one(tx)
        .await?;
    let Some(owner) = owner else { return Ok(None) };
    let person = user::Entity::find_by_id(owner.user_id).one(tx).await?;
    Ok(person.and_then(|person| Some((person.id, Email::parse(&person.email).ok()?))))
}
