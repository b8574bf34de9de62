//! Passkeys of an account (WebAuthn).

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{
    entity::passkey,
    kernel::{Result, id::UserId},
};

/// Whether an account has a passkey.
pub(super) async fn has<C: ConnectionTrait>(db: &C, user: UserId) -> Result<bool> {
    Ok(passkey::Entity::find().filter(passkey::Column::UserId.eq(user)).count(db).await? > 0)
}
