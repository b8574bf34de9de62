//! Members: who they are, what they may do, and how they go.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait,
    QueryFilter, QuerySelect, RelationDef, sea_query::Expr,
};
use serde_json::json;

use super::{
    invitations, roles,
    types::{MAX_MEMBERS, Member, Team, roles::Post},
};
use crate::{
    accounts::avatars,
    entity::{member, user},
    kernel::{
        AppError, Result,
        email::Email,
        id::{MemberId, RoleId, UserId, WorkspaceId},
        permission::{Permission, Role},
        time::{self, Time},
    },
    server::{
        audit::{self, Change},
        ctx::{Scoped, WorkspaceCtx},
    },
};

/// Everybody in the workspace, and the invitations that wait for whoever may manage them.
///
/// # Errors
/// Forbidden.
pub async fn team(ws: &WorkspaceCtx) -> Result<Team> {
    ws.require(Permission::ViewWorkspace)?;
    let own = roles::posts(ws.db().write(), ws).await?;
    let members = list(ws, &own).await?;
    if !ws.can(Permission::ManageMembers) {
        return Ok(Team { members, invitations: Vec::new(), givable: Vec::new() });
    }
    let givable = roles::list(ws).await?.givable;
    Ok(Team { members, invitations: invitations::waiting(ws, &own).await?, givable })
}

async fn list(ws: &WorkspaceCtx, own: &[(RoleId, Post)]) -> Result<Vec<Member>> {
    type Row = (MemberId, UserId, String, String, Role, Option<RoleId>, Time);
    let rows: Vec<Row> = member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .column(member::Column::UserId)
        .column(user::Column::Name)
        .column(user::Column::Email)
        .column(member::Column::Role)
        .column(member::Column::RoleId)
        .column(member::Column::CreatedAt)
        .join(JoinType::InnerJoin, to_user())
        .scoped(ws)
        .limit(MAX_MEMBERS * 2)
        .into_tuple()
        .all(ws.db().write())
        .await?;
    let people: Vec<UserId> = rows.iter().map(|(_, user, ..)| *user).collect();
    let mut pictures = avatars::of_all(ws.db().read(), &people).await?;
    let mut members: Vec<Member> = rows
        .into_iter()
        .map(|(id, user, name, email, role, role_id, joined_at)| {
            let (me, avatar) = (user == ws.user().id, pictures.remove(&user));
            Member { id, name, email, avatar, role, post: roles::post_of(own, role, role_id), joined_at, me }
        })
        .collect();
    members.sort_by_key(|member| (member.role != Role::Owner, member.name.to_lowercase(), member.id));
    Ok(members)
}

fn to_user() -> RelationDef {
    member::Entity::belongs_to(user::Entity).from(member::Column::UserId).to(user::Column::Id).into()
}

