//! Who changed what, with old and new values; append-only.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{AuditId, UserId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditId,
    pub workspace_id: Option<WorkspaceId>,
    pub user_id: Option<UserId>,
    pub impersonating: Option<UserId>,
    #[sea_orm(column_type = "Text")]
    pub action: String,
    #[sea_orm(column_type = "Text")]
    pub object_kind: String,
    pub object_id: Option<Uuid>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub old: Option<Json>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub new: Option<Json>,
    #[sea_orm(column_type = "Text")]
    pub ip: String,
    #[sea_orm(column_type = "Text")]
    pub request_id: String,
    pub at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
