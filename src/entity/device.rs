//! A browser that signed in to an account before, known by the hash of a cookie.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{DeviceId, UserId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "device")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeviceId,
    pub user_id: UserId,
    #[sea_orm(column_type = "Text")]
    pub token_hash: String,
    pub created_at: Time,
    pub last_seen_at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
