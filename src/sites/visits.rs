//! What is behind a public address: a site that is online, one that was, another address, or nothing.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QuerySelect, RelationDef,
    sea_query::{Expr, ExprTrait},
};

use super::{passes, publishing::Snapshot, redirects, sites, types::Block};
use crate::{
    entity::{block, handle, site, workspace_deletion, workspace_suspension},
    kernel::{
        AppError, Result,
        id::{BlockId, SiteId, TranslationGroupId, WorkspaceId},
        time::{Time, now},
    },
    server::ctx::Visitor,
    workspaces::{deletions, suspensions},
};

/// A site that is online.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Online {
    /// Which site.
    pub id: SiteId,
    /// Whose.
    pub workspace: WorkspaceId,
    /// The version that is online.
    pub version: i64,
    /// Address without the host.
    pub path: String,
    /// It asks for a password.
    pub locked: bool,
    /// It is the same page as others in another language.
    pub group: Option<TranslationGroupId>,
}

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visit {
    /// A page.
    Online(Online),
    /// The workspace has another handle now, or the site another address part: the same page there.
    Moved(String),
    /// A page that is not online any more.
    Gone,
    /// The platform has closed the pages of this workspace.
    Closed,
    /// Nothing, now or ever.
    Unknown,
}

/// A block of a page that is online.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The page.
    pub site: Online,
    /// Name on top of it.
    pub title: String,
    /// The block as it was published.
    pub block: Block,
    /// Codes of its links, in the order of its targets.
    pub codes: Vec<String>,
}

/// Handle: whose, whether it is the current one, until when it redirects. Site: id, since when it is online, its version,
/// who may see it, its languages. Since when the platform has closed the workspace, and when it will be erased.
type Row = (
    WorkspaceId,
    bool,
    Option<Time>,
    Option<SiteId>,
    Option<Time>,
    Option<i64>,
    Option<String>,
    Option<TranslationGroupId>,
    Option<Time>,
    Option<Time>,
);

/// Looks an address up; handle and slug in lower case. One indexed query for a page that is online.
pub async fn find(visitor: &Visitor, handle: &str, slug: &str) -> Result<Visit> {
    // Nothing else was ever a name; PostgreSQL would refuse to look for a null character.
    let possible = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if !possible(handle) || !possible(slug) {
        return Ok(Visit::Unknown);
    }
    let wanted = slug.to_owned();
    let sites: RelationDef = handle::Entity::belongs_to(site::Entity)
        .from(handle::Column::WorkspaceId)
        .to(site::Column::WorkspaceId)
        .on_condition(move |_, site| {
            let of_site = |column| Expr::col((site.clone(), column));
            Condition::all()
                .add(of_site(site::Column::Slug).eq(wanted.as_str()))
                .add(of_site(site::Column::DeletedAt).is_null())
        })
        .into();
    let closed: RelationDef = handle::Entity::belongs_to(workspace_suspension::Entity)
        .from(handle::Column::WorkspaceId)
        .to(workspace_suspension::Column::WorkspaceId)
        .into();
    let endings: RelationDef = handle::Entity::belongs_to(workspace_deletion::Entity)
        .from(handle::Column::WorkspaceId)
        .to(workspace_deletion::Column::WorkspaceId)
        .into();
    let row: Option<Row> = handle::Entity::find_by_id(handle)
        .select_only()
        .columns([handle::Column::WorkspaceId, handle::Column::Current, handle::Column::ExpiresAt])
        .columns([site::Column::Id, site::Column::PublishedAt, site::Column::PublishedVersion])
        .columns([site::Column::PublishedVisibility, site::Column::TranslationGroup])
        .column(workspace_suspension::Column::At)
        .column(workspace_deletion::Column::EraseAt)
        .join(JoinType::LeftJoin, sites)
        .join(JoinType::LeftJoin, closed)
        .join(JoinType::LeftJoin, endings)
        .into_tuple()
        .one(visitor.db().read())
        .await?;
    let Some((workspace, current, expires_at, id, published_at, version, visibility, group, closed, ending)) = row
    else {
        return Ok(Visit::Unknown);
    };
    if closed.is_some() {
        return Ok(Visit::Closed);
    }
    // Whatever was there: its owner has deleted the whole workspace.
    if ending.is_some() {
        return Ok(Visit::Gone);
    }
    if !current {
        return if expires_at.is_some_and(|until| until > now()) {
            let handle = sites::handle_of(visitor.db().read(), workspace).await?;
            Ok(Visit::Moved(sites::public_path(&handle, slug)))
        } else {
            Ok(Visit::Unknown)
        };
    }
    if let (Some(id), Some(_), Some(version)) = (id, published_at, version) {
        let locked = visibility.as_deref() == Some("password");
        let path = sites::public_path(handle, slug);
        return Ok(Visit::Online(Online { id, workspace, version, path, locked, group }));
    }
    if let Some(now) = redirects::find(visitor, workspace, slug).await? {
        return Ok(Visit::Moved(sites::public_path(handle, &now)));
    }
    match (id, version) {
        (Some(_), Some(version)) if version > 0 => Ok(Visit::Gone),
        _ => was_there(visitor, workspace, slug).await,
    }
}

