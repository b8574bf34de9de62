//! Workspaces: made, found, changed.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;

use super::{
    handles,
    types::{Me, OpenWorkspace, WorkspaceLink},
};
use crate::{
    entity::{handle, member, workspace},
    kernel::{
        AppError, Result,
        handle::Handle,
        id::{MemberId, UserId, WorkspaceId},
        permission::Role,
        time,
    },
    server::{
        audit::{self, Change},
        ctx::{Actor, ActorFacts, Ctx, WorkspaceCtx},
    },
};

/// Makes a workspace with its owner, inside the transaction that is the reason for it (registration, the seed). The
/// handle is the wanted one, or the nearest free one when that is taken, reserved or not a handle at all.
pub async fn create<C: ConnectionTrait>(
    tx: &C,
    owner: UserId,
    name: &str,
    wanted_handle: &str,
) -> Result<(WorkspaceId, Handle)> {
    let id = WorkspaceId::new();
    insert(tx, id, name).await?;
    insert_owner(tx, id, owner).await?;
    let wanted = if wanted_handle.trim().is_empty() { name } else { wanted_handle };
    let handle = handles::claim_near(tx, id, wanted).await?;
    let founder = Founder { workspace: id, user: owner, ip: String::new() };
    record_creation(tx, &founder, name, &handle).await?;
    Ok((id, handle))
}

/// The workspaces of the person who is signed in, by name.
///
/// # Errors
/// Unauthenticated.
pub async fn mine(ctx: &Ctx) -> Result<Vec<WorkspaceLink>> {
    let user = ctx.user()?;
    let of_member = member::Entity::belongs_to(workspace::Entity)
        .from(member::Column::WorkspaceId)
        .to(workspace::Column::Id)
        .into();
    let handle_of_member = member::Entity::belongs_to(handle::Entity)
        .from(member::Column::WorkspaceId)
        .to(handle::Column::WorkspaceId)
        .into();
    let rows: Vec<(WorkspaceId, String, String, Role)> = member::Entity::find()
        .select_only()
        .column(member::Column::WorkspaceId)
        .column(workspace::Column::Name)
        .column_as(handle::Column::Name, "handle")
        .column(member::Column::Role)
        .join(JoinType::InnerJoin, of_member)
        .join(JoinType::InnerJoin, handle_of_member)
        .filter(member::Column::UserId.eq(user.id))
        .filter(handle::Column::Current.eq(true))
        .order_by_asc(workspace::Column::Name)
        .order_by_asc(workspace::Column::Id)
        .limit(200)
        .into_tuple()
        .all(ctx.db().read())
        .await?;
    Ok(rows.into_iter().map(|(id, name, handle, role)| WorkspaceLink { id, name, handle, role }).collect())
}

/// What every page of a workspace needs to know.
///
/// # Errors
/// NotFound when the person was removed a moment ago.
pub async fn open(ws: &WorkspaceCtx) -> Result<OpenWorkspace> {
    let mine = mine(ws.ctx()).await?;
    let handle = mine.iter().find(|link| link.id == ws.id()).map(|link| link.handle.clone());
    let handle = handle.ok_or_else(|| AppError::not_found("workspace"))?;
    let (row, user) = (ws.workspace(), ws.user());
    Ok(OpenWorkspace {
        id: row.id,
        name: row.name.clone(),
        handle,
        role: ws.role(),
        currency: row.currency.clone(),
        time_zone: row.time_zone.clone(),
        locale: row.locale.clone(),
        version: row.version,
        origin: ws.app().config().site.public_url.as_str().trim_end_matches('/').to_owned(),
        mine,
        me: Me { name: user.name.clone(), email: user.email.clone(), verified: user.verified },
    })
}

async fn insert<C: ConnectionTrait>(tx: &C, id: WorkspaceId, name: &str) -> Result<()> {
    workspace::ActiveModel {
        id: Set(id),
        name: Set(name.trim().chars().take(80).collect()),
        currency: Set("EUR".to_owned()),
        time_zone: Set("UTC".to_owned()),
        locale: Set("en".to_owned()),
        version: Set(1),
        created_at: Set(time::now()),
        updated_at: Set(time::now()),
    }
    .insert(tx)
    .await?;
    Ok(())
}

async fn insert_owner<C: ConnectionTrait>(tx: &C, id: WorkspaceId, owner: UserId) -> Result<()> {
    member::ActiveModel {
        id: Set(MemberId::new()),
        workspace_id: Set(id),
        user_id: Set(owner),
        role: Set(Role::Owner),
        created_at: Set(time::now()),
    }
    .insert(tx)
    .await?;
    Ok(())
}

async fn record_creation<C: ConnectionTrait>(tx: &C, founder: &Founder, name: &str, handle: &Handle) -> Result<()> {
    let change = Change {
        action: "workspace.create",
        object_kind: "workspace",
        object_id: Some(founder.workspace.0),
        old: None::<()>,
        new: Some(json!({ "name": name, "handle": handle.as_str() })),
    };
    audit::record(tx, founder, change).await
}

/// Whoever makes a workspace, before anybody is a member of it.
struct Founder {
    workspace: WorkspaceId,
    user: UserId,
    ip: String,
}

impl Actor for Founder {
    fn facts(&self) -> ActorFacts {
        ActorFacts { workspace_id: Some(self.workspace), user_id: Some(self.user), ip: self.ip.clone() }
    }
}
