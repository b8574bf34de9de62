//! The demo: somebody to sign in as, with a workspace and a published site. For developers only.

use std::fmt;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::ctx::System;
use crate::{
    accounts::users,
    entity::{handle, member, user},
    kernel::{
        AppError, Result,
        email::Email,
        id::{UserId, WorkspaceId},
        permission::Role,
    },
    sites,
};

const NAME: &str = "Demo";
/// The address of the demo.
pub const EMAIL: &str = "demo@mewayz.localhost";
const PASSWORD: &str = "kiln-opens-saturday";

/// Where to look, and as whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demo {
    origin: String,
    handle: String,
}

impl fmt::Display for Demo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  Demo sign-in: {EMAIL}, password {PASSWORD}")?;
        writeln!(f, "  Demo page:    {}/@{}", self.origin, self.handle)?;
        write!(f, "  Mails:        {}/dev/mails", self.origin)
    }
}

/// Makes the demo on a database where nobody has registered.
///
/// # Errors
/// What the accounts and sites refuse; Internal.
pub async fn seed_when_empty(system: &System) -> Result<()> {
    if system.app().config().is_development() && user::Entity::find().count(system.db().read()).await? == 0 {
        seed(system).await?;
    }
    Ok(())
}

/// Makes what is missing of the demo.
///
/// # Errors
/// Forbidden in production; what the accounts and sites refuse; Internal.
pub async fn seed(system: &System) -> Result<Demo> {
    if !system.app().config().is_development() {
        return Err(AppError::Forbidden(
            "There is no demo in production: its password is known to everybody.".to_owned(),
        ));
    }
    let user = match find_user(system).await? {
        Some(user) => user,
        None => users::create(system, NAME, EMAIL, PASSWORD, false).await?,
    };
    let (workspace, handle) = workspace(system, user).await?.ok_or_else(|| AppError::not_found("demo workspace"))?;
    let tx = system.db().begin().await?;
    sites::seed::demo(system, &tx, workspace, user).await?;
    tx.commit().await?;
    Ok(demo(system, handle))
}

/// The demo, when it is there.
pub async fn find(system: &System) -> Result<Option<Demo>> {
    let Some(user) = find_user(system).await? else { return Ok(None) };
    Ok(workspace(system, user).await?.map(|(_, handle)| demo(system, handle)))
}

fn demo(system: &System, handle: String) -> Demo {
    Demo { origin: system.app().config().site.public_url.as_str().trim_end_matches('/').to_owned(), handle }
}

async fn find_user(system: &System) -> Result<Option<UserId>> {
    let email = Email::parse(EMAIL).map_err(|why| AppError::invalid("email", why))?;
    Ok(users::by_email(system.db().write(), &email).await?.map(|user| user.id))
}

/// The first workspace that the person owns, with its handle.
async fn workspace(system: &System, user: UserId) -> Result<Option<(WorkspaceId, String)>> {
    let db = system.db().write();
    let owned = member::Entity::find()
        .filter(member::Column::UserId.eq(user))
        .filter(member::Column::Role.eq(Role::Owner))
        .one(db)
        .await?;
    let Some(owned) = owned else { return Ok(None) };
    let handle = handle::Entity::find()
        .filter(handle::Column::WorkspaceId.eq(owned.workspace_id))
        .filter(handle::Column::Current.eq(true))
        .one(db)
        .await?;
    Ok(handle.map(|handle| (owned.workspace_id, handle.name)))
}
