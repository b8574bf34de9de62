//! Tidying up: what has done its work is deleted, in portions, so that no one waits for a long transaction.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoSimpleExpr, QueryFilter, QuerySelect, QueryTrait};

use crate::{
    entity::{outbox, user_token},
    kernel::{Result, time},
    server::ctx::System,
};

/// Rows that one statement deletes.
const PORTION: u64 = 1000;
/// How long delivered rows stay, to answer questions about them.
const KEEP_DONE: TimeDelta = TimeDelta::days(7);
/// How long used and expired tokens stay, so that a second click on a link is answered in words.
const KEEP_TOKENS: TimeDelta = TimeDelta::days(30);

/// Delivered rows of the outbox, used and expired tokens.
pub async fn clean(system: System) -> Result<()> {
    let done = outbox::Column::DoneAt.lt(time::now() - KEEP_DONE);
    let rows = delete(&system, outbox::Column::Id, Condition::all().add(done)).await?;
    let before = time::now() - KEEP_TOKENS;
    let old = Condition::any().add(user_token::Column::UsedAt.lt(before)).add(user_token::Column::ExpiresAt.lt(before));
    let tokens = delete(&system, user_token::Column::Id, old).await?;
    tracing::info!(rows, tokens, "tidied up the outbox and tokens");
    Ok(())
}

async fn delete<C>(system: &System, id: C, which: Condition) -> Result<u64>
where
    C: ColumnTrait + IntoSimpleExpr,
    C::EntityName: EntityTrait,
{
    let mut total = 0;
    loop {
        let portion = C::EntityName::find().select_only().column(id).filter(which.clone()).limit(PORTION).into_query();
        let deleted = C::EntityName::delete_many().filter(id.in_subquery(portion)).exec(system.db().write()).await?;
        total += deleted.rows_affected;
        if deleted.rows_affected < PORTION {
            return Ok(total);
        }
    }
}
