//! The picture of a person; its files are below `avatars/`.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{AvatarId, UserId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "avatar")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AvatarId,
    pub user_id: UserId,
    pub bytes: i64,
    pub created_at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
