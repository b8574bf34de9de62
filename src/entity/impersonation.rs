//! A visit of staff in somebody's name: who, why, how long.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{ImpersonationId, UserId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "impersonation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImpersonationId,
    pub staff_id: UserId,
    pub user_id: UserId,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub started_at: Time,
    pub until: Time,
    pub ended_at: Option<Time>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
