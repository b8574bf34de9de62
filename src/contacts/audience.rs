//! The audience: the people of a workspace, listed, searched and taken out.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Func},
};

use super::{
    people::site_of,
    types::{MAX_SEARCH, PAGE, Person},
};
use crate::{
    entity::{person, site},
    kernel::{
        AppError, Result,
        id::{PersonId, SiteId},
        page::{self, Page},
        permission::Permission,
    },
    server::{
        audit::{self, Change},
        ctx::{Scoped, WorkspaceCtx},
        db::containing,
    },
};

/// How many people one step of an export reads.
const EXPORT_STEP: u64 = 1000;

/// One page of the people, the newest first; `search` looks in addresses and names.
///
/// # Errors
/// Forbidden; Invalid (`search`, `before`).
pub async fn list(ws: &WorkspaceCtx, search: &str, before: &str) -> Result<Page<Person>> {
    ws.require(Permission::ViewContacts)?;
    let search = search.trim();
    if search.chars().count() > MAX_SEARCH {
        return Err(AppError::invalid("search", format!("Search for at most {MAX_SEARCH} characters.")));
    }
    let found = matching(ws, search);
    let total = found.clone().count(ws.db().read()).await?;
    let (items, next) = step(ws, found, before, PAGE).await?;
    Ok(Page { items, next, total })
}

/// Notes that somebody takes the whole list out. Then [`export_step`] may be called.
///
/// # Errors
/// Forbidden.
pub async fn begin_export(ws: &WorkspaceCtx) -> Result<()> {
    ws.require(Permission::ViewContacts)?;
    let change: Change<'_, (), ()> =
        Change { action: "people.export", object_kind: "person", object_id: None, old: None, new: None };
    audit::record(ws.db().write(), ws, change).await
}

/// A part of an export and where the next one begins.
///
/// # Errors
/// Forbidden.
pub async fn export_step(ws: &WorkspaceCtx, before: &str) -> Result<(Vec<Person>, Option<String>)> {
    ws.require(Permission::ViewContacts)?;
    step(ws, matching(ws, ""), before, EXPORT_STEP).await
}

fn matching(ws: &WorkspaceCtx, search: &str) -> Select<person::Entity> {
    let people = person::Entity::find().scoped(ws);
    if search.is_empty() {
        return people;
    }
    let search = search.to_lowercase();
    let like = || containing(&search);
    let name = Func::lower(Expr::col(person::Column::Name));
    people.filter(Condition::any().add(person::Column::Email.like(like())).add(Expr::expr(name).like(like())))
}

/// The next people after a cursor: instant and id of the last one.
async fn step(
    ws: &WorkspaceCtx,
    people: Select<person::Entity>,
    before: &str,
    size: u64,
) -> Result<(Vec<Person>, Option<String>)> {
    let mut people = people;
    if !before.is_empty() {
        let (at, id) = page::read_cursor(before)?;
        let earlier = person::Column::CreatedAt.lt(at);
        let same = person::Column::CreatedAt.eq(at).and(person::Column::Id.lt(PersonId(id)));
        people = people.filter(Condition::any().add(earlier).add(same));
    }
    let mut rows = people
        .order_by_desc(person::Column::CreatedAt)
        .order_by_desc(person::Column::Id)
        .limit(size + 1)
        .all(ws.db().read())
        .await?;
    let more = rows.len() as u64 > size;
    rows.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|last| page::cursor(last.created_at, last.id));
    let titles = titles_of(ws, rows.iter().filter_map(|row| site_of(&row.source)).collect()).await?;
    let person = |row: person::Model| Person {
        source: in_words(&row.source, &titles),
        id: row.id,
        email: row.email,
        name: row.name,
        consent_at: row.marketing_consent_at,
        created_at: row.created_at,
    };
    Ok((rows.into_iter().map(person).collect(), next))
}

/// Titles of sites; deleted ones keep theirs.
pub(super) async fn titles_of(ws: &WorkspaceCtx, mut ids: Vec<SiteId>) -> Result<HashMap<SiteId, String>> {
    ids.sort();
    ids.dedup();
    let rows: Vec<(SiteId, String)> = site::Entity::find()
        .select_only()
        .columns([site::Column::Id, site::Column::Title])
        .scoped(ws)
        .filter(site::Column::Id.is_in(ids))
        .into_tuple()
        .all(ws.db().read())
        .await?;
    Ok(rows.into_iter().collect())
}

fn in_words(source: &str, titles: &HashMap<SiteId, String>) -> String {
    match site_of(source).map(|site| titles.get(&site).map(|title| title.trim()).unwrap_or_default()) {
        Some("") => "Form of an untitled site".to_owned(),
        Some(title) => format!("Form on {title}"),
        None => source.to_owned(),
    }
}
