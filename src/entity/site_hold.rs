//! A site that stays offline until staff allow it again.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{SiteId, UserId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "site_hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: SiteId,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub by_id: Option<UserId>,
    pub at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
