//! Where the sites of a workspace use an uploaded picture: drafts, designs and what is online.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, SimpleExpr},
};

use super::{blocks::BlockContent, types::PicturePlace};
use crate::{
    entity::{block, site},
    kernel::{
        Result,
        id::{MediaId, SiteId},
    },
    server::{
        ctx::{Scoped, WorkspaceCtx},
        db::containing,
    },
};

/// The most places that are named.
const MOST: u64 = 50;

/// Every place, by site; at most fifty of each sort.
pub async fn places<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx, picture: MediaId) -> Result<Vec<PicturePlace>> {
    let id = picture.to_string();
    let titles = titles(db, ws).await?;
    let title = |site: SiteId| titles.get(&site).cloned().unwrap_or_default();
    let mut places = Vec::new();
    for (site, avatar, share, look, published) in of_sites(db, ws, &id).await? {
        let parts = [
            ("the picture on top", avatar),
            ("the share image", share),
            ("the design", look),
            ("the published page", published.unwrap_or_default()),
        ];
        for (part, text) in parts {
            if text.contains(&id) {
                places.push(PicturePlace { site, title: title(site), part: part.to_owned() });
            }
        }
    }
    for row in of_blocks(db, ws, &id).await? {
        // Blocks of a deleted site are gone with it.
        if titles.contains_key(&row.site_id) {
            let name = BlockContent::from_stored(&row.kind, row.kind_version, &row.data).name();
            places.push(PicturePlace {
                site: row.site_id,
                title: title(row.site_id),
                part: format!("the block {name}"),
            });
        }
    }
    Ok(places)
}

type SiteTexts = (SiteId, String, String, String, Option<String>);

async fn of_sites<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx, id: &str) -> Result<Vec<SiteTexts>> {
    let anywhere = Condition::any()
        .add(site::Column::AvatarUrl.like(containing(id)))
        .add(site::Column::ShareImageUrl.like(containing(id)))
        .add(as_text(site::Column::Look).like(containing(id)))
        .add(as_text(site::Column::Published).like(containing(id)));
    let rows = site::Entity::find()
        .select_only()
        .columns([site::Column::Id, site::Column::AvatarUrl, site::Column::ShareImageUrl])
        .column_as(as_text(site::Column::Look), "look_text")
        .column_as(as_text(site::Column::Published), "published_text")
        .scoped(ws)
        .filter(site::Column::DeletedAt.is_null())
        .filter(anywhere)
        .order_by_asc(site::Column::CreatedAt)
        .limit(MOST)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows)
}

async fn of_blocks<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx, id: &str) -> Result<Vec<block::Model>> {
    Ok(block::Entity::find()
        .scoped(ws)
        .filter(block::Column::DeletedAt.is_null())
        .filter(as_text(block::Column::Data).like(containing(id)))
        .order_by_asc(block::Column::SiteId)
        .order_by_asc(block::Column::Position)
        .limit(MOST)
        .all(db)
        .await?)
}

async fn titles<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx) -> Result<HashMap<SiteId, String>> {
    let rows: Vec<(SiteId, String)> = site::Entity::find()
        .select_only()
        .columns([site::Column::Id, site::Column::Title])
        .scoped(ws)
        .filter(site::Column::DeletedAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    let named = |title: String| if title.trim().is_empty() { "Untitled site".to_owned() } else { title };
    Ok(rows.into_iter().map(|(id, title)| (id, named(title))).collect())
}

/// A JSON column as the text that it is.
fn as_text(column: impl ColumnTrait) -> SimpleExpr {
    Expr::col(column.as_column_ref()).cast_as("text")
}
