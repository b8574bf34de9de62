//! A change of address: asked for, confirmed, undone; links are kept as hashes only.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{EmailChangeId, UserId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "email_change")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EmailChangeId,
    pub user_id: UserId,
    #[sea_orm(column_type = "Text")]
    pub old_email: String,
    #[sea_orm(column_type = "Text")]
    pub new_email: String,
    #[sea_orm(column_type = "Text")]
    pub confirm_hash: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub undo_hash: Option<String>,
    pub created_at: Time,
    pub expires_at: Time,
    pub confirmed_at: Option<Time>,
    pub undo_until: Option<Time>,
    pub closed_at: Option<Time>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
