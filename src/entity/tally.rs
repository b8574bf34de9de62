//! Counts of one object (a site, a block, or a workspace with all of its sites) in one hour or one day of UTC.

use sea_orm::entity::prelude::*;

use crate::kernel::id::WorkspaceId;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tally")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: WorkspaceId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub object_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub dimension: String,
    /// Hours that the row spans: 1 or 24.
    #[sea_orm(primary_key, auto_increment = false)]
    pub span: i32,
    /// The first hour, counted from 1970.
    #[sea_orm(primary_key, auto_increment = false)]
    pub start: i64,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub value: String,
    pub views: i64,
    pub visitors: i64,
    pub clicks: i64,
    pub bots: i64,
    pub unnamed: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
