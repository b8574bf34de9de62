//! A browser, known by a first-party cookie.

use sea_orm::entity::prelude::*;

use crate::kernel::{id::VisitorId, time::Time};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "visitor")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VisitorId,
    pub created_at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
