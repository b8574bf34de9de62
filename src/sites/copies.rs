//! Sites made of other sites: a copy in the same workspace, and what an export holds.

use std::collections::HashSet;

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use serde_json::{Value, json};

use super::{
    drafts, imports, redirects, sites, themes,
    types::{MAX_SITES, SiteDraft},
};
use crate::{
    entity::site,
    kernel::{
        AppError, Result,
        handle::slugify,
        id::{BlockId, SiteId},
        permission::Permission,
        time::now,
    },
    server::{
        audit::{self, Change},
        ctx::{Scoped, WorkspaceCtx},
    },
};

/// Makes a copy of a site's draft: the same blocks under new ids, so that its counts begin at zero, at an address of its
/// own, not online.
///
/// # Errors
/// Forbidden; NotFound; Invalid when there are [`MAX_SITES`].
pub async fn duplicate(ws: &WorkspaceCtx, id: SiteId) -> Result<SiteId> {
    ws.require(Permission::EditSites)?;
    let tx = ws.db().begin().await?;
    let original = sites::find(&tx, ws, id).await?;
    let mut draft = drafts::load(&tx, &original).await?;
    for block in &mut draft.blocks {
        block.id = BlockId::new();
    }
    let base = if original.slug.is_empty() { slugify(&original.title) } else { original.slug.clone() };
    let copy = add(&tx, ws, &draft, &base, Numbered::Always).await?;
    record(&tx, ws, "site.duplicate", &copy, json!({ "copy_of": id })).await?;
    tx.commit().await?;
    Ok(copy.id)
}

/// Makes a site of an export. Also returns the address of its builder.
///
/// # Errors
/// Forbidden; Invalid (`file`).
pub async fn import(ws: &WorkspaceCtx, bytes: &[u8]) -> Result<(SiteId, String)> {
    ws.require(Permission::EditSites)?;
    let no_site = || AppError::invalid("file", "This is not an export of a site. Choose a file that Mewayz has made.");
    let draft = imports::from_file(ws, bytes)?.whole.ok_or_else(no_site)?;
    draft.check_storable()?;
    let tx = ws.db().begin().await?;
    let site = add(&tx, ws, &draft, &slugify(&draft.title), Numbered::WhenTaken).await?;
    record(&tx, ws, "site.import", &site, json!({})).await?;
    tx.commit().await?;
    let handle = sites::handle_of(ws.db().read(), ws.id()).await?;
    Ok((site.id, format!("/w/{handle}/sites/{}", site.id)))
}

/// Whether an address gets a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbered {
    Always,
    WhenTaken,
}

async fn add<C: ConnectionTrait>(
    tx: &C,
    ws: &WorkspaceCtx,
    draft: &SiteDraft,
    base: &str,
    numbered: Numbered,
) -> Result<site::Model> {
    let slugs: HashSet<String> = site::Entity::find()
        .select_only()
        .column(site::Column::Slug)
        .scoped(ws)
        .filter(site::Column::DeletedAt.is_null())
        .limit(MAX_SITES)
        .into_tuple()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    sites::check_room(slugs.len() as u64)?;
    let slug = if slugs.is_empty() { String::new() } else { free(&slugs, base, numbered) };
    let theme = themes::find(&draft.theme).key;
    let blank = sites::blank(ws.id(), &draft.title, &slug, theme, &draft.language);
    let draft = SiteDraft { theme: theme.to_owned(), ..draft.clone() };
    let row = site::Model { version: 1, ..drafts::renewed(&blank, &draft, now()) };
    redirects::release(tx, ws.id(), &slug).await?;
    row.clone().into_active_model().insert(tx).await?;
    drafts::write_blocks(tx, &row, &draft.blocks).await?;
    Ok(row)
}

/// An address that no site of the workspace has: the base itself or with the first free number.
fn free(taken: &HashSet<String>, base: &str, numbered: Numbered) -> String {
    let base: String = base.chars().take(50).collect();
    let base = base.trim_matches('-');
    // A copy of "shop-2" is "shop-3".
    let base = base.rsplit_once('-').filter(|(_, n)| n.parse::<u32>().is_ok()).map_or(base, |(start, _)| start);
    let base = if base.is_empty() { "site" } else { base };
    if numbered == Numbered::WhenTaken && !taken.contains(base) {
        return base.to_owned();
    }
    let mut numbers = (2..).map(|n: u32| format!("{base}-{n}"));
    numbers.find(|slug| !taken.contains(slug)).unwrap_or_else(|| base.to_owned())
}

async fn record<C: ConnectionTrait>(
    tx: &C,
    ws: &WorkspaceCtx,
    action: &str,
    site: &site::Model,
    more: Value,
) -> Result<()> {
    let mut new = json!({ "title": drafts::shorten(&site.title), "slug": site.slug, "theme": site.theme });
    if let (Value::Object(new), Value::Object(more)) = (&mut new, more) {
        new.extend(more);
    }
    let change = Change { action, object_kind: "site", object_id: Some(site.id.0), old: None::<()>, new: Some(new) };
    audit::record(tx, ws, change).await
}
