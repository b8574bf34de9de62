//! A feature that is on for nobody, everybody or some.

use sea_orm::entity::prelude::*;

use crate::kernel::{id::UserId, time::Time};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "feature_flag")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub about: String,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub percent: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub workspaces: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub people: Json,
    pub by_id: Option<UserId>,
    pub updated_at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
