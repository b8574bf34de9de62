//! Workspaces: made, found, changed.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};
use serde_json::json;

use super::handles;
use crate::{
    entity::{member, workspace},
    kernel::{
        Result,
        handle::Handle,
        id::{MemberId, UserId, WorkspaceId},
        permission::Role,
        time,
    },
    server::{
        audit::{self, Change},
        ctx::{Actor, ActorFacts},
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
