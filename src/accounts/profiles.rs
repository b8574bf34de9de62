//! A person's own profile: name, language, time zone, colours.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};

use super::{
    addresses, avatars, notices,
    types::{
        check_name,
        profile::{Profile, THEMES},
    },
};
use crate::{
    entity::user,
    kernel::{AppError, FieldErrors, Result, time::now},
    server::{
        audit::{self, Change},
        ctx::Ctx,
    },
    workspaces::{time_zones, types::LOCALES},
};

/// Everything that the page shows.
///
/// # Errors
/// Unauthenticated.
pub async fn read(ctx: &Ctx) -> Result<Profile> {
    // What was just saved must be there, so the copy that may lag behind does not answer.
    let db = ctx.db().write();
    let row = user::Entity::find_by_id(ctx.myself()?.id).one(db).await?.ok_or(AppError::Unauthenticated)?;
    Ok(Profile {
        avatar: avatars::of(db, row.id).await?,
        notices: notices::of(db, &row).await?,
        waiting: addresses::waiting(db, row.id).await?,
        name: row.name,
        email: row.email,
        locale: row.locale,
        time_zone: row.time_zone,
        theme: row.theme,
    })
}

/// Changes the name.
///
/// # Errors
/// Unauthenticated; Invalid (`name`).
pub async fn rename(ctx: &Ctx, name: &str) -> Result<()> {
    let name = check_name(name).map_err(|why| AppError::invalid("name", why))?;
    change(ctx, "user.rename", |row| {
        let old = std::mem::replace(&mut row.name, name.clone());
        (json!({ "name": old }), json!({ "name": name }))
    })
    .await
}

/// Changes language and time zone.
///
/// # Errors
/// Unauthenticated; Invalid (`locale`, `time_zone`).
pub async fn change_region(ctx: &Ctx, locale: &str, time_zone: &str) -> Result<()> {
    let mut errors = FieldErrors::default();
    if !LOCALES.iter().any(|(tag, _)| *tag == locale) {
        errors.add("locale", "Choose a language from the list.");
    }
    if !time_zones::exists(time_zone) {
        errors.add("time_zone", "Choose a time zone from the list.");
    }
    errors.into_result()?;
    let words = |locale: &str, time_zone: &str| json!({ "locale": locale, "time_zone": time_zone });
    change(ctx, "user.region", |row| {
        let old = words(&row.locale, &row.time_zone);
        (row.locale, row.time_zone) = (locale.to_owned(), time_zone.to_owned());
        (old, words(locale, time_zone))
    })
    .await
}

/// Changes the colours of the dashboard, on every device.
///
/// # Errors
/// Unauthenticated; Invalid (`theme`).
pub async fn change_theme(ctx: &Ctx, theme: &str) -> Result<()> {
    if !THEMES.contains(&theme) {
        return Err(AppError::invalid("theme", "Choose light, dark or as the system."));
    }
    change(ctx, "user.theme", |row| {
        let old = std::mem::replace(&mut row.theme, theme.to_owned());
        (json!({ "theme": old }), json!({ "theme": theme }))
    })
    .await
}

/// Changes a row and writes down what was there before.
async fn change(ctx: &Ctx, action: &str, edit: impl FnOnce(&mut user::Model) -> (Value, Value)) -> Result<()> {
    let id = ctx.myself()?.id;
    let tx = ctx.db().begin().await?;
    let mut row = user::Entity::find_by_id(id).one(&tx).await?.ok_or(AppError::Unauthenticated)?;
    let (old, new) = edit(&mut row);
    if old == new {
        return Ok(());
    }
    let mut changed = row.into_active_model().reset_all();
    changed.updated_at = Set(now());
    changed.update(&tx).await?;
    let change = Change { action, object_kind: "user", object_id: Some(id.0), old: Some(old), new: Some(new) };
    audit::record(&tx, ctx, change).await?;
    tx.commit().await?;
    Ok(())
}
