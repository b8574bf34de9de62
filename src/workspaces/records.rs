//! Things of the workspace that a task can be about: sites, messages, contacts, each for whoever may see it.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::types::tasks::{About, Record};
use crate::{
    entity::{message, person, site},
    kernel::{Result, permission::Permission},
    server::ctx::{Scoped, WorkspaceCtx},
};

/// How many of the newest of each kind can be chosen.
const NEWEST: u64 = 50;

/// What can be chosen, by kind, the newest first.
///
/// # Errors
/// Forbidden.
pub async fn list(ws: &WorkspaceCtx) -> Result<Vec<Record>> {
    ws.require(Permission::EditTasks)?;
    let db = ws.db().read();
    let mut out = Vec::new();
    if ws.can(Permission::ViewSites) {
        let sites = site::Entity::find().scoped(ws).filter(site::Column::DeletedAt.is_null());
        let sites = sites.order_by_desc(site::Column::CreatedAt).limit(NEWEST).all(db).await?;
        out.extend(sites.into_iter().map(of_site));
    }
    if ws.can(Permission::ViewContacts) {
        let messages = message::Entity::find().scoped(ws).filter(message::Column::DeletedAt.is_null());
        let messages = messages.order_by_desc(message::Column::CreatedAt).limit(NEWEST).all(db).await?;
        out.extend(messages.into_iter().map(of_message));
        let people = person::Entity::find().scoped(ws).order_by_desc(person::Column::CreatedAt);
        out.extend(people.limit(NEWEST).all(db).await?.into_iter().map(of_person));
    }
    Ok(out)
}

/// One of them, when it is there and the person may see it.
pub(super) async fn find<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx, about: About) -> Result<Option<Record>> {
    Ok(match about {
        About::Site(_) if !ws.can(Permission::ViewSites) => None,
        About::Message(_) | About::Contact(_) if !ws.can(Permission::ViewContacts) => None,
        About::Site(id) => {
            let found = site::Entity::find_by_id(id).scoped(ws).filter(site::Column::DeletedAt.is_null());
            found.one(db).await?.map(of_site)
        }
        About::Message(id) => {
            let found = message::Entity::find_by_id(id).scoped(ws).filter(message::Column::DeletedAt.is_null());
            found.one(db).await?.map(of_message)
        }
        About::Contact(id) => person::Entity::find_by_id(id).scoped(ws).one(db).await?.map(of_person),
    })
}

fn of_site(row: site::Model) -> Record {
    let title = if row.title.is_empty() { "without a title".to_owned() } else { row.title };
    Record { value: format!("site:{}", row.id), label: format!("Site {title}"), page: format!("sites/{}", row.id) }
}

fn of_message(row: message::Model) -> Record {
    let label = format!("Message from {}, {}", row.name, row.created_at.format("%-d %b %Y"));
    Record { value: format!("message:{}", row.id), label, page: "messages".to_owned() }
}

fn of_person(row: person::Model) -> Record {
    let search: String = url::form_urlencoded::byte_serialize(row.email.as_bytes()).collect();
    let label = format!("Contact {}", row.email);
    Record { value: format!("contact:{}", row.id), label, page: format!("audience?q={search}") }
}
