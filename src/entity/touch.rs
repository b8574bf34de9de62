//! Something that a browser touched: a view of a page, a click, a capture.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{SiteId, TouchId, VisitorId, WorkspaceId},
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
    pub site_id: Option<SiteId>,
    /// The visitor within one site and one day; see `analytics::visitor_keys`.
    pub visitor_key: Option<i64>,
    /// `utm_source` of the address, likewise below.
    #[sea_orm(column_type = "Text", nullable)]
    pub source: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub medium: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub campaign: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
