//! Short links: every address that a published block leads to has a code, which stays when the address is edited.

use std::collections::HashMap;

use rand::RngExt;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, sea_query::Expr,
};

use super::{
    drafts, gates,
    types::{Block, is_code_sign},
    visits,
};
use crate::{
    entity::{link, link_alias, site},
    kernel::{
        AppError, Result,
        id::{BlockId, LinkId, SiteId},
        time::now,
    },
    server::ctx::Visitor,
    workspaces::deletions,
};

/// Letters and digits that are not mistaken for each other when read aloud or copied by hand.
const ALPHABET: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// 56^9 codes: guessing one of a million takes five billion tries.
const CODE_LENGTH: usize = 9;

/// The link behind a code.
///
/// # Errors
/// NotFound; Gone when its block or its site is not online, any more or yet; Forbidden when the platform closed the pages.
pub async fn by_code(visitor: &Visitor, code: &str) -> Result<link::Model> {
    if code.len() > 64 || !code.bytes().all(is_code_sign) {
        return Err(AppError::not_found("link"));
    }
    let db = visitor.db().read();
    let mut found = link::Entity::find().filter(link::Column::Code.eq(code)).one(db).await?;
    if found.is_none()
        && let Some(alias) = link_alias::Entity::find_by_id(code.to_owned()).one(db).await?
    {
        found = link::Entity::find_by_id(alias.link_id).one(db).await?;
    }
    match found {
        Some(link) if deletions::erase_at(db, link.workspace_id).await?.is_some() => {
            Err(AppError::Gone("This link is not online now.".to_owned()))
        }
        Some(link) if link.active && gates::rules(&link).shows_at(visitor.app().clock().now()) => {
            visits::refuse_closed(visitor, link.workspace_id).await?;
            Ok(link)
        }
        Some(_) => Err(AppError::Gone("This link is not online now.".to_owned())),
        None => Err(AppError::not_found("link")),
    }
}

/// Gives every target of the blocks a working link and stops the site's other links. Codes by block, in target order.
/// `locked` links ask for the password of their site.
pub(super) async fn renew<C: ConnectionTrait>(
    tx: &C,
    site: &site::Model,
    blocks: &[&Block],
    locked: bool,
) -> Result<HashMap<BlockId, Vec<String>>> {
    let mut stored: HashMap<BlockId, Vec<link::Model>> = HashMap::new();
    let rows =
        link::Entity::find().filter(link::Column::SiteId.eq(site.id)).order_by_asc(link::Column::Slot).all(tx).await?;
    for row in rows {
        stored.entry(row.block_id).or_default().push(row);
    }
    let mut codes = HashMap::new();
    let mut made = Vec::new();
    for block in blocks {
        let targets = block.content.targets();
        let targets: Vec<&str> = targets.iter().map(|target| target.trim()).collect();
        let known = stored.remove(&block.id).unwrap_or_default();
        let (links, unused) = assign(known, &targets);
        stored.insert(block.id, unused);
        let mut of_block = Vec::with_capacity(links.len());
        let rules = drafts::stored(&block.rules);
        for (target, link) in targets.into_iter().zip(links) {
            of_block.push(match link {
                Assigned::Known(link) => keep(tx, link, target, &rules, locked).await?,
                Assigned::New(slot) => {
                    let link = link::Model { rules: rules.clone(), locked, ..fresh(site, block.id, slot, target) };
                    let code = link.code.clone();
                    made.push(link.into_active_model());
                    code
                }
            });
        }
        codes.insert(block.id, of_block);
    }
    if !made.is_empty() {
        link::Entity::insert_many(made).exec_without_returning(tx).await?;
    }
    let over: Vec<LinkId> = stored.into_values().flatten().filter(|link| link.active).map(|link| link.id).collect();
    if !over.is_empty() {
        link::Entity::update_many()
            .col_expr(link::Column::Active, Expr::value(false))
            .filter(link::Column::Id.is_in(over))
            .exec(tx)
            .await?;
    }
    Ok(codes)
}

/// Stops every link of a site.
pub(super) async fn stop<C: ConnectionTrait>(tx: &C, site: SiteId) -> Result<()> {
    link::Entity::update_many()
        .col_expr(link::Column::Active, Expr::value(false))
        .filter(link::Column::SiteId.eq(site))
        .exec(tx)
        .await?;
    Ok(())
}

enum Assigned {
    Known(link::Model),
    /// With a slot that is free in the block.
    New(i32),
}

/// A target keeps the link that led to it; an edited target takes the link of its place; the rest get new ones. So a
/// shared short link neither breaks nor changes its meaning when icons are sorted.
fn assign(mut known: Vec<link::Model>, targets: &[&str]) -> (Vec<Assigned>, Vec<link::Model>) {
    let mut free = known.iter().map(|link| link.slot).max().map_or(0, |slot| slot + 1);
    let mut same: Vec<Option<link::Model>> = targets
        .iter()
        .map(|target| known.iter().position(|link| link.target == *target).map(|at| known.remove(at)))
        .collect();
    for (place, link) in (0..).zip(&mut same) {
        if link.is_none() {
            *link = known.iter().position(|old| old.slot == place).map(|at| known.remove(at));
        }
    }
    let links = same
        .into_iter()
        .map(|link| match link {
            Some(link) => Assigned::Known(link),
            None => {
                free += 1;
                Assigned::New(free - 1)
            }
        })
        .collect();
    (links, known)
}

async fn keep<C: ConnectionTrait>(
    tx: &C,
    link: link::Model,
    target: &str,
    rules: &serde_json::Value,
    locked: bool,
) -> Result<String> {
    if link.target != target || !link.active || link.rules != *rules || link.locked != locked {
        link::ActiveModel {
            id: Set(link.id),
            target: Set(target.to_owned()),
            active: Set(true),
            rules: Set(rules.clone()),
            locked: Set(locked),
            ..Default::default()
        }
        .update(tx)
        .await?;
    }
    Ok(link.code)
}

fn fresh(site: &site::Model, block: BlockId, slot: i32, target: &str) -> link::Model {
    link::Model {
        id: LinkId::new(),
        code: new_code(),
        workspace_id: site.workspace_id,
        site_id: site.id,
        block_id: block,
        slot,
        target: target.to_owned(),
        active: true,
        rules: serde_json::json!({}),
        locked: false,
        created_at: now(),
    }
}

fn new_code() -> String {
    let mut rng = rand::rng();
    (0..CODE_LENGTH).map(|_| char::from(ALPHABET[rng.random_range(0..ALPHABET.len())])).collect()
}
