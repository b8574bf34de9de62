//! The pictures of a workspace: upload, list, describe, find, delete. Bytes are stored first, the row comes last: what a row
//! names is there.

use bytes::Bytes;
use data_encoding::HEXLOWER;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait, Func},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{
    encoding::{self, Prepared},
    jobs,
    types::{Library, MAX_SEARCH, PAGE, Picture, Places, Room, check_alt, tidy_name},
};
use crate::{
    entity::media,
    kernel::{
        AppError, Result,
        id::{MediaId, WorkspaceId},
        page::{self, Page},
        permission::Permission,
        picture::PictureAddress,
        time::now,
    },
    server::{
        app::App,
        audit::{self, Change},
        ctx::{Scoped, Visitor, WorkspaceCtx},
        db::containing,
        error::internal,
    },
    sites::pictures,
    workspaces::{brands, deletions},
};

/// What is stored of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variants {
    /// One for each width, the smallest first.
    pub list: Vec<Variant>,
    /// AVIF was made where it is smaller.
    pub finished: bool,
}

/// One width of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// In pixels.
    pub width: u32,
    /// Size of the WebP, in bytes.
    pub webp: u64,
    /// Size of the AVIF, where there is one.
    pub avif: Option<u64>,
}

/// The file of one variant.
pub fn key(workspace: WorkspaceId, id: MediaId, width: u32, ending: &str) -> String {
    format!("{}/{width}.{ending}", folder(workspace, id))
}

/// Where the files of a picture are.
pub fn folder(workspace: WorkspaceId, id: MediaId) -> String {
    format!("media/{workspace}/{id}")
}

/// Takes a picture in. One that is in the library already is not kept twice.
///
/// # Errors
/// Forbidden; Invalid (`file`) when it is no picture, too large, or there is no room; Unavailable.
pub async fn upload(ws: &WorkspaceCtx, name: &str, bytes: Bytes) -> Result<Picture> {
    ws.require(Permission::EditSites)?;
    // What is no picture need not wait for its turn.
    encoding::sniff(&bytes)?;
    let sha256 = HEXLOWER.encode(&Sha256::digest(&bytes));
    if let Some(known) = same(ws, &sha256).await? {
        return Ok(known);
    }
    refuse_when_full(ws.db().read(), ws, bytes.len() as u64).await?;
    let prepared = encode(ws.app(), bytes).await?;
    let id = MediaId::new();
    // Should we die before the row is there, a job finds files without a row and deletes them.
    jobs::tidy_later(ws, id).await?;
    let mut variants = Variants::default();
    let Prepared { content_type, width, height, variants: files } = prepared;
    for (width, webp) in files {
        variants.list.push(Variant { width, webp: webp.len() as u64, avif: None });
        ws.app().storage().put(&key(ws.id(), id, width, "webp"), webp.into()).await?;
    }
    let size: u64 = variants.list.iter().map(|variant| variant.webp).sum();
    let row = media::Model {
        id,
        workspace_id: ws.id(),
        name: tidy_name(name),
        sha256,
        content_type: content_type.to_owned(),
        width: signed(width)?,
        height: signed(height)?,
        bytes: i64::try_from(size).map_err(|error| internal("size of a picture", error))?,
        alt: String::new(),
        variants: stored(&variants)?,
        created_by: Some(ws.user().id),
        created_at: now(),
        deleted_at: None,
    };
    keep(ws, row).await
}

async fn keep(ws: &WorkspaceCtx, row: media::Model) -> Result<Picture> {
    let tx = ws.db().begin().await?;
    refuse_when_full(&tx, ws, row.bytes.unsigned_abs()).await?;
    let row = row.into_active_model().insert(&tx).await?;
    jobs::encode_later(&tx, row.id).await?;
    let new = Some(json!({ "name": row.name, "bytes": row.bytes, "width": row.width, "height": row.height }));
    let object_id = Some(row.id.0);
    let change = Change { action: "picture.upload", object_kind: "picture", object_id, old: None::<()>, new };
    audit::record(&tx, ws, change).await?;
    tx.commit().await?;
    Ok(picture(row))
}

/// Encodes on the bounded pool.
async fn encode(app: &App, bytes: Bytes) -> Result<Prepared> {
    encoding::on_pool(app, move || encoding::prepare(&bytes)).await
}

