//! Which mails a person wants, by kind. Whoever sends a mail of a kind asks here first.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::types::profile::Notice;
use crate::{
    entity::{notice_choice, user},
    kernel::{
        Result,
        id::{NoticeChoiceId, UserId},
        time::now,
    },
    server::{
        audit::{self, Change},
        ctx::Ctx,
    },
};

/// Whether somebody wants mails of a kind.
///
/// # Errors
/// Internal.
pub async fn wants<C: ConnectionTrait>(db: &C, user: UserId, kind: Notice) -> Result<bool> {
    if kind == Notice::ProductNews {
        let found = user::Entity::find_by_id(user).one(db).await?;
        return Ok(found.is_some_and(|user| user.marketing_consent_at.is_some()));
    }
    let chosen = notice_choice::Entity::find()
        .filter(notice_choice::Column::UserId.eq(user))
        .filter(notice_choice::Column::Kind.eq(kind.as_str()))
        .one(db)
        .await?;
    Ok(chosen.map_or(kind.by_default(), |row| row.wanted))
}

/// Every kind and whether the person wants it.
pub(super) async fn of<C: ConnectionTrait>(db: &C, user: &user::Model) -> Result<Vec<(Notice, bool)>> {
    let rows = notice_choice::Entity::find().filter(notice_choice::Column::UserId.eq(user.id)).all(db).await?;
    let wanted = |kind: Notice| match kind {
        Notice::ProductNews => user.marketing_consent_at.is_some(),
        kind => rows.iter().find(|row| row.kind == kind.as_str()).map_or(kind.by_default(), |row| row.wanted),
    };
    Ok(Notice::ALL.into_iter().map(|kind| (kind, wanted(kind))).collect())
}

/// Keeps which mails the person wants: those in the list, and no others.
///
/// # Errors
/// Unauthenticated.
pub async fn save(ctx: &Ctx, wanted: &[Notice]) -> Result<()> {
    let user = ctx.myself()?.id;
    let tx = ctx.db().begin().await?;
    let Some(row) = user::Entity::find_by_id(user).one(&tx).await? else { return Ok(()) };
    let old = of(&tx, &row).await?;
    notice_choice::Entity::delete_many().filter(notice_choice::Column::UserId.eq(user)).exec(&tx).await?;
    for kind in Notice::ALL.into_iter().filter(|kind| *kind != Notice::ProductNews) {
        notice_choice::ActiveModel {
            id: Set(NoticeChoiceId::new()),
            user_id: Set(user),
            kind: Set(kind.as_str().to_owned()),
            wanted: Set(wanted.contains(&kind)),
            updated_at: Set(now()),
        }
        .insert(&tx)
        .await?;
    }
    let news = wanted.contains(&Notice::ProductNews);
    if news != row.marketing_consent_at.is_some() {
        let consent = Set(news.then(now));
        user::ActiveModel { id: Set(user), marketing_consent_at: consent, ..Default::default() }.update(&tx).await?;
    }
    let words = |list: Vec<Notice>| json!({ "mails": list.into_iter().map(Notice::label).collect::<Vec<_>>() });
    let before = old.into_iter().filter(|(_, wanted)| *wanted).map(|(kind, _)| kind).collect();
    let after = Notice::ALL.into_iter().filter(|kind| wanted.contains(kind)).collect();
    let change = Change {
        action: "user.notices",
        object_kind: "user",
        object_id: Some(user.0),
        old: Some(words(before)),
        new: Some(words(after)),
    };
    audit::record(&tx, ctx, change).await?;
    tx.commit().await?;
    Ok(())
}
