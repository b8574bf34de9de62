//! A notice of staff that people see in the dashboard.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{AnnouncementId, UserId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "announcement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AnnouncementId,
    #[sea_orm(column_type = "Text")]
    pub words: String,
    #[sea_orm(column_type = "Text")]
    pub tone: String,
    #[sea_orm(column_type = "Text")]
    pub audience: String,
    pub from_at: Time,
    pub until_at: Option<Time>,
    pub by_id: Option<UserId>,
    pub created_at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