/// One page of the library, the newest first; `search` looks in names and descriptions.
///
/// # Errors
/// Forbidden; Invalid (`search`, `before`).
pub async fn list(ws: &WorkspaceCtx, search: &str, before: &str) -> Result<Library> {
    ws.require(Permission::ViewSites)?;
    let search = search.trim().to_lowercase();
    if search.chars().count() > MAX_SEARCH {
        return Err(AppError::invalid("search", format!("Search for at most {MAX_SEARCH} characters.")));
    }
    let db = ws.db().read();
    let mut found = media::Entity::find().scoped(ws).filter(media::Column::DeletedAt.is_null());
    if !search.is_empty() {
        let like = |column| Expr::expr(Func::lower(Expr::col(column))).like(containing(&search));
        found = found.filter(Condition::any().add(like(media::Column::Name)).add(like(media::Column::Alt)));
    }
    let total = found.clone().count(db).await?;
    if !before.is_empty() {
        let (at, id) = page::read_cursor(before)?;
        let earlier = media::Column::CreatedAt.lt(at);
        let same = media::Column::CreatedAt.eq(at).and(media::Column::Id.lt(MediaId(id)));
        found = found.filter(Condition::any().add(earlier).add(same));
    }
    let found = found.order_by_desc(media::Column::CreatedAt).order_by_desc(media::Column::Id);
    let mut rows = found.limit(PAGE + 1).all(db).await?;
    let more = rows.len() as u64 > PAGE;
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|last| page::cursor(last.created_at, last.id));
    let items = rows.into_iter().map(picture).collect();
    Ok(Library { page: Page { items, next, total }, room: Room { used: used(db, ws).await?, most: most(ws) } })
}

/// Where a picture is used.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn places(ws: &WorkspaceCtx, id: MediaId) -> Result<Places> {
    ws.require(Permission::ViewSites)?;
    find(ws.db().read(), ws, id).await?;
    pictures::places(ws.db().read(), ws, id).await
}

/// Writes what a picture shows. Blocks that use it keep their own words.
///
/// # Errors
/// Forbidden; NotFound; Invalid (`alt`).
pub async fn describe(ws: &WorkspaceCtx, id: MediaId, alt: &str) -> Result<()> {
    ws.require(Permission::EditSites)?;
    let alt = check_alt(alt)?;
    let tx = ws.db().begin().await?;
    let row = find(&tx, ws, id).await?;
    media::ActiveModel { id: Set(id), alt: Set(alt.clone()), ..Default::default() }.update(&tx).await?;
    let (old, new) = (Some(json!({ "alt": row.alt })), Some(json!({ "alt": alt })));
    let change = Change { action: "picture.describe", object_kind: "picture", object_id: Some(id.0), old, new };
    audit::record(&tx, ws, change).await?;
    tx.commit().await?;
    Ok(())
}

/// Deletes a picture that no site uses. Its files go a moment later.
///
/// # Errors
/// Forbidden; NotFound; Conflict with the places when it is used.
pub async fn delete(ws: &WorkspaceCtx, id: MediaId) -> Result<()> {
    ws.require(Permission::EditSites)?;
    let tx = ws.db().begin().await?;
    let row = find(&tx, ws, id).await?;
    if brands::uses(&tx, ws, id).await? {
        let words = "This picture is the logo of the workspace. Choose another logo in the settings first.";
        return Err(AppError::Conflict(words.to_owned()));
    }
    let places = pictures::places(&tx, ws, id).await?;
    if let Some(first) = places.first() {
        let rest = match places.len() {
            1 => String::new(),
            2 => " and in one more place".to_owned(),
            count => format!(" and in {} more places", count - 1),
        };
        let words = format!("This picture is used: {}{rest}. Take it out there first.", first.in_words());
        return Err(AppError::Conflict(words));
    }
    media::ActiveModel { id: Set(id), deleted_at: Set(Some(now())), ..Default::default() }.update(&tx).await?;
    jobs::tidy_now(&tx, row.workspace_id, id).await?;
    let old = Some(json!({ "name": row.name, "bytes": row.bytes, "alt": row.alt }));
    let change =
        Change { action: "picture.delete", object_kind: "picture", object_id: Some(id.0), old, new: None::<()> };
    audit::record(&tx, ws, change).await?;
    tx.commit().await?;
    Ok(())
}

