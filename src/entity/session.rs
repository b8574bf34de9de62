//! A signed-in device; the cookie's secret is kept as a hash only.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{SessionId, UserId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    #[sea_orm(column_type = "Text")]
    pub key_hash: String,
    pub user_id: Option<UserId>,
    #[sea_orm(column_type = "JsonBinary")]
    pub data: Json,
    #[sea_orm(column_type = "Text")]
    pub ip_prefix: String,
    #[sea_orm(column_type = "Text")]
    pub user_agent: String,
    pub created_at: Time,
    pub last_seen_at: Time,
    pub expires_at: Time,
    /// Whether it outlives an hour without requests.
    pub remembered: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
