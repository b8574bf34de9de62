//! A person who may not sign in, why, and until when it was so.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{SuspensionId, UserId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "suspension")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SuspensionId,
    pub user_id: UserId,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub by_id: Option<UserId>,
    pub at: Time,
    pub lifted_at: Option<Time>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