/// One file of a picture, for everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// The bytes.
    pub bytes: Bytes,
    /// `image/webp` or `image/avif`.
    pub content_type: &'static str,
    /// It will never be another one.
    pub is_final: bool,
}

/// The file behind an address; `width` is one of the picture's own. AVIF when the browser takes it and there is one.
///
/// # Errors
/// NotFound; Gone while the workspace waits for its end, like its pages.
pub async fn serve(visitor: &Visitor, address: PictureAddress, width: u32, takes_avif: bool) -> Result<Served> {
    let nothing = || AppError::not_found("picture");
    let row = media::Entity::find_by_id(address.id).one(visitor.db().read()).await?;
    let row = row.filter(|row| row.deleted_at.is_none()).ok_or_else(nothing)?;
    let variants = Variants::deserialize(&row.variants).map_err(|error| internal("variants of a picture", error))?;
    let id = row.id;
    let workspace = row.workspace_id;
    deletions::refuse_leaving(visitor.db().read(), workspace).await?;
    if picture(row).parts() != address {
        return Err(nothing());
    }
    let variant = variants.list.iter().find(|variant| variant.width == width).ok_or_else(nothing)?;
    let (ending, content_type) =
        if takes_avif && variant.avif.is_some() { ("avif", "image/avif") } else { ("webp", "image/webp") };
    let bytes = visitor.app().storage().get(&key(workspace, id, width, ending)).await?.ok_or_else(nothing)?;
    Ok(Served { bytes, content_type, is_final: variants.finished || !takes_avif })
}

/// Whether the workspace has a picture.
pub async fn exists<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx, id: MediaId) -> Result<bool> {
    match find(db, ws, id).await {
        Ok(_) => Ok(true),
        Err(AppError::NotFound(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// A living picture of the workspace.
async fn find<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx, id: MediaId) -> Result<media::Model> {
    media::Entity::find_by_id(id)
        .scoped(ws)
        .filter(media::Column::DeletedAt.is_null())
        .one(db)
        .await?
        .ok_or_else(|| AppError::not_found("picture"))
}

async fn same(ws: &WorkspaceCtx, sha256: &str) -> Result<Option<Picture>> {
    let known = media::Entity::find()
        .scoped(ws)
        .filter(media::Column::Sha256.eq(sha256))
        .filter(media::Column::DeletedAt.is_null())
        .one(ws.db().read())
        .await?;
    Ok(known.map(picture))
}

async fn refuse_when_full<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx, more: u64) -> Result<()> {
    let most = most(ws);
    if used(db, ws).await? + more <= most {
        return Ok(());
    }
    let words = format!(
        "There is no room for this picture: all pictures of a workspace together take at most {} MB. Delete some first.",
        most / (1024 * 1024)
    );
    Err(AppError::invalid("file", words))
}

fn most(ws: &WorkspaceCtx) -> u64 {
    ws.app().config().limits.media_mib * 1024 * 1024
}

async fn used<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx) -> Result<u64> {
    let sum: Option<Option<i64>> = media::Entity::find()
        .select_only()
        .column_as(media::Column::Bytes.sum().cast_as("bigint"), "bytes")
        .scoped(ws)
        .filter(media::Column::DeletedAt.is_null())
        .into_tuple()
        .one(db)
        .await?;
    Ok(sum.flatten().unwrap_or(0).unsigned_abs())
}

fn signed(side: u32) -> Result<i32> {
    i32::try_from(side).map_err(|error| internal("size of a picture", error))
}

/// The form that the database keeps.
pub(super) fn stored(variants: &Variants) -> Result<serde_json::Value> {
    serde_json::to_value(variants).map_err(|error| internal("variants of a picture", error))
}

fn picture(row: media::Model) -> Picture {
    let parts = PictureAddress { id: row.id, width: row.width.unsigned_abs(), height: row.height.unsigned_abs() };
    Picture {
        id: row.id,
        address: parts.to_string(),
        name: row.name,
        alt: row.alt,
        width: parts.width,
        height: parts.height,
        bytes: row.bytes.unsigned_abs(),
        created_at: row.created_at,
    }
}
