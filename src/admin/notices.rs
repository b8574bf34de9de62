//! Notices of staff: published, shown to people until they put them away, withdrawn.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, sea_query::OnConflict,
};
use serde_json::json;

use super::types::notices::{NewNotice, Notice, Shown};
use crate::{
    entity::{announcement, announcement_seen, member},
    kernel::{AppError, Result, id::AnnouncementId, permission::Role, time::now},
    server::{
        audit::{self, Change},
        ctx::{AdminCtx, Ctx},
    },
};

/// Notices that staff see.
const LISTED: u64 = 100;
/// Notices that a person sees at the same time.
const SHOWN: u64 = 3;

/// Every notice, the newest first.
pub async fn list(admin: &AdminCtx) -> Result<Vec<Notice>> {
    let db = admin.db().read();
    let rows = announcement::Entity::find()
        .order_by_desc(announcement::Column::FromAt)
        .order_by_desc(announcement::Column::Id)
        .limit(LISTED)
        .all(db)
        .await?;
    let seen: HashMap<AnnouncementId, i64> = announcement_seen::Entity::find()
        .select_only()
        .column(announcement_seen::Column::AnnouncementId)
        .column_as(announcement_seen::Column::UserId.count(), "count")
        .filter(announcement_seen::Column::AnnouncementId.is_in(rows.iter().map(|row| row.id)))
        .group_by(announcement_seen::Column::AnnouncementId)
        .into_tuple::<(AnnouncementId, i64)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let notice = |row: announcement::Model| Notice {
        seen: seen.get(&row.id).map_or(0, |count| count.unsigned_abs()),
        id: row.id,
        words: row.words,
        tone: row.tone,
        audience: row.audience,
        from: row.from_at,
        until: row.until_at,
    };
    Ok(rows.into_iter().map(notice).collect())
}

/// Publishes a notice.
///
/// # Errors
/// Invalid (`words`, `tone`, `audience`, `from`, `until`).
pub async fn publish(admin: &AdminCtx, new: &NewNotice) -> Result<()> {
    let checked = new.check()?;
    let row = announcement::Model {
        id: AnnouncementId::new(),
        words: checked.words,
        tone: new.tone.clone(),
        audience: new.audience.clone(),
        from_at: checked.from.unwrap_or_else(now),
        until_at: checked.until,
        by_id: Some(admin.user().id),
        created_at: now(),
    };
    let new = json!({ "words": row.words, "audience": row.audience, "from": row.from_at, "until": row.until_at });
    let tx = admin.db().begin().await?;
    let change = Change {
        action: "announcement.publish",
        object_kind: "announcement",
        object_id: Some(row.id.0),
        old: None::<()>,
        new: Some(new),
    };
    row.into_active_model().insert(&tx).await?;
    audit::record(&tx, admin, change).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a notice back, also from those who have not seen it yet.
///
/// # Errors
/// NotFound.
pub async fn withdraw(admin: &AdminCtx, id: AnnouncementId) -> Result<()> {
    let tx = admin.db().begin().await?;
    let row = announcement::Entity::find_by_id(id).one(&tx).await?;
    let row = row.ok_or_else(|| AppError::not_found("announcement"))?;
    announcement::Entity::delete_by_id(id).exec(&tx).await?;
    let change = Change {
        action: "announcement.withdraw",
        object_kind: "announcement",
        object_id: Some(id.0),
        old: Some(json!({ "words": row.words, "audience": row.audience })),
        new: None::<()>,
    };
    audit::record(&tx, admin, change).await?;
    tx.commit().await?;
    Ok(())
}

/// What whoever asks should read now, the newest first.
///
/// # Errors
/// Unauthenticated.
pub async fn for_me(ctx: &Ctx) -> Result<Vec<Shown>> {
    let me = ctx.user()?.id;
    let db = ctx.db().read();
    let put_away = announcement_seen::Entity::find()
        .select_only()
        .column(announcement_seen::Column::AnnouncementId)
        .filter(announcement_seen::Column::UserId.eq(me))
        .into_query();
    let open =
        Condition::any().add(announcement::Column::UntilAt.is_null()).add(announcement::Column::UntilAt.gt(now()));
    let rows = announcement::Entity::find()
        .filter(announcement::Column::FromAt.lte(now()))
        .filter(open)
        .filter(announcement::Column::Id.not_in_subquery(put_away))
        .order_by_desc(announcement::Column::FromAt)
        .order_by_desc(announcement::Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?;
    let for_owners = rows.iter().any(|row| row.audience == "owners");
    let owns = for_owners
        && member::Entity::find()
            .filter(member::Column::UserId.eq(me))
            .filter(member::Column::Role.eq(Role::Owner))
            .count(db)
            .await?
            > 0;
    let mine = rows.into_iter().filter(|row| row.audience == "all" || owns);
    Ok(mine.map(|row| Shown { id: row.id, words: row.words, tone: row.tone }).collect())
}

/// Puts a notice away for whoever asks. Twice is no fault.
///
/// # Errors
/// Unauthenticated; Forbidden for staff in somebody's name; NotFound.
pub async fn put_away(ctx: &Ctx, id: AnnouncementId) -> Result<()> {
    let me = ctx.myself()?.id;
    let tx = ctx.db().begin().await?;
    if announcement::Entity::find_by_id(id).count(&tx).await? == 0 {
        return Err(AppError::not_found("announcement"));
    }
    let row = announcement_seen::Model { announcement_id: id, user_id: me, at: now() };
    let pair = [announcement_seen::Column::AnnouncementId, announcement_seen::Column::UserId];
    announcement_seen::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::columns(pair).do_nothing().to_owned())
        .exec_without_returning(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}
