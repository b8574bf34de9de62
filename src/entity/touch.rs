//! Something that a browser touched: a click, a capture.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{TouchId, VisitorId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "touch")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TouchId,
    pub workspace_id: WorkspaceId,
    pub visitor_id: Option<VisitorId>,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub object_kind: String,
    pub object_id: Uuid,
    pub at: Time,
    #[sea_orm(column_type = "Text", nullable)]
    pub referrer_host: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub device: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub country: Option<String>,
    pub bot: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
