//! The sites of a workspace: list, make, open, give another address, delete.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use super::{
    blocks::BlockContent,
    clicks, drafts, links, redirects, themes,
    types::{
        Block, Colour, Ground, Look, MAX_SITES, SiteDetails, SiteSummary, Start, Visibility, check_slug, check_text,
    },
    zones,
};
use crate::{
    entity::{block, handle, site},
    kernel::{
        AppError, FieldErrors, Result,
        id::{SiteId, WorkspaceId},
        permission::Permission,
        time::now,
    },
    server::{
        audit::{self, Change},
        config::Config,
        ctx::{Scoped, WorkspaceCtx},
        error::internal,
    },
    workspaces::{brands, types::owners::Brand},
};

/// Every site, the oldest first. A workspace has at most [`MAX_SITES`].
///
/// # Errors
/// Forbidden.
pub async fn list(ws: &WorkspaceCtx) -> Result<Vec<SiteSummary>> {
    ws.require(Permission::ViewSites)?;
    let db = ws.db().read();
    let rows = site::Entity::find()
        .scoped(ws)
        .filter(site::Column::DeletedAt.is_null())
        .order_by_asc(site::Column::CreatedAt)
        .order_by_asc(site::Column::Id)
        .limit(MAX_SITES)
        .all(db)
        .await?;
    let handle = handle_of(db, ws.id()).await?;
    let blocks = count_blocks(ws).await?;
    let counts = if ws.can(Permission::ViewAnalytics) { Some(clicks::of_last_week(ws).await?) } else { None };
    let counted = |id| counts.as_ref().map(|counts| counts.get(&id).copied().unwrap_or_default());
    Ok(rows
        .into_iter()
        .map(|row| SiteSummary {
            id: row.id,
            public_url: public_url(ws.app().config(), &handle, &row.slug),
            changed: row.published_at.is_some() && row.version != row.published_version,
            blocks: blocks.get(&row.id).copied().unwrap_or(0),
            clicks_7_days: counted(row.id).map(|totals| totals.clicks),
            views_7_days: counted(row.id).map(|totals| totals.views),
            visibility: row.published_visibility,
            title: row.title,
            slug: row.slug,
            theme: row.theme,
            published_at: row.published_at,
            updated_at: row.updated_at,
        })
        .collect())
}

/// Makes an empty site. An empty slug is the main address; the first site of a workspace always gets it.
///
/// # Errors
/// Forbidden; Invalid (`title`, `slug`, or the form as a whole when there are [`MAX_SITES`]).
pub async fn create(ws: &WorkspaceCtx, title: &str, slug: &str, theme: &str) -> Result<SiteId> {
    create_with(ws, title, slug, theme, Vec::new()).await
}

/// Like [`create`], with what the site starts with. Also returns the address of its builder.
///
/// # Errors
/// As [`create`].
pub async fn start(ws: &WorkspaceCtx, title: &str, slug: &str, theme: &str, start: Start) -> Result<(SiteId, String)> {
    let blocks = if start == Start::Examples { BlockContent::examples() } else { Vec::new() };
    let id = create_with(ws, title, slug, theme, blocks).await?;
    let handle = handle_of(ws.db().read(), ws.id()).await?;
    let tab = if start == Start::Import { "?tab=import" } else { "" };
    Ok((id, format!("/w/{handle}/sites/{id}{tab}")))
}

