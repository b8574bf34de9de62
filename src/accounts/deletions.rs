//! The end of an account: asked for with the password, kept by signing in within two weeks, otherwise erased. What others need
//! stays without a name.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{
    avatars, exports, mail, passwords, sessions,
    types::data::{GRACE_DAYS, MyData},
    users::record,
};
use crate::{
    entity::{account_deletion, email_change, user},
    kernel::{
        AppError, Result,
        email::Email,
        id::UserId,
        time::{Time, now},
    },
    server::{
        authn,
        ctx::{Ctx, System},
        erasure,
    },
    workspaces::deletions as workspaces,
};

/// The most accounts that one run of the job erases.
const PORTION: u64 = 20;

/// Everything that the page "Your data" shows.
///
/// # Errors
/// Unauthenticated.
pub async fn read(ctx: &Ctx) -> Result<MyData> {
    let user = ctx.myself()?.id;
    let db = ctx.db().write();
    Ok(MyData {
        exports: exports::list(db, user).await?,
        owned: workspaces::owned_by(db, user).await?.into_iter().map(|(_, name)| name).collect(),
        erase_at: erase_at(db, user).await?,
    })
}

/// Asks to delete the account; every device is signed out. Workspaces that the person owns go with it when they say so.
///
/// # Errors
/// Unauthenticated; Invalid (`password`, `with_workspaces`); Limited.
pub async fn ask(ctx: &Ctx, password: &str, with_workspaces: bool) -> Result<()> {
    let row = passwords::confirm(ctx, password).await?;
    let tx = ctx.db().begin().await?;
    let owned = workspaces::owned_by(&tx, row.id).await?;
    if !owned.is_empty() && !with_workspaces {
        let names: Vec<_> = owned.iter().map(|(_, name)| name.as_str()).collect();
        let why = format!("You own {}. Hand it over or delete it first, or let it go with you.", names.join(", "));
        return Err(AppError::invalid("with_workspaces", why));
    }
    let erase_at = now() + TimeDelta::days(GRACE_DAYS);
    account_deletion::Entity::delete_by_id(row.id).exec(&tx).await?;
    account_deletion::ActiveModel {
        user_id: Set(row.id),
        with_workspaces: Set(with_workspaces),
        asked_at: Set(now()),
        erase_at: Set(erase_at),
    }
    .insert(&tx)
    .await?;
    for (id, _) in owned {
        workspaces::begin_with_owner(&tx, ctx, id, erase_at).await?;
    }
    sessions::end_all(&tx, ctx.app(), row.id).await?;
    if let Ok(email) = Email::parse(&row.email) {
        mail::data::leaving(ctx.app().config(), &email, &row.name, erase_at).send(&tx).await?;
    }
    record(&tx, ctx, "user.delete", row.id, None).await?;
    tx.commit().await?;
    authn::sign_out(ctx).await
}

/// Keeps the account, and the workspaces that would have gone with it.
///
/// # Errors
/// Unauthenticated.
pub async fn keep(ctx: &Ctx) -> Result<()> {
    let user = ctx.myself()?.id;
    let tx = ctx.db().begin().await?;
    if account_deletion::Entity::delete_by_id(user).exec(&tx).await?.rows_affected == 0 {
        return Ok(());
    }
    for (id, _) in workspaces::owned_by(&tx, user).await? {
        workspaces::keep_with_owner(&tx, ctx, id).await?;
    }
    let row = user::Entity::find_by_id(user).one(&tx).await?.ok_or(AppError::Unauthenticated)?;
    if let Ok(email) = Email::parse(&row.email) {
        mail::data::staying(ctx.app().config(), &email, &row.name).send(&tx).await?;
    }
    record(&tx, ctx, "user.keep", user, None).await?;
    tx.commit().await?;
    Ok(())
}

/// When an account will be erased, when its person has asked for it.
pub async fn erase_at<C: ConnectionTrait>(db: &C, user: UserId) -> Result<Option<Time>> {
    Ok(account_deletion::Entity::find_by_id(user).one(db).await?.map(|row| row.erase_at))
}

/// Erases the accounts that are due. A job calls it; what it did not reach it does the next time.
///
/// # Errors
/// Internal.
pub async fn erase_due(system: &System) -> Result<u64> {
    let due = account_deletion::Entity::find()
        .filter(account_deletion::Column::EraseAt.lte(now()))
        .order_by_asc(account_deletion::Column::EraseAt)
        .limit(PORTION)
        .all(system.db().write())
        .await?;
    let mut count = 0;
    for row in due {
        count += u64::from(erase(system, &row).await?);
    }
    Ok(count)
}

/// Erases one account: workspaces, files, rows, and its traces in what others keep. An owner who never agreed to lose a
/// workspace keeps the account.
async fn erase(system: &System, row: &account_deletion::Model) -> Result<bool> {
    let id = row.user_id;
    let owned = workspaces::owned_by(system.db().write(), id).await?;
    if !owned.is_empty() && !row.with_workspaces {
        account_deletion::Entity::delete_by_id(id).exec(system.db().write()).await?;
        tracing::warn!(user = %id, "the account owns a workspace now and is not erased");
        return Ok(false);
    }
    for (workspace, _) in owned {
        workspaces::erase(system, workspace).await?;
    }
    for folder in [avatars::folder(id), exports::folder(id)] {
        system.app().storage().delete_below(&folder).await?;
    }
    let tx = system.db().begin().await?;
    let Some(person) = user::Entity::find_by_id(id).one(&tx).await? else { return Ok(false) };
    let before = email_change::Entity::find().filter(email_change::Column::UserId.eq(id)).all(&tx).await?;
    let mut addresses: Vec<String> = before.into_iter().flat_map(|row| [row.old_email, row.new_email]).collect();
    addresses.push(person.email);
    addresses.sort();
    addresses.dedup();
    sessions::end_all(&tx, system.app(), id).await?;
    erasure::rows_of_person(&tx, id).await?;
    user::Entity::delete_by_id(id).exec(&tx).await?;
    erasure::traces_of_person(&tx, id, &person.name, &addresses).await?;
    tx.commit().await?;
    tracing::info!(user = %id, "an account was erased");
    Ok(true)
}
