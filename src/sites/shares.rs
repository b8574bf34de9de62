//! The picture that is shown where a page is shared: drawn on the server from its design, title and bio. One a published
//! version; nothing is fetched for it.

mod drawing;
mod letters;

use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use moka::future::Cache;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use tokio::sync::Semaphore;

use super::{
    publishing::Snapshot,
    sites,
    types::{AvatarShape, Visibility, share_path},
};
use crate::{
    entity::site,
    kernel::{
        AppError, Result,
        id::{SiteId, WorkspaceId},
        picture::PictureAddress,
    },
    media::images,
    server::{ctx::Visitor, error::internal},
    workspaces::deletions,
};

pub use drawing::draw;

/// Width and height in pixels, as the networks want it.
pub const SIZE: (u32, u32) = (1200, 630);
/// Memory for pictures, in bytes.
const MEMORY: u64 = 32 * 1024 * 1024;
/// How many are drawn at a time.
const PAINTERS: usize = 2;

static PICTURES: LazyLock<Cache<(SiteId, i64), Bytes>> = LazyLock::new(|| {
    let weigher = |_: &(SiteId, i64), picture: &Bytes| u32::try_from(picture.len()).unwrap_or(u32::MAX);
    Cache::builder().max_capacity(MEMORY).weigher(weigher).build()
});
static ROOM: Semaphore = Semaphore::const_new(PAINTERS);

/// What is behind the address of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Share {
    /// The picture as PNG.
    Picture(Bytes),
    /// The page has another version now; its picture is there.
    Moved(String),
}

/// The picture of a page that is online.
///
/// # Errors
/// NotFound when it is not online, or not for everybody; Internal.
pub async fn picture(visitor: &Visitor, id: SiteId, version: i64) -> Result<Share> {
    type Row = (WorkspaceId, String, i64, Option<serde_json::Value>);
    let row: Option<Row> = site::Entity::find_by_id(id)
        .select_only()
        .columns([site::Column::WorkspaceId, site::Column::Slug])
        .columns([site::Column::PublishedVersion, site::Column::Published])
        .filter(site::Column::PublishedAt.is_not_null())
        .filter(site::Column::DeletedAt.is_null())
        .into_tuple()
        .one(visitor.db().read())
        .await?;
    let missing = || AppError::not_found("picture");
    let (workspace, slug, current, stored) = row.ok_or_else(missing)?;
    deletions::refuse_leaving(visitor.db().read(), workspace).await?;
    let snapshot = Snapshot::read(&stored.ok_or_else(missing)?)?;
    if matches!(snapshot.options.visibility, Visibility::Password(_)) {
        return Err(missing());
    }
    if current != version {
        return Ok(Share::Moved(share_path(id, current)));
    }
    let handle = sites::handle_of(visitor.db().read(), workspace).await?;
    let address = visitor.app().config().absolute(&sites::public_path(&handle, &slug));
    let drawn = PICTURES.try_get_with((id, version), async move {
        let _room = ROOM.acquire().await.map_err(|error| internal("share picture", error))?;
        let portrait = portrait(visitor, &snapshot).await;
        let drawn = tokio::task::spawn_blocking(move || draw(&snapshot, &address, portrait.as_deref())).await;
        drawn.map_err(|error| internal("share picture", error))?
    });
    drawn.await.map(Share::Picture).map_err(|error: Arc<AppError>| (*error).clone())
}

/// The file of the picture on top, when it was uploaded here and is shown; others are never fetched.
async fn portrait(visitor: &Visitor, snapshot: &Snapshot) -> Option<Bytes> {
    if snapshot.look.layout.avatar == Some(AvatarShape::None) {
        return None;
    }
    let address = PictureAddress::parse(snapshot.avatar_url.trim())?;
    let width = address.widths().first().copied()?;
    images::serve(visitor, address, width, false).await.ok().map(|served| served.bytes)
}