/// Gives a member another role.
///
/// # Errors
/// Forbidden, also for the owner's role and one's own; NotFound; Invalid (`role`).
pub async fn change_role(ws: &WorkspaceCtx, id: MemberId, role: &str) -> Result<()> {
    ws.require(Permission::ManageMembers)?;
    let tx = ws.db().begin().await?;
    let new = roles::choose(&tx, ws, role).await?;
    let member = find(&tx, ws, id).await?;
    if member.user_id == ws.user().id {
        return Err(AppError::Forbidden("You cannot change your own role. Ask another admin or the owner.".to_owned()));
    }
    if (member.role, member.role_id) == (new.role, new.own) {
        return Ok(());
    }
    let old = roles::held(&tx, member.role, member.role_id).await?;
    if member.role == Role::Owner {
        return Err(owner_stays());
    }
    roles::refuse_beyond(ws, &old.permissions)?;
    let updated = member::Entity::update_many()
        .col_expr(member::Column::Role, Expr::value(new.role))
        .col_expr(member::Column::RoleId, Expr::value(new.own))
        .filter(member::Column::Id.eq(id))
        .filter(member::Column::Role.ne(Role::Owner))
        .exec(&tx)
        .await?;
    if updated.rows_affected != 1 {
        return Err(owner_stays());
    }
    record(&tx, ws, "member.change_role", &member, (&old.post, Some(&new.post))).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes somebody out of the workspace. What they made stays.
///
/// # Errors
/// Forbidden, also for the owner and oneself; NotFound.
pub async fn remove(ws: &WorkspaceCtx, id: MemberId) -> Result<()> {
    ws.require(Permission::ManageMembers)?;
    let tx = ws.db().begin().await?;
    let member = find(&tx, ws, id).await?;
    if member.user_id == ws.user().id {
        return Err(AppError::Forbidden("You cannot remove yourself. Leave the workspace instead.".to_owned()));
    }
    let old = roles::held(&tx, member.role, member.role_id).await?;
    if member.role != Role::Owner {
        roles::refuse_beyond(ws, &old.permissions)?;
    }
    delete(&tx, &member).await?;
    record(&tx, ws, "member.remove", &member, (&old.post, None)).await?;
    tx.commit().await?;
    Ok(())
}

/// Leaves the workspace. The owner stays.
///
/// # Errors
/// Forbidden for the owner.
pub async fn leave(ws: &WorkspaceCtx) -> Result<()> {
    ws.require(Permission::ViewWorkspace)?;
    let tx = ws.db().begin().await?;
    let member = member::Entity::find().scoped(ws).filter(member::Column::UserId.eq(ws.user().id)).one(&tx).await?;
    let member = member.ok_or_else(|| AppError::not_found("workspace"))?;
    let old = roles::held(&tx, member.role, member.role_id).await?;
    delete(&tx, &member).await?;
    record(&tx, ws, "member.leave", &member, (&old.post, None)).await?;
    tx.commit().await?;
    Ok(())
}

async fn delete<C: ConnectionTrait>(tx: &C, member: &member::Model) -> Result<()> {
    let deleted = member::Entity::delete_many()
        .filter(member::Column::Id.eq(member.id))
        .filter(member::Column::Role.ne(Role::Owner))
        .exec(tx)
        .await?;
    if deleted.rows_affected == 1 { Ok(()) } else { Err(owner_stays()) }
}

async fn find<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx, id: MemberId) -> Result<member::Model> {
    member::Entity::find_by_id(id).scoped(ws).one(tx).await?.ok_or_else(|| AppError::not_found("member"))
}

/// Whether the person with this address is a member.
pub(super) async fn has_address<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx, email: &Email) -> Result<bool> {
    let found = member::Entity::find()
        .join(JoinType::InnerJoin, to_user())
        .scoped(ws)
        .filter(user::Column::Email.eq(email.as_str()))
        .count(tx)
        .await?;
    Ok(found > 0)
}

/// How many members the workspace has.
pub(super) async fn count<C: ConnectionTrait>(tx: &C, workspace: WorkspaceId) -> Result<u64> {
    Ok(member::Entity::find().filter(member::Column::WorkspaceId.eq(workspace)).count(tx).await?)
}

/// Makes somebody a member.
///
/// # Errors
/// Invalid when they are one already, or when the workspace is full.
pub(super) async fn insert<C: ConnectionTrait>(
    tx: &C,
    workspace: WorkspaceId,
    user: UserId,
    (role, role_id): (Role, Option<RoleId>),
) -> Result<MemberId> {
    let id = MemberId::new();
    member::ActiveModel {
        id: Set(id),
        workspace_id: Set(workspace),
        user_id: Set(user),
        role: Set(role),
        role_id: Set(role_id),
        created_at: Set(time::now()),
    }
    .insert(tx)
    .await?;
    Ok(id)
}

fn owner_stays() -> AppError {
    AppError::Forbidden(
        "A workspace always has its owner: the owner cannot leave, be removed or get another role.".to_owned(),
    )
}

async fn record<C: ConnectionTrait>(
    tx: &C,
    ws: &WorkspaceCtx,
    action: &str,
    member: &member::Model,
    (old, new): (&Post, Option<&Post>),
) -> Result<()> {
    let name = user::Entity::find_by_id(member.user_id).one(tx).await?.map(|user| user.name);
    let change = Change {
        action,
        object_kind: "member",
        object_id: Some(member.id.0),
        old: Some(json!({ "user": member.user_id, "name": name, "role": old.label })),
        new: new.map(|new| json!({ "user": member.user_id, "name": name, "role": new.label })),
    };
    audit::record(tx, ws, change).await
}
