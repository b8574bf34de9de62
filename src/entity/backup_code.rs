//! A code that signs in once when the authenticator app is out of reach; kept as a hash.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{BackupCodeId, UserId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "backup_code")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BackupCodeId,
    pub user_id: UserId,
    #[sea_orm(column_type = "Text")]
    pub code_hash: String,
    pub created_at: Time,
    pub used_at: Option<Time>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