/// What is online of a site. `None` when it was taken offline a moment ago.
pub async fn snapshot(visitor: &Visitor, site: SiteId) -> Result<Option<Snapshot>> {
    let stored: Option<Option<serde_json::Value>> = site::Entity::find_by_id(site)
        .select_only()
        .column(site::Column::Published)
        .into_tuple()
        .one(visitor.db().read())
        .await?;
    stored.flatten().map(|stored| Snapshot::read(&stored)).transpose()
}

/// A block as visitors see it now.
///
/// # Errors
/// NotFound; Gone when the block or its page is not online any more or yet; Forbidden when the page asks for a password first.
pub async fn shown(visitor: &Visitor, id: BlockId) -> Result<Shown> {
    let db = visitor.db().read();
    let block = block::Entity::find_by_id(id).one(db).await?.ok_or_else(|| AppError::not_found("block"))?;
    let site = site::Entity::find_by_id(block.site_id).one(db).await?.ok_or_else(|| AppError::not_found("block"))?;
    deletions::refuse_leaving(db, site.workspace_id).await?;
    let (Some(stored), None) = (&site.published, site.deleted_at) else { return Err(gone()) };
    refuse_closed(visitor, site.workspace_id).await?;
    let snapshot = Snapshot::read(stored)?;
    if !passes::may_see(visitor, site.id, &snapshot.options) {
        let why = "This is on a page with a password. Open the page and enter it again.";
        return Err(AppError::Forbidden(why.to_owned()));
    }
    let (blocks, _) = snapshot.shown(visitor.app().clock().now());
    let (block, codes) = blocks.into_iter().find(|(block, _)| block.id == id).ok_or_else(gone)?;
    let handle = sites::handle_of(db, site.workspace_id).await?;
    let path = sites::public_path(&handle, &site.slug);
    let site = Online {
        id: site.id,
        workspace: site.workspace_id,
        version: site.published_version,
        path,
        locked: site.published_visibility == "password",
        group: site.translation_group,
    };
    Ok(Shown { site, title: snapshot.title, block, codes })
}

/// What is said about pages that the platform has closed.
pub fn closed() -> AppError {
    AppError::Forbidden("The platform has closed the pages of this account.".to_owned())
}

/// Refuses when the platform has closed the pages of a workspace.
///
/// # Errors
/// Forbidden.
pub(super) async fn refuse_closed(visitor: &Visitor, workspace: WorkspaceId) -> Result<()> {
    match suspensions::of(visitor.db().read(), workspace).await? {
        Some(_) => Err(closed()),
        None => Ok(()),
    }
}

/// What is said about a part of a page that was there.
pub fn gone() -> AppError {
    AppError::Gone("This part of the page is not online any more.".to_owned())
}

async fn was_there(visitor: &Visitor, workspace: WorkspaceId, slug: &str) -> Result<Visit> {
    let deleted = site::Entity::find()
        .filter(site::Column::WorkspaceId.eq(workspace))
        .filter(site::Column::Slug.eq(slug))
        .filter(site::Column::DeletedAt.is_not_null())
        .filter(site::Column::PublishedVersion.gt(0))
        .count(visitor.db().read())
        .await?;
    Ok(if deleted > 0 { Visit::Gone } else { Visit::Unknown })
}
