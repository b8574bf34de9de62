//! Something hostile that was noticed: from where, what, which address.

use sea_orm::entity::prelude::*;

use crate::kernel::{id::ThreatId, time::Time};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "threat")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ThreatId,
    #[sea_orm(column_type = "Text")]
    pub net: String,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub path: String,
    pub score: i32,
    pub at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
