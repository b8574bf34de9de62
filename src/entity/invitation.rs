//! An invitation to a workspace, sent by mail.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{InvitationId, RoleId, UserId, WorkspaceId},
    permission::Role,
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    pub workspace_id: WorkspaceId,
    #[sea_orm(column_type = "Text")]
    pub email: String,
    pub role: Role,
    /// A role of the workspace's own, which then counts instead.
    pub role_id: Option<RoleId>,
    #[sea_orm(column_type = "Text")]
    pub token_hash: String,
    pub invited_by: Option<UserId>,
    pub created_at: Time,
    pub expires_at: Time,
    pub accepted_at: Option<Time>,
    pub revoked_at: Option<Time>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
