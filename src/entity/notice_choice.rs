//! Whether a person wants mails of a kind; without a row the kind says.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{NoticeChoiceId, UserId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "notice_choice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NoticeChoiceId,
    pub user_id: UserId,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    pub wanted: bool,
    pub updated_at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
