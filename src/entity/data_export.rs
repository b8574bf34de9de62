//! A copy of all that somebody has here, made on their wish and kept for a week.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{ExportId, UserId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "data_export")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ExportId,
    pub user_id: UserId,
    #[sea_orm(column_type = "Text")]
    pub status: String,
    pub bytes: i64,
    pub created_at: Time,
    pub finished_at: Option<Time>,
    pub expires_at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
