//! A side effect that waits to leave.

use sea_orm::entity::prelude::*;

use crate::kernel::{id::OutboxId, time::Time};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OutboxId,
    #[sea_orm(column_type = "Text")]
    pub topic: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Json,
    #[sea_orm(column_type = "Text", nullable)]
    pub dedupe_key: Option<String>,
    pub attempts: i32,
    #[sea_orm(column_type = "Text", nullable)]
    pub last_error: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub locked_by: Option<String>,
    pub created_at: Time,
    pub available_at: Time,
    pub locked_until: Option<Time>,
    pub done_at: Option<Time>,
    pub dead_at: Option<Time>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
