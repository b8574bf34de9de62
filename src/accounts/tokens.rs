//! Single-use links from mails: made, looked at, taken. The database keeps their hashes only.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr,
};

use super::types::{LinkKind, OpenLink};
use crate::{
    entity::{user, user_token},
    kernel::{
        AppError, Result,
        id::{TokenId, UserId},
        time::now,
    },
    server::{config::Secrets, ctx::Ctx},
};

/// Makes a link's token for a person; older links of the same kind stop working.
pub async fn issue<C: ConnectionTrait>(
    tx: &C,
    secrets: &Secrets,
    kind: LinkKind,
    user: UserId,
    email: &str,
) -> Result<String> {
    retire(tx, kind, user).await?;
    let token = Secrets::new_token();
    user_token::ActiveModel {
        id: Set(TokenId::new()),
        user_id: Set(user),
        kind: Set(kind.as_str().to_owned()),
        email: Set(email.to_owned()),
        token_hash: Set(secrets.token_hash(kind.as_str(), &token)),
        created_at: Set(now()),
        expires_at: Set(now() + chrono::TimeDelta::minutes(kind.minutes())),
        used_at: Set(None),
    }
    .insert(tx)
    .await?;
    Ok(token)
}

/// Makes every unused link of a kind useless.
pub async fn retire<C: ConnectionTrait>(tx: &C, kind: LinkKind, user: UserId) -> Result<()> {
    user_token::Entity::update_many()
        .col_expr(user_token::Column::UsedAt, Expr::value(now()))
        .filter(user_token::Column::UserId.eq(user))
        .filter(user_token::Column::Kind.eq(kind.as_str()))
        .filter(user_token::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Whose link it is, without using it up: what the page behind the link shows.
///
/// # Errors
/// Gone when it was used, is too old or never existed.
pub async fn look(ctx: &Ctx, kind: LinkKind, token: &str) -> Result<OpenLink> {
    let (token, user) = find(ctx.db().read(), ctx.app().secrets(), kind, token).await?;
    Ok(OpenLink { name: user.name, email: token.email })
}

/// Uses a link up and gives its person. Of two who try at the same time one succeeds.
///
/// # Errors
/// Gone when it was used, is too old or never existed; Forbidden when the account is suspended.
pub async fn take<C: ConnectionTrait>(
    tx: &C,
    secrets: &Secrets,
    kind: LinkKind,
    token: &str,
) -> Result<(user_token::Model, user::Model)> {
    let (row, user) = find(tx, secrets, kind, token).await?;
    let taken = user_token::Entity::update_many()
        .col_expr(user_token::Column::UsedAt, Expr::value(now()))
        .filter(user_token::Column::Id.eq(row.id))
        .filter(user_token::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    if taken.rows_affected != 1 {
        return Err(used(kind));
    }
    if user.status == "suspended" {
        return Err(AppError::Forbidden("This account is suspended.".to_owned()));
    }
    Ok((row, user))
}

/// Uses a link up without its text: for work that was due unless somebody followed it. Gives its person; `None` when it was used.
pub(super) async fn use_up<C: ConnectionTrait>(tx: &C, id: TokenId) -> Result<Option<UserId>> {
    let taken = user_token::Entity::update_many()
        .col_expr(user_token::Column::UsedAt, Expr::value(now()))
        .filter(user_token::Column::Id.eq(id))
        .filter(user_token::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    if taken.rows_affected != 1 {
        return Ok(None);
    }
    Ok(user_token::Entity::find_by_id(id).one(tx).await?.map(|row| row.user_id))
}

/// The link and its person, while it works.
pub(super) async fn find<C: ConnectionTrait>(
    db: &C,
    secrets: &Secrets,
    kind: LinkKind,
    token: &str,
) -> Result<(user_token::Model, user::Model)> {
    let unknown =
        || AppError::Gone("This link is not complete. Open it from the mail again, or copy all of it.".to_owned());
    let row = user_token::Entity::find()
        .filter(user_token::Column::TokenHash.eq(secrets.token_hash(kind.as_str(), token.trim())))
        .filter(user_token::Column::Kind.eq(kind.as_str()))
        .one(db)
        .await?
        .ok_or_else(unknown)?;
    if row.used_at.is_some() {
        return Err(used(kind));
    }
    if row.expires_at <= now() {
        return Err(AppError::Gone(match kind {
            LinkKind::Verify => "This link is older than a day. Ask for a new one.".to_owned(),
            LinkKind::Reset => "This link is older than 30 minutes. Ask for a new one.".to_owned(),
            LinkKind::SignIn => "This link is older than 15 minutes. Ask for a new one.".to_owned(),
            LinkKind::KeepTwoFactor => {
                "This link is older than a day. Two-factor sign-in was turned off; set it up again.".to_owned()
            }
        }));
    }
    let user = user::Entity::find_by_id(row.user_id).one(db).await?.ok_or_else(unknown)?;
    Ok((row, user))
}

fn used(kind: LinkKind) -> AppError {
    AppError::Gone(match kind {
        LinkKind::Verify => {
            "This link was used already, or a newer one was sent. If your address is confirmed, sign in.".to_owned()
        }
        LinkKind::Reset | LinkKind::SignIn => {
            "This link was used already, or a newer one was sent. Ask for a new one.".to_owned()
        }
        LinkKind::KeepTwoFactor => "This link was used already, or a newer one was sent.".to_owned(),
    })
}
