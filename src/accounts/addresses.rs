//! A change of address: asked for with the password, confirmed by the new address, undone by the old one within a week.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    mail::{self, personal},
    passwords, sessions, tokens,
    types::{
        LinkKind,
        profile::{AddressChange, CONFIRM_HOURS, MAX_CHANGES_A_DAY, UNDO_DAYS, WaitingAddress},
    },
    users::{self, Owner},
};
use crate::{
    entity::{email_change, user},
    kernel::{
        AppError, Result,
        email::Email,
        id::{EmailChangeId, UserId},
        time::now,
    },
    server::{
        audit::{self, Change},
        authn,
        config::Secrets,
        ctx::Ctx,
        error::internal,
    },
};

/// What the hashes of the two links are made for.
const CONFIRM: &str = "confirm-address";
const UNDO: &str = "undo-address";

/// Asks for another address. The answer is the same when somebody has it already; then its owner is told so.
///
/// # Errors
/// Unauthenticated; Invalid (`email`, `password`); Limited.
pub async fn ask(ctx: &Ctx, email: &str, password: &str) -> Result<()> {
    let user = ctx.myself()?;
    let email = Email::parse(email).map_err(|why| AppError::invalid("email", why))?;
    if email.as_str() == user.email {
        return Err(AppError::invalid("email", "This is your address already."));
    }
    authn::evenly(async {
        let row = passwords::confirm(ctx, password).await?;
        let tx = ctx.db().begin().await?;
        refuse_too_many(&tx, row.id).await?;
        close_open(&tx, row.id).await?;
        let token = Secrets::new_token();
        insert(ctx, &tx, &row, &email, &token).await?;
        let config = ctx.app().config();
        if users::by_email(&tx, &email).await?.is_some() || is_reserved(&tx, &email, Some(row.id)).await? {
            personal::address_known(config, &email).send(&tx).await?;
        } else {
            personal::confirm_address(config, &email, &row.name, &token).send(&tx).await?;
        }
        users::record(&tx, ctx, "user.ask_address", row.id, Some(json!({ "email": email.as_str() }))).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

async fn insert<C: ConnectionTrait>(ctx: &Ctx, tx: &C, user: &user::Model, new: &Email, token: &str) -> Result<()> {
    email_change::ActiveModel {
        id: Set(EmailChangeId::new()),
        user_id: Set(user.id),
        old_email: Set(user.email.clone()),
        new_email: Set(new.as_str().to_owned()),
        confirm_hash: Set(ctx.app().secrets().token_hash(CONFIRM, token)),
        undo_hash: Set(None),
        created_at: Set(now()),
        expires_at: Set(now() + TimeDelta::hours(CONFIRM_HOURS)),
        confirmed_at: Set(None),
        undo_until: Set(None),
        closed_at: Set(None),
    }
    .insert(tx)
    .await?;
    Ok(())
}

/// Takes the wish for another address back.
///
/// # Errors
/// Unauthenticated.
pub async fn cancel(ctx: &Ctx) -> Result<()> {
    let user = ctx.myself()?.id;
    let tx = ctx.db().begin().await?;
    close_open(&tx, user).await?;
    users::record(&tx, ctx, "user.cancel_address", user, None).await?;
    tx.commit().await?;
    Ok(())
}

/// The address that waits for its confirmation.
pub(super) async fn waiting<C: ConnectionTrait>(db: &C, user: UserId) -> Result<Option<WaitingAddress>> {
    let row = email_change::Entity::find()
        .filter(email_change::Column::UserId.eq(user))
        .filter(email_change::Column::ConfirmedAt.is_null())
        .filter(email_change::Column::ClosedAt.is_null())
        .filter(email_change::Column::ExpiresAt.gt(now()))
        .order_by_desc(email_change::Column::CreatedAt)
        .one(db)
        .await?;
    Ok(row.map(|row| WaitingAddress { email: row.new_email, expires_at: row.expires_at }))
}

/// Whether an address can still be taken back by its old owner, so that nobody else may have it meanwhile.
pub(super) async fn is_reserved<C: ConnectionTrait>(db: &C, email: &Email, but: Option<UserId>) -> Result<bool> {
    let mut found = email_change::Entity::find()
        .filter(email_change::Column::OldEmail.eq(email.as_str()))
        .filter(email_change::Column::UndoUntil.gt(now()))
        .filter(email_change::Column::ClosedAt.is_null());
    if let Some(but) = but {
        found = found.filter(email_change::Column::UserId.ne(but));
    }
    Ok(found.count(db).await? > 0)
}

/// What the link to the new address is about; changes nothing.
///
/// # Errors
/// Gone when it was used, is too old or never existed.
pub async fn look(ctx: &Ctx, token: &str) -> Result<AddressChange> {
    let row = to_confirm(ctx.db().read(), ctx, token).await?;
    Ok(AddressChange { old: row.old_email, new: row.new_email })
}

/// Makes the new address the account's, with the link that it got. The old one is told and can take it back.
///
/// # Errors
/// Gone when the link was used, is too old or never existed; Forbidden when the account is suspended; Limited.
pub async fn confirm(ctx: &Ctx, token: &str) -> Result<()> {
    authn::limit(ctx, "confirm-address", "")?;
    let config = ctx.app().config();
    let tx = ctx.db().begin().await?;
    let row = to_confirm(&tx, ctx, token).await?;
    let undo = Secrets::new_token();
    let taken = email_change::Entity::update_many()
        .col_expr(email_change::Column::ConfirmedAt, Expr::value(now()))
        .col_expr(email_change::Column::UndoHash, Expr::value(ctx.app().secrets().token_hash(UNDO, &undo)))
        .col_expr(email_change::Column::UndoUntil, Expr::value(now() + TimeDelta::days(UNDO_DAYS)))
        .filter(email_change::Column::Id.eq(row.id))
        .filter(email_change::Column::ConfirmedAt.is_null())
        .filter(email_change::Column::ClosedAt.is_null())
        .exec(&tx)
        .await?;
    let (old, new) = (parse(&row.old_email)?, parse(&row.new_email)?);
    let somebody = users::by_email(&tx, &new).await?.is_some() || is_reserved(&tx, &new, Some(row.user_id)).await?;
    if taken.rows_affected != 1 || somebody {
        return Err(gone());
    }
    let name = readdress(&tx, row.user_id, &new).await?;
    personal::address_changed(config, &old, &name, new.as_str(), &undo).send(&tx).await?;
    personal::address_is_yours(config, &new, &name).send(&tx).await?;
    record(&tx, ctx, "user.change_address", &row, &old, &new).await?;
    tx.commit().await?;
    Ok(())
}

/// What the link to the old address is about; changes nothing.
///
/// # Errors
/// Gone when it was used, is too old or never existed.
pub async fn look_at_undo(ctx: &Ctx, token: &str) -> Result<AddressChange> {
    let row = to_undo(ctx.db().read(), ctx, token).await?;
    Ok(AddressChange { old: row.old_email, new: row.new_email })
}

/// Gives the account back to its old address: whoever took it is signed out everywhere, and the old address gets a link to
/// choose a new password.
///
/// # Errors
/// Gone when the link was used, is too old or never existed; Limited.
pub async fn undo(ctx: &Ctx, token: &str) -> Result<()> {
    authn::limit(ctx, "undo-address", "")?;
    let tx = ctx.db().begin().await?;
    let row = to_undo(&tx, ctx, token).await?;
    let closed = email_change::Entity::update_many()
        .col_expr(email_change::Column::ClosedAt, Expr::value(now()))
        .filter(email_change::Column::UserId.eq(row.user_id))
        .filter(email_change::Column::ClosedAt.is_null())
        .exec(&tx)
        .await?;
    if closed.rows_affected == 0 {
        return Err(gone());
    }
    let (old, new) = (parse(&row.old_email)?, parse(&row.new_email)?);
    let name = readdress(&tx, row.user_id, &old).await?;
    sessions::end_all(&tx, ctx.app(), row.user_id).await?;
    let reset = tokens::issue(&tx, ctx.app().secrets(), LinkKind::Reset, row.user_id, old.as_str()).await?;
    mail::reset(ctx.app().config(), &old, &name, &reset).send(&tx).await?;
    record(&tx, ctx, "user.undo_address", &row, &new, &old).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes the address into the account; links that went to the one before stop working. Gives the name.
async fn readdress<C: ConnectionTrait>(tx: &C, id: UserId, email: &Email) -> Result<String> {
    let user = user::Entity::find_by_id(id).one(tx).await?.ok_or_else(gone)?;
    if user.status == "suspended" {
        return Err(AppError::Forbidden("This account is suspended.".to_owned()));
    }
    let changed = user::ActiveModel {
        id: Set(id),
        email: Set(email.as_str().to_owned()),
        email_verified_at: Set(Some(now())),
        updated_at: Set(now()),
        ..Default::default()
    };
    // Somebody took the address a moment ago.
    changed.update(tx).await.map_err(AppError::from).map_err(|error| match error.field("email") {
        Some(_) => gone(),
        None => error,
    })?;
    for kind in [LinkKind::Reset, LinkKind::Verify] {
        tokens::retire(tx, kind, id).await?;
    }
    Ok(user.name)
}

async fn to_confirm<C: ConnectionTrait>(db: &C, ctx: &Ctx, token: &str) -> Result<email_change::Model> {
    let hash = ctx.app().secrets().token_hash(CONFIRM, token.trim());
    let row = email_change::Entity::find().filter(email_change::Column::ConfirmHash.eq(hash)).one(db).await?;
    let open =
        |row: &email_change::Model| row.confirmed_at.is_none() && row.closed_at.is_none() && row.expires_at > now();
    row.filter(open).ok_or_else(gone)
}

async fn to_undo<C: ConnectionTrait>(db: &C, ctx: &Ctx, token: &str) -> Result<email_change::Model> {
    let hash = ctx.app().secrets().token_hash(UNDO, token.trim());
    let row = email_change::Entity::find().filter(email_change::Column::UndoHash.eq(hash)).one(db).await?;
    let open = |row: &email_change::Model| row.closed_at.is_none() && row.undo_until.is_some_and(|until| until > now());
    row.filter(open).ok_or_else(gone)
}

async fn close_open<C: ConnectionTrait>(tx: &C, user: UserId) -> Result<()> {
    email_change::Entity::update_many()
        .col_expr(email_change::Column::ClosedAt, Expr::value(now()))
        .filter(email_change::Column::UserId.eq(user))
        .filter(email_change::Column::ConfirmedAt.is_null().and(email_change::Column::ClosedAt.is_null()))
        .exec(tx)
        .await?;
    Ok(())
}

async fn refuse_too_many<C: ConnectionTrait>(tx: &C, user: UserId) -> Result<()> {
    let asked = email_change::Entity::find()
        .filter(email_change::Column::UserId.eq(user))
        .filter(email_change::Column::CreatedAt.gt(now() - TimeDelta::days(1)))
        .count(tx)
        .await?;
    if asked >= MAX_CHANGES_A_DAY { Err(AppError::Limited { retry_after: 24 * 3600 }) } else { Ok(()) }
}

fn parse(stored: &str) -> Result<Email> {
    Email::parse(stored).map_err(|why| internal("stored address", why))
}

fn gone() -> AppError {
    AppError::Gone("This link was used already, is too old, or is not complete. Ask for a new one.".to_owned())
}

async fn record<C: ConnectionTrait>(
    tx: &C,
    ctx: &Ctx,
    action: &str,
    row: &email_change::Model,
    old: &Email,
    new: &Email,
) -> Result<()> {
    let change = Change {
        action,
        object_kind: "user",
        object_id: Some(row.user_id.0),
        old: Some(json!({ "email": old.as_str() })),
        new: Some(json!({ "email": new.as_str() })),
    };
    audit::record(tx, &Owner::new(ctx, row.user_id), change).await
}
