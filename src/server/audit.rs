//! The audit log: who changed what, old and new values, written in the transaction that changes.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};
use serde::Serialize;
use uuid::Uuid;

use super::{ctx::Actor, error::internal};
use crate::{
    entity::audit,
    kernel::{Result, id::AuditId, time},
};

/// One change. Leave passwords, tokens and hashes out of `old` and `new`.
pub struct Change<'a, Old, New> {
    /// Dotted verb: `site.publish`.
    pub action: &'a str,
    /// The noun: `site`.
    pub object_kind: &'a str,
    /// Which one.
    pub object_id: Option<Uuid>,
    /// Before; `None` when it is new.
    pub old: Option<Old>,
    /// After; `None` when it is gone.
    pub new: Option<New>,
}

/// Appends a change inside the transaction that makes it.
pub async fn record<C, Old, New>(tx: &C, actor: &impl Actor, change: Change<'_, Old, New>) -> Result<()>
where
    C: ConnectionTrait,
    Old: Serialize,
    New: Serialize,
{
    let json = |error: serde_json::Error| internal("audit", error);
    let ActorFacts { workspace_id, user_id, ip } = actor.facts();
    audit::ActiveModel {
        id: Set(AuditId::new()),
        workspace_id: Set(workspace_id),
        user_id: Set(user_id),
        impersonating: Set(actor.impersonating()),
        action: Set(change.action.to_owned()),
        object_kind: Set(change.object_kind.to_owned()),
        object_id: Set(change.object_id),
        old: Set(change.old.map(serde_json::to_value).transpose().map_err(json)?),
        new: Set(change.new.map(serde_json::to_value).transpose().map_err(json)?),
        ip: Set(ip),
        request_id: Set(super::trace::id()),
        at: Set(time::now()),
    }
    .insert(tx)
    .await?;
    Ok(())
}

pub use super::ctx::ActorFacts;
