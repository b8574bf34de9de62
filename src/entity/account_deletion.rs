//! An account that will be erased unless its person comes back.

use sea_orm::entity::prelude::*;

use crate::kernel::{id::UserId, time::Time};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account_deletion")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    pub with_workspaces: bool,
    pub asked_at: Time,
    pub erase_at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
