//! The other side of an invitation: looked at with the link, accepted once by the person it was sent to.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

use super::{
    invitations::{PURPOSE, full, record},
    members, roles,
    types::{Door, InvitationView, MAX_MEMBERS},
    workspaces::Newcomer,
};
use crate::{
    entity::{handle, invitation, member, user, workspace},
    kernel::{
        AppError, Result,
        id::{UserId, WorkspaceId},
        time,
    },
    server::{
        ctx::{Ctx, SignedIn},
        error::internal,
    },
};

/// What an invitation is about, for whoever holds its link, and what they can do with it. Changes nothing.
///
/// # Errors
/// NotFound when the link is no invitation's, or no longer.
pub async fn look(ctx: &Ctx, token: &str) -> Result<InvitationView> {
    let db = ctx.db().read();
    let row = find(db, ctx, token).await?;
    let workspace = workspace::Entity::find_by_id(row.workspace_id).one(db).await?;
    let inviter = match row.invited_by {
        Some(id) => user::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let door = door(db, ctx, &row).await?;
    Ok(InvitationView {
        workspace: workspace.ok_or_else(|| AppError::not_found("invitation"))?.name,
        invited_by: inviter.map(|user| user.name),
        email: row.email,
        post: roles::held(db, row.role, row.role_id).await?.post,
        expires_at: row.expires_at,
        door,
    })
}

async fn door<C: ConnectionTrait>(db: &C, ctx: &Ctx, row: &invitation::Model) -> Result<Door> {
    if let Some(user) = ctx.user_maybe()
        && is_member(db, row.workspace_id, user.id).await?
    {
        return Ok(Door::Member { handle: handle_of(db, row.workspace_id).await? });
    }
    if row.revoked_at.is_some() {
        return Ok(Door::Revoked);
    }
    if row.accepted_at.is_some() {
        return Ok(Door::Used);
    }
    if row.expires_at <= time::now() {
        return Ok(Door::Expired);
    }
    Ok(match ctx.user_maybe() {
        Some(user) if is_meant(row, user) => Door::Accept,
        Some(user) => Door::SomebodyElse { email: user.email.clone() },
        None if has_account(db, &row.email).await? => Door::SignIn,
        None => Door::Register,
    })
}

/// Accepts an invitation: the person who is signed in becomes a member. Gives the workspace's handle. Of several who try
/// at the same time one wins; whoever is a member already just goes in.
///
/// # Errors
/// Unauthenticated; Forbidden with another address; NotFound; Gone when it is over; Invalid when the workspace is full.
pub async fn accept(ctx: &Ctx, token: &str) -> Result<String> {
    let user = ctx.user()?;
    let tx = ctx.db().begin().await?;
    let row = find(&tx, ctx, token).await?;
    if is_member(&tx, row.workspace_id, user.id).await? {
        return handle_of(&tx, row.workspace_id).await;
    }
    if !is_meant(&row, user) {
        let why = format!("This invitation was sent to {}, and you are signed in as {}.", row.email, user.email);
        return Err(AppError::Forbidden(why));
    }
    let updated = invitation::Entity::update_many()
        .col_expr(invitation::Column::AcceptedAt, Expr::value(Some(time::now())))
        .filter(invitation::Column::Id.eq(row.id))
        .filter(invitation::Column::AcceptedAt.is_null())
        .filter(invitation::Column::RevokedAt.is_null())
        .filter(invitation::Column::ExpiresAt.gt(time::now()))
        .exec(&tx)
        .await?;
    if updated.rows_affected != 1 {
        return Err(AppError::Gone("This invitation was used, taken back or is over. Ask for a new one.".to_owned()));
    }
    if members::count(&tx, row.workspace_id).await? >= MAX_MEMBERS {
        return Err(full());
    }
    let member = members::insert(&tx, row.workspace_id, user.id, (row.role, row.role_id)).await?;
    let newcomer = Newcomer::new(ctx, row.workspace_id)?;
    let post = roles::held(&tx, row.role, row.role_id).await?.post;
    record(
        &tx,
        &newcomer,
        "invitation.accept",
        &row,
        json!({ "member": member, "name": user.name, "role": post.label }),
    )
    .await?;
    let handle = handle_of(&tx, row.workspace_id).await?;
    tx.commit().await?;
    Ok(handle)
}

/// Addresses are kept in lower case, the person's and the invitation's.
fn is_meant(row: &invitation::Model, user: &SignedIn) -> bool {
    row.email == user.email
}

async fn find<C: ConnectionTrait>(db: &C, ctx: &Ctx, token: &str) -> Result<invitation::Model> {
    let hash = ctx.app().secrets().token_hash(PURPOSE, token);
    invitation::Entity::find()
        .filter(invitation::Column::TokenHash.eq(hash))
        .one(db)
        .await?
        .ok_or_else(|| AppError::not_found("invitation"))
}

async fn is_member<C: ConnectionTrait>(db: &C, workspace: WorkspaceId, user: UserId) -> Result<bool> {
    let found = member::Entity::find()
        .filter(member::Column::WorkspaceId.eq(workspace))
        .filter(member::Column::UserId.eq(user))
        .count(db)
        .await?;
    Ok(found > 0)
}

async fn has_account<C: ConnectionTrait>(db: &C, email: &str) -> Result<bool> {
    let verified = user::Column::EmailVerifiedAt.is_not_null();
    Ok(user::Entity::find().filter(user::Column::Email.eq(email)).filter(verified).count(db).await? > 0)
}

/// The handle that a workspace has now.
pub(super) async fn handle_of<C: ConnectionTrait>(db: &C, workspace: WorkspaceId) -> Result<String> {
    let current = handle::Entity::find()
        .filter(handle::Column::WorkspaceId.eq(workspace))
        .filter(handle::Column::Current.eq(true))
        .one(db)
        .await?;
    current.map(|row| row.name).ok_or_else(|| internal("handle", "the workspace has none"))
}
