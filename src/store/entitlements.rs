//! What people may have: the one place that gives rights, takes them away and answers whether somebody has one.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use crate::{
    entity::entitlement::{self, Column},
    kernel::{
        Result,
        id::{EntitlementId, PersonId, WorkspaceId},
        time::{Time, now},
    },
};

/// What somebody can have a right to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resource {
    /// `product`, `course`.
    pub kind: &'static str,
    /// Which one.
    pub id: Uuid,
}

/// Why somebody has a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// `order_line`, `manual`.
    pub kind: &'static str,
    /// Which one.
    pub id: Uuid,
}

/// Gives a right, from now on, within the transaction that is the reason. Given twice for one reason it is one right; one that was
/// revoked comes back.
///
/// # Errors
/// Internal.
pub async fn grant<C: ConnectionTrait>(
    tx: &C,
    (workspace, person): (WorkspaceId, PersonId),
    resource: Resource,
    source: Source,
    until: Option<Time>,
) -> Result<()> {
    let row = entitlement::Model {
        id: EntitlementId::new(),
        workspace_id: workspace,
        person_id: person,
        resource_kind: resource.kind.to_owned(),
        resource_id: resource.id,
        source_kind: source.kind.to_owned(),
        source_id: source.id,
        from_at: now(),
        until_at: until,
        revoked_at: None,
        created_at: now(),
    };
    let once = [Column::PersonId, Column::ResourceKind, Column::ResourceId, Column::SourceKind, Column::SourceId];
    entitlement::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::columns(once).update_columns([Column::UntilAt, Column::RevokedAt]).to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Takes every right away that one source gave. Gives how many there were.
///
/// # Errors
/// Internal.
pub async fn revoke<C: ConnectionTrait>(tx: &C, workspace: WorkspaceId, source: Source) -> Result<u64> {
    let done = entitlement::Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now()))
        .filter(Column::WorkspaceId.eq(workspace))
        .filter(Column::SourceKind.eq(source.kind))
        .filter(Column::SourceId.eq(source.id))
        .filter(Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}

/// The right that somebody has to something at this moment, when there is one: the one question that guards files, courses and
/// whatever else is owned.
///
/// # Errors
/// Internal.
pub async fn of<C: ConnectionTrait>(
    db: &C,
    (workspace, person): (WorkspaceId, PersonId),
    resource: Resource,
) -> Result<Option<entitlement::Model>> {
    let found = entitlement::Entity::find()
        .filter(Column::WorkspaceId.eq(workspace))
        .filter(Column::PersonId.eq(person))
        .filter(Column::ResourceKind.eq(resource.kind))
        .filter(Column::ResourceId.eq(resource.id))
        .filter(valid_at(now()))
        .one(db)
        .await?;
    Ok(found)
}

/// What holds for every right that counts at an instant.
pub fn valid_at(at: Time) -> Condition {
    Condition::all()
        .add(Column::RevokedAt.is_null())
        .add(Column::FromAt.lte(at))
        .add(Expr::col(Column::UntilAt).is_null().or(Expr::col(Column::UntilAt).gt(at)))
}
