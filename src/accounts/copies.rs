//! What is in a copy of all that somebody has here: JSON for each table, and the files.

use std::{collections::BTreeMap, fs::File, io::Write, path::Path};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Value, json};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::avatars;
use crate::{
    entity::{handle, media, member, session, user},
    kernel::{
        Result,
        id::{UserId, WorkspaceId},
        page::MAX_PAGE,
        permission::Role,
        time::now,
    },
    media::images,
    server::{
        config::SessionStoreKind,
        ctx::System,
        dump,
        erasure::{self, Column},
        error::internal,
    },
};

/// Tables of single views and clicks of visitors, who are strangers: their sums come along instead.
const STRANGERS: [&str; 3] = ["touch", "event", "visitor"];

/// An open archive.
struct Archive(ZipWriter<File>);

impl Archive {
    fn json(&mut self, name: &str, value: &Value) -> Result<()> {
        let text = serde_json::to_vec_pretty(value).map_err(|error| internal("export", error))?;
        self.add(name, &text, CompressionMethod::Deflated)
    }

    fn add(&mut self, name: &str, bytes: &[u8], method: CompressionMethod) -> Result<()> {
        let options = SimpleFileOptions::default().compression_method(method).unix_permissions(0o600);
        self.0.start_file(name, options).map_err(|error| internal("export", error))?;
        self.0.write_all(bytes).map_err(|error| internal("export", error))
    }
}

/// Writes the archive.
///
/// # Errors
/// Internal.
pub(super) async fn write(system: &System, user: &user::Model, to: &Path) -> Result<()> {
    let file = File::create(to).map_err(|error| internal("export", error))?;
    let mut archive = Archive(ZipWriter::new(file));
    let tables = tables(system).await?;
    profile(&mut archive, system, user, &tables).await?;
    for workspace in owned(system, user).await? {
        whole(&mut archive, system, &workspace, &tables).await?;
    }
    archive.0.finish().map_err(|error| internal("export", error))?;
    Ok(())
}

async fn tables(system: &System) -> Result<BTreeMap<String, Vec<Column>>> {
    let mut tables: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for column in erasure::columns(system.db().read()).await? {
        tables.entry(column.table.clone()).or_default().push(column);
    }
    Ok(tables)
}

fn has(columns: &[Column], name: &str) -> bool {
    columns.iter().any(|column| column.name == name)
}

/// Who the person is, and every row that bears their id: sessions, memberships, what they did.
async fn profile(
    archive: &mut Archive,
    system: &System,
    user: &user::Model,
    tables: &BTreeMap<String, Vec<Column>>,
) -> Result<()> {
    let db = system.db().read();
    archive.json("about.json", &json!({ "made_for": user.email, "made_at": now(), "by": "Mewayz" }))?;
    if let Some(columns) = tables.get("user") {
        archive.json("profile.json", &json!(dump::rows(db, columns, "id", user.id.0).await?))?;
    }
    let elsewhere = system.app().config().sign_in.session_store == SessionStoreKind::Redis;
    let here = |(table, columns): &(&String, &Vec<Column>)| {
        has(columns, "user_id") && !(elsewhere && table.as_str() == "session")
    };
    for (table, columns) in tables.iter().filter(here) {
        let rows = dump::rows(db, columns, "user_id", user.id.0).await?;
        archive.json(&format!("account/{table}.json"), &json!(rows))?;
    }
    if elsewhere {
        archive.json("account/session.json", &json!(open_sessions(system, user.id).await?))?;
    }
    if let Some(picture) = avatars::file(system, user.id).await? {
        archive.add("files/picture.webp", &picture, CompressionMethod::Stored)?;
    }
    Ok(())
}

/// The devices of a person that are not in the database; what proves something stays.
async fn open_sessions(system: &System, user: UserId) -> Result<Vec<Value>> {
    let rows = system.app().sessions().of(system.db().read(), user).await?;
    let shown = |row: session::Model| {
        json!({
            "id": row.id, "user_id": row.user_id, "ip_prefix": row.ip_prefix, "user_agent": row.user_agent,
            "created_at": row.created_at, "last_seen_at": row.last_seen_at, "expires_at": row.expires_at,
            "remembered": row.remembered,
        })
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// The workspaces that the person owns, with their handles.
async fn owned(system: &System, user: &user::Model) -> Result<Vec<(WorkspaceId, String)>> {
    let mine = member::Entity::find()
        .filter(member::Column::UserId.eq(user.id))
        .filter(member::Column::Role.eq(Role::Owner))
        .limit(MAX_PAGE)
        .all(system.db().read())
        .await?;
    let ids: Vec<WorkspaceId> = mine.into_iter().map(|row| row.workspace_id).collect();
    let handles = handle::Entity::find()
        .filter(handle::Column::WorkspaceId.is_in(ids))
        .filter(handle::Column::Current.eq(true))
        .all(system.db().read())
        .await?;
    Ok(handles.into_iter().map(|row| (row.workspace_id, row.name)).collect())
}

/// Every table of a workspace, and its pictures.
async fn whole(
    archive: &mut Archive,
    system: &System,
    (id, handle): &(WorkspaceId, String),
    tables: &BTreeMap<String, Vec<Column>>,
) -> Result<()> {
    let db = system.db().read();
    if let Some(columns) = tables.get("workspace") {
        let rows = dump::rows(db, columns, "id", id.0).await?;
        archive.json(&format!("workspaces/{handle}/workspace.json"), &json!(rows))?;
    }
    let of_workspace = |(table, columns): &(&String, &Vec<Column>)| {
        has(columns, "workspace_id") && !STRANGERS.contains(&table.as_str())
    };
    for (table, columns) in tables.iter().filter(of_workspace) {
        let rows = dump::rows(db, columns, "workspace_id", id.0).await?;
        archive.json(&format!("workspaces/{handle}/{table}.json"), &json!(rows))?;
    }
    let pictures = media::Entity::find()
        .filter(media::Column::WorkspaceId.eq(*id))
        .filter(media::Column::DeletedAt.is_null())
        .all(db)
        .await?;
    for picture in pictures {
        let key = images::key(*id, picture.id, picture.width.unsigned_abs(), "webp");
        if let Some(bytes) = system.app().storage().get(&key).await? {
            let name = format!("workspaces/{handle}/files/{}.webp", picture.id);
            archive.add(&name, &bytes, CompressionMethod::Stored)?;
        }
    }
    Ok(())
}