async fn create_with(
    ws: &WorkspaceCtx,
    title: &str,
    slug: &str,
    theme: &str,
    blocks: Vec<BlockContent>,
) -> Result<SiteId> {
    ws.require(Permission::EditSites)?;
    let mut errors = FieldErrors::default();
    check_text(&mut errors, "title", title, 1, 80);
    if !themes::exists(theme) {
        errors.add("theme", "Choose a theme from the list.");
    }
    errors.into_result()?;
    let slug = slug.trim();
    check_slug(slug)?;
    let tx = ws.db().begin().await?;
    let existing = site::Entity::find().scoped(ws).filter(site::Column::DeletedAt.is_null()).count(&tx).await?;
    check_room(existing)?;
    let slug = if existing == 0 { "" } else { slug };
    refuse_taken_slug(&tx, ws, slug, None).await?;
    redirects::release(&tx, ws.id(), slug).await?;
    let mut row = blank(ws.id(), title.trim(), slug, theme, &ws.workspace().locale);
    row.look = look_of(&brands::of(&tx, ws.id()).await?)?;
    let id = row.id;
    row.clone().into_active_model().insert(&tx).await?;
    let blocks: Vec<_> = blocks.into_iter().map(Block::new).collect();
    drafts::write_blocks(&tx, &row, &blocks).await?;
    let new = Some(json!({ "title": title.trim(), "slug": slug, "theme": theme }));
    let change = Change { action: "site.create", object_kind: "site", object_id: Some(id.0), old: None::<()>, new };
    audit::record(&tx, ws, change).await?;
    tx.commit().await?;
    Ok(id)
}

/// A site with its draft, as the builder opens it.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn open(ws: &WorkspaceCtx, id: SiteId) -> Result<SiteDetails> {
    ws.require(Permission::ViewSites)?;
    // What was just saved must be there, so the copy that may lag behind does not answer.
    let db = ws.db().write();
    let site = find(db, ws, id).await?;
    let draft = drafts::load(db, &site).await?;
    let handle = handle_of(db, ws.id()).await?;
    Ok(SiteDetails {
        id: site.id,
        workspace_id: site.workspace_id,
        public_url: public_url(ws.app().config(), &handle, &site.slug),
        slug: site.slug,
        version: site.version,
        published_at: site.published_at,
        published_version: site.published_version,
        updated_at: site.updated_at,
        draft,
        zone: zones::around(&ws.workspace().time_zone, now()),
    })
}

/// Moves a site to another address; an empty slug is the main address. The old address leads there for 90 days.
///
/// # Errors
/// Forbidden; NotFound; Invalid (`slug`).
pub async fn rename(ws: &WorkspaceCtx, id: SiteId, slug: &str) -> Result<()> {
    ws.require(Permission::PublishSites)?;
    let slug = slug.trim();
    check_slug(slug)?;
    let tx = ws.db().begin().await?;
    let site = find(&tx, ws, id).await?;
    refuse_taken_slug(&tx, ws, slug, Some(id)).await?;
    if site.slug != slug {
        redirects::leave(&tx, &site).await?;
        redirects::release(&tx, ws.id(), slug).await?;
    }
    let old = Some(json!({ "slug": site.slug }));
    site::ActiveModel { id: Set(id), slug: Set(slug.to_owned()), updated_at: Set(now()), ..Default::default() }
        .update(&tx)
        .await?;
    let new = Some(json!({ "slug": slug }));
    let change = Change { action: "site.rename", object_kind: "site", object_id: Some(id.0), old, new };
    audit::record(&tx, ws, change).await?;
    tx.commit().await?;
    Ok(())
}

/// Deletes a site: its page answers 410 and its links stop. The rows stay, and so do the counts.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn delete(ws: &WorkspaceCtx, id: SiteId) -> Result<()> {
    ws.require(Permission::PublishSites)?;
    let tx = ws.db().begin().await?;
    let site = find(&tx, ws, id).await?;
    links::stop(&tx, id).await?;
    site::ActiveModel {
        id: Set(id),
        published_at: Set(None),
        published: Set(None),
        deleted_at: Set(Some(now())),
        ..Default::default()
    }
    .update(&tx)
    .await?;
    let old = Some(json!({ "title": drafts::shorten(&site.title), "slug": site.slug }));
    let change = Change { action: "site.delete", object_kind: "site", object_id: Some(id.0), old, new: None::<()> };
    audit::record(&tx, ws, change).await?;
    tx.commit().await?;
    Ok(())
}

/// One living site of the workspace.
pub(super) async fn find<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx, id: SiteId) -> Result<site::Model> {
    site::Entity::find_by_id(id)
        .scoped(ws)
        .filter(site::Column::DeletedAt.is_null())
        .one(db)
        .await?
        .ok_or_else(|| AppError::not_found("site"))
}

