//! A right of a person to have something, where it comes from and how long it lasts.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{EntitlementId, PersonId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "entitlement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EntitlementId,
    pub workspace_id: WorkspaceId,
    pub person_id: PersonId,
    /// `product`, later `course`.
    #[sea_orm(column_type = "Text")]
    pub resource_kind: String,
    pub resource_id: Uuid,
    /// `order_line`, `manual`.
    #[sea_orm(column_type = "Text")]
    pub source_kind: String,
    pub source_id: Uuid,
    pub from_at: Time,
    pub until_at: Option<Time>,
    pub revoked_at: Option<Time>,
    pub created_at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
