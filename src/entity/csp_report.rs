//! What a browser refused to load on our pages, once for each kind.

use sea_orm::entity::prelude::*;

use crate::kernel::{id::CspReportId, time::Time};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "csp_report")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CspReportId,
    #[sea_orm(column_type = "Text")]
    pub fingerprint: String,
    #[sea_orm(column_type = "Text")]
    pub directive: String,
    #[sea_orm(column_type = "Text")]
    pub blocked: String,
    #[sea_orm(column_type = "Text")]
    pub page: String,
    #[sea_orm(column_type = "Text")]
    pub sample: String,
    pub count: i64,
    pub first_at: Time,
    pub last_at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
