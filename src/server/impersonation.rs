//! Sessions in which one of the staff sees with somebody else's eyes: begun, checked on every request, ended.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use tower_sessions::Session;

use super::{app::App, authn, ctx::Ctx, sessions};
use crate::{
    entity::user,
    kernel::{
        Result,
        id::{ImpersonationId, UserId},
        time::{Time, now},
    },
};

/// Session key: the visit of staff that this session is.
const IMPERSONATION: &str = "impersonation";
/// What the person's list of devices says in place of a network.
const PLACE: &str = "staff of the platform";

/// A visit of staff in somebody's name, as the session knows it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Impersonation {
    /// Which visit.
    pub id: ImpersonationId,
    /// Who it is really.
    pub staff: UserId,
    /// When it ends by itself.
    pub until: Time,
    /// When the session of staff, to which it returns, would have ended.
    pub back: Time,
    /// Whether staff signed in with two factors.
    pub two_factors: bool,
}

impl Impersonation {
    /// The visit that a session is, when it is one.
    pub(super) async fn of(session: &Session) -> Result<Option<Self>> {
        session.get(IMPERSONATION).await.map_err(sessions::fault)
    }

    /// Whether its time is not over and whoever began it is still an administrator.
    pub(super) async fn holds(&self, app: &App) -> Result<bool> {
        if self.until <= now() {
            return Ok(false);
        }
        let admins = user::Entity::find_by_id(self.staff)
            .filter(user::Column::Role.eq("admin"))
            .filter(user::Column::Status.eq("active"))
            .count(app.db().read())
            .await?;
        Ok(admins == 1)
    }
}

/// Turns the session of an administrator into a visit, under a new session id. The old id is worth nothing from then on.
pub async fn begin(ctx: &Ctx, id: ImpersonationId, person: UserId, until: Time) -> Result<()> {
    let staff = ctx.user()?.id;
    let session = ctx.session();
    let back = session.expiry_date();
    let back = chrono::DateTime::from_timestamp(back.unix_timestamp(), 0).unwrap_or_else(now);
    let visit = Impersonation { id, staff, until: until.min(back), back, two_factors: ctx.two_factors() };
    session.clear().await;
    session.insert(sessions::USER_ID, person).await.map_err(sessions::fault)?;
    session.insert(sessions::IP_PREFIX, PLACE).await.map_err(sessions::fault)?;
    session.insert(sessions::USER_AGENT, &ctx.client().user_agent).await.map_err(sessions::fault)?;
    session.insert(sessions::TWO_FACTORS, visit.two_factors).await.map_err(sessions::fault)?;
    session.insert(IMPERSONATION, &visit).await.map_err(sessions::fault)?;
    expire(session, visit.until).await?;
    session.cycle_id().await.map_err(sessions::fault)
}

/// Turns a visit back into the session of whoever began it.
pub async fn end(ctx: &Ctx, visit: &Impersonation) -> Result<()> {
    let session = ctx.session();
    session.clear().await;
    session.insert(sessions::USER_ID, visit.staff).await.map_err(sessions::fault)?;
    session.insert(sessions::TWO_FACTORS, visit.two_factors).await.map_err(sessions::fault)?;
    session.insert(sessions::IP_PREFIX, ctx.client().ip_prefix()).await.map_err(sessions::fault)?;
    session.insert(sessions::USER_AGENT, &ctx.client().user_agent).await.map_err(sessions::fault)?;
    expire(session, visit.back).await?;
    session.cycle_id().await.map_err(sessions::fault)
}

async fn expire(session: &Session, at: Time) -> Result<()> {
    let at = OffsetDateTime::from_unix_timestamp(at.timestamp()).unwrap_or_else(|_| OffsetDateTime::now_utc());
    authn::ends_at(session, at).await
}
