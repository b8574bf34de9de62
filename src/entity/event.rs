//! The append-only log of what happened in a workspace.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{EventId, PersonId, VisitorId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EventId,
    pub workspace_id: WorkspaceId,
    pub visitor_id: Option<VisitorId>,
    pub person_id: Option<PersonId>,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub object_kind: String,
    pub object_id: Option<Uuid>,
    #[sea_orm(column_type = "JsonBinary")]
    pub props: Json,
    pub at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
