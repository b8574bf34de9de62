//! People with an account: found, looked at, suspended and let in again by staff.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Func},
};

use super::{
    audit_log, mail,
    types::users::{Asked, May, Membership, PAGE, People, Person, PersonRow, Suspended, check_reason},
};
use crate::{
    accounts::standing,
    entity::{member, user, workspace},
    kernel::{
        AppError, Result,
        email::Email,
        id::{UserId, WorkspaceId},
        permission::Role,
        time::Time,
    },
    server::{
        ctx::{AdminCtx, StaffCtx},
        db::containing,
    },
};

/// The longest search, in characters.
const MAX_SEARCH: usize = 200;
/// The last page that can be asked for.
const LAST_PAGE: u64 = 4000;
/// Workspaces shown of one person.
const WORKSPACES: u64 = 50;

/// One page of the people.
///
/// # Errors
/// Invalid (`search`).
pub async fn list(staff: &StaffCtx, asked: &Asked) -> Result<People> {
    let db = staff.db().read();
    let found = matching(asked)?;
    let total = found.clone().count(db).await?;
    let page = asked.page.clamp(1, LAST_PAGE);
    let rows = sorted(found, &asked.sort).limit(PAGE).offset((page - 1) * PAGE).all(db).await?;
    let seen = staff.app().sessions().seen(db, rows.iter().map(|row| row.id).collect()).await?;
    Ok(People { items: rows.into_iter().map(|row| person_row(row, &seen)).collect(), total, page })
}

/// One person with everything that staff decide by.
///
/// # Errors
/// NotFound.
pub async fn open(staff: &StaffCtx, id: UserId) -> Result<Person> {
    let db = staff.db().read();
    let found = user::Entity::find_by_id(id).one(db).await?.ok_or_else(|| AppError::not_found("person"))?;
    let sessions = staff.app().sessions().of(db, id).await?.len() as u64;
    let suspended = standing::reason(db, id).await?.map(|row| Suspended { at: row.at, reason: row.reason });
    let (verified_at, marketing_at) = (found.email_verified_at, found.marketing_consent_at);
    let row = person_row(found, &staff.app().sessions().seen(db, vec![id]).await?);
    let (own, admin) = (staff.user().id == id, staff.user().role == "admin");
    let may = May { manage: admin, visit: admin && row.role == "user" && row.status != "suspended", own };
    Ok(Person {
        verified_at,
        marketing_at,
        sessions,
        suspended,
        workspaces: workspaces(db, id).await?,
        audit: audit_log::about_person(staff, id).await?,
        may,
        row,
    })
}

/// Closes an account: its devices are signed out at once, and its owner gets a mail with the reason.
///
/// # Errors
/// Invalid (`reason`); NotFound; Conflict when it is suspended already.
pub async fn suspend(admin: &AdminCtx, id: UserId, reason: &str) -> Result<()> {
    let reason = check_reason(reason)?;
    let tx = admin.db().begin().await?;
    let person = standing::suspend(&tx, admin, id, &reason).await?;
    if let Ok(to) = Email::parse(&person.email) {
        mail::suspended(&to, &person.name, &reason).send(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Opens a suspended account again and tells its owner.
///
/// # Errors
/// NotFound; Conflict when it is not suspended.
pub async fn lift(admin: &AdminCtx, id: UserId) -> Result<()> {
    let tx = admin.db().begin().await?;
    let person = standing::lift(&tx, admin, id).await?;
    if let Ok(to) = Email::parse(&person.email) {
        mail::lifted(admin.app().config(), &to, &person.name).send(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes an address as the person's without the link from the mail.
///
/// # Errors
/// NotFound; Conflict when it is confirmed already.
pub async fn confirm(admin: &AdminCtx, id: UserId) -> Result<()> {
    standing::verify(admin, id).await
}

/// Changes what somebody is on the platform.
///
/// # Errors
/// NotFound; Invalid (`role`), also when it would leave no administrator.
pub async fn set_role(admin: &AdminCtx, id: UserId, role: &str) -> Result<()> {
    standing::set_role(admin, id, role).await
}

fn matching(asked: &Asked) -> Result<Select<user::Entity>> {
    let search = asked.search.trim().replace('\0', "").to_lowercase();
    if search.chars().count() > MAX_SEARCH {
        return Err(AppError::invalid("search", format!("Search for at most {MAX_SEARCH} characters.")));
    }
    let mut found = user::Entity::find();
    if !search.is_empty() {
        let like = || containing(&search);
        let name = Func::lower(Expr::col(user::Column::Name));
        let either = Condition::any().add(user::Column::Email.like(like())).add(Expr::expr(name).like(like()));
        found = found.filter(either);
    }
    if matches!(asked.status.as_str(), "active" | "pending" | "suspended") {
        found = found.filter(user::Column::Status.eq(asked.status.as_str()));
    }
    match asked.role.as_str() {
        "staff" => found = found.filter(user::Column::Role.is_in(["moderator", "admin"])),
        role @ ("user" | "moderator" | "admin") => found = found.filter(user::Column::Role.eq(role)),
        _ => {}
    }
    Ok(found)
}

fn sorted(found: Select<user::Entity>, sort: &str) -> Select<user::Entity> {
    let found = match sort {
        "name" => found.order_by_asc(user::Column::Name),
        "-name" => found.order_by_desc(user::Column::Name),
        "created" => found.order_by_asc(user::Column::CreatedAt),
        _ => found.order_by_desc(user::Column::CreatedAt),
    };
    found.order_by_desc(user::Column::Id)
}

async fn workspaces<C: ConnectionTrait>(db: &C, id: UserId) -> Result<Vec<Membership>> {
    let members = member::Entity::find()
        .filter(member::Column::UserId.eq(id))
        .order_by_asc(member::Column::CreatedAt)
        .limit(WORKSPACES)
        .all(db)
        .await?;
    let names: Vec<(WorkspaceId, String)> = workspace::Entity::find()
        .select_only()
        .columns([workspace::Column::Id, workspace::Column::Name])
        .filter(workspace::Column::Id.is_in(members.iter().map(|row| row.workspace_id)))
        .into_tuple()
        .all(db)
        .await?;
    let names: HashMap<WorkspaceId, String> = names.into_iter().collect();
    let named = |row: member::Model| {
        let (id, role): (WorkspaceId, Role) = (row.workspace_id, row.role);
        names.get(&id).map(|name| Membership { id, name: name.clone(), role })
    };
    Ok(members.into_iter().filter_map(named).collect())
}

fn person_row(row: user::Model, seen: &HashMap<UserId, Time>) -> PersonRow {
    PersonRow {
        id: row.id,
        seen_at: seen.get(&row.id).copied(),
        name: row.name,
        email: row.email,
        status: row.status,
        role: row.role,
        created_at: row.created_at,
    }
}