/// A row for a site without blocks.
pub(super) fn blank(workspace: WorkspaceId, title: &str, slug: &str, theme: &str, locale: &str) -> site::Model {
    let at = now();
    site::Model {
        id: SiteId::new(),
        workspace_id: workspace,
        slug: slug.to_owned(),
        title: drafts::storable(title),
        bio: String::new(),
        avatar_url: String::new(),
        theme: drafts::storable(theme),
        look: json!({}),
        options: json!({}),
        language: if locale.is_empty() { "en".to_owned() } else { locale.to_owned() },
        seo_title: String::new(),
        seo_description: String::new(),
        share_image_url: String::new(),
        version: 1,
        published_at: None,
        published_version: 0,
        published: None,
        published_visibility: Visibility::default().key().to_owned(),
        translation_group: None,
        created_at: at,
        updated_at: at,
        deleted_at: None,
    }
}

/// The look that a new site begins with: the colours of the workspace, and texts that can be read on them.
fn look_of(brand: &Brand) -> Result<serde_json::Value> {
    let mut look = Look::default();
    let ink = |ground: Colour| match ground.contrast(Colour::WHITE) >= ground.contrast(Colour::BLACK) {
        true => Colour::WHITE,
        false => Colour::BLACK,
    };
    if let Ok(accent) = brand.accent.parse::<Colour>() {
        (look.colours.accent, look.colours.accent_text) = (Some(accent), Some(ink(accent)));
    }
    if let Ok(background) = brand.background.parse::<Colour>() {
        (look.ground, look.colours.text) = (Some(Ground::Colour(background)), Some(ink(background)));
    }
    if look == Look::default() {
        return Ok(json!({}));
    }
    serde_json::to_value(look).map_err(|error| internal("look of a new site", error))
}

/// The handle that a workspace has now.
pub async fn handle_of<C: ConnectionTrait>(db: &C, workspace: WorkspaceId) -> Result<String> {
    handle::Entity::find()
        .filter(handle::Column::WorkspaceId.eq(workspace))
        .filter(handle::Column::Current.eq(true))
        .one(db)
        .await?
        .map(|handle| handle.name)
        .ok_or_else(|| internal("public address", "the workspace has no handle"))
}

/// Address of a public page without the host.
pub fn public_path(handle: &str, slug: &str) -> String {
    if slug.is_empty() { format!("/@{handle}") } else { format!("/@{handle}/{slug}") }
}

/// Address of a public page.
pub fn public_url(config: &Config, handle: &str, slug: &str) -> String {
    config.absolute(&public_path(handle, slug))
}

/// Refuses one more site than a workspace may have.
pub(super) fn check_room(existing: u64) -> Result<()> {
    let full = || AppError::invalid("", format!("A workspace has at most {MAX_SITES} sites. Delete one first."));
    if existing < MAX_SITES { Ok(()) } else { Err(full()) }
}

async fn refuse_taken_slug<C: ConnectionTrait>(
    db: &C,
    ws: &WorkspaceCtx,
    slug: &str,
    except: Option<SiteId>,
) -> Result<()> {
    let taken = site::Entity::find()
        .scoped(ws)
        .filter(site::Column::Slug.eq(slug))
        .filter(site::Column::DeletedAt.is_null())
        .one(db)
        .await?
        .is_some_and(|other| Some(other.id) != except);
    match (taken, slug) {
        (false, _) => Ok(()),
        (true, "") => Err(AppError::invalid(
            "slug",
            "Another site has the main address. Give this one an address part, or move the other first.",
        )),
        (true, _) => Err(AppError::invalid("slug", "Another site of this workspace has this address.")),
    }
}

async fn count_blocks(ws: &WorkspaceCtx) -> Result<HashMap<SiteId, u64>> {
    let rows: Vec<(SiteId, i64)> = block::Entity::find()
        .select_only()
        .column(block::Column::SiteId)
        .column_as(block::Column::Id.count(), "blocks")
        .scoped(ws)
        .filter(block::Column::DeletedAt.is_null())
        .group_by(block::Column::SiteId)
        .into_tuple()
        .all(ws.db().read())
        .await?;
    Ok(rows.into_iter().map(|(site, count)| (site, count.unsigned_abs())).collect())
}
