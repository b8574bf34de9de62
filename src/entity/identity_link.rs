//! What joins a browser to a contact, how and since when; never deleted by the product.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{PersonId, VisitorId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: WorkspaceId,
    pub visitor_id: VisitorId,
    pub person_id: PersonId,
    #[sea_orm(column_type = "Text")]
    pub how: String,
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
