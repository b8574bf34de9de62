//! Workspaces: made, found, changed.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use serde_json::json;

use super::{
    deletions, handles, members, suspensions, time_zones,
    types::{MAX_OWNED, Me, OpenWorkspace, Region, WorkspaceLink, check_name, check_region},
};
use crate::{
    accounts::{self, avatars},
    admin::notices,
    entity::{handle, member, workspace, workspace_brand, workspace_role},
    kernel::{
        AppError, FieldErrors, Result,
        handle::Handle,
        id::{UserId, WorkspaceId},
        permission::{Permission, Role},
        time,
    },
    server::{
        audit::{self, Change},
        ctx::{Actor, ActorFacts, Ctx, WorkspaceCtx},
    },
};

/// Makes a workspace with its owner, inside the transaction that is the reason for it (registration, the seed). The
/// handle is the wanted one, or the nearest free one when that is taken, reserved or not a handle at all.
pub async fn create<C: ConnectionTrait>(
    tx: &C,
    owner: UserId,
    name: &str,
    wanted_handle: &str,
) -> Result<(WorkspaceId, Handle)> {
    let id = WorkspaceId::new();
    insert(tx, id, name, ("en", "UTC")).await?;
    members::insert(tx, id, owner, (Role::Owner, None)).await?;
    let wanted = if wanted_handle.trim().is_empty() { name } else { wanted_handle };
    let handle = handles::claim_near(tx, id, wanted).await?;
    let founder = Newcomer { workspace: id, user: owner, ip: String::new(), impersonating: None };
    record_creation(tx, &founder, name, &handle).await?;
    Ok((id, handle))
}

/// Makes one more workspace for the person who is signed in. Without a handle it gets the nearest free one.
///
/// # Errors
/// Unauthenticated; Invalid (`name`, `handle`, or the form as a whole when there are [`MAX_OWNED`]).
pub async fn create_another(ctx: &Ctx, name: &str, wanted_handle: &str) -> Result<Handle> {
    let user = ctx.user()?;
    let mut errors = FieldErrors::default();
    let name = check_name(name).map_err(|why| errors.add("name", why)).ok();
    let wanted = (!wanted_handle.trim().is_empty()).then(|| Handle::parse(wanted_handle));
    let wanted = wanted.transpose().map_err(|why| errors.add("handle", why)).ok().flatten();
    errors.into_result()?;
    let name = name.unwrap_or_default();
    let tx = ctx.db().begin().await?;
    refuse_too_many(&tx, user.id).await?;
    let id = WorkspaceId::new();
    insert(&tx, id, &name, (&user.locale, &user.time_zone)).await?;
    members::insert(&tx, id, user.id, (Role::Owner, None)).await?;
    let handle = match wanted {
        None => handles::claim_near(&tx, id, &name).await?,
        Some(wanted) if handles::claim(&tx, id, &wanted).await? => wanted,
        Some(wanted) => {
            let taken = format!("@{wanted} belongs to somebody else. Choose another.");
            return Err(AppError::invalid("handle", taken));
        }
    };
    record_creation(&tx, &Newcomer::new(ctx, id)?, &name, &handle).await?;
    tx.commit().await?;
    Ok(handle)
}

/// Refuses one more workspace to somebody who owns [`MAX_OWNED`].
pub(super) async fn refuse_too_many<C: ConnectionTrait>(tx: &C, user: UserId) -> Result<()> {
    let owned = member::Entity::find()
        .filter(member::Column::UserId.eq(user))
        .filter(member::Column::Role.eq(Role::Owner))
        .count(tx)
        .await?;
    if owned < MAX_OWNED {
        return Ok(());
    }
    Err(AppError::invalid("", format!("You own {owned} workspaces, which is the limit. Use one of them.")))
}

/// Changes the name.
///
/// # Errors
/// Forbidden; Invalid (`name`); Conflict when somebody changed the settings since `version`.
pub async fn rename(ws: &WorkspaceCtx, version: i64, name: &str) -> Result<i64> {
    ws.require(Permission::ManageWorkspace)?;
    let name = check_name(name).map_err(|why| AppError::invalid("name", why))?;
    let new = workspace::Model { name, ..ws.workspace().clone() };
    save(ws, version, new).await
}

/// Changes currency, time zone and language.
///
/// # Errors
/// Forbidden; Invalid (`currency`, `time_zone`, `locale`); Conflict when somebody changed the settings since `version`.
pub async fn change_region(ws: &WorkspaceCtx, version: i64, region: Region) -> Result<i64> {
    ws.require(Permission::ManageWorkspace)?;
    let Region { currency, time_zone, locale } = region;
    let mut errors = FieldErrors::default();
    check_region(&mut errors, &currency, &locale);
    if !time_zones::exists(&time_zone) {
        errors.add("time_zone", "Choose a time zone from the list.");
    }
    errors.into_result()?;
    let new = workspace::Model { currency, time_zone, locale, ..ws.workspace().clone() };
    save(ws, version, new).await
}

/// Writes the settings over the version that the person saw; gives the version that is now stored.
async fn save(ws: &WorkspaceCtx, version: i64, new: workspace::Model) -> Result<i64> {
    let tx = ws.db().begin().await?;
    let old = workspace::Entity::find_by_id(ws.id()).one(&tx).await?;
    let old = old.ok_or_else(|| AppError::not_found("workspace"))?;
    let updated = workspace::Entity::update_many()
        .col_expr(workspace::Column::Name, Expr::value(new.name.as_str()))
        .col_expr(workspace::Column::Currency, Expr::value(new.currency.as_str()))
        .col_expr(workspace::Column::TimeZone, Expr::value(new.time_zone.as_str()))
        .col_expr(workspace::Column::Locale, Expr::value(new.locale.as_str()))
        .col_expr(workspace::Column::Version, Expr::value(version + 1))
        .col_expr(workspace::Column::UpdatedAt, Expr::value(time::now()))
        .filter(workspace::Column::Id.eq(ws.id()))
        .filter(workspace::Column::Version.eq(version))
        .exec(&tx)
        .await?;
    if updated.rows_affected != 1 {
        let why = "Somebody changed these settings while you had them open. Yours were not saved, theirs were not \
                   touched. Reload the page to see them.";
        return Err(AppError::Conflict(why.to_owned()));
    }
    let values = |row: &workspace::Model| json!({ "name": row.name, "currency": row.currency, "time_zone": row.time_zone, "locale": row.locale });
    let change = Change {
        action: "workspace.update",
        object_kind: "workspace",
        object_id: Some(ws.id().0),
        old: Some(values(&old)),
        new: Some(values(&new)),
    };
    audit::record(&tx, ws, change).await?;
    tx.commit().await?;
    Ok(version + 1)
}

/// The workspaces of the person who is signed in, by name.
///
/// # Errors
/// Unauthenticated.
pub async fn mine(ctx: &Ctx) -> Result<Vec<WorkspaceLink>> {
    type Row = (WorkspaceId, String, String, Role, Option<String>, Option<String>);
    let user = ctx.user()?;
    let of_member = member::Entity::belongs_to(workspace::Entity)
        .from(member::Column::WorkspaceId)
        .to(workspace::Column::Id)
        .into();
    let handle_of_member = member::Entity::belongs_to(handle::Entity)
        .from(member::Column::WorkspaceId)
        .to(handle::Column::WorkspaceId)
        .into();
    let to_role = member::Entity::belongs_to(workspace_role::Entity)
        .from(member::Column::RoleId)
        .to(workspace_role::Column::Id)
        .into();
    let to_brand = member::Entity::belongs_to(workspace_brand::Entity)
        .from(member::Column::WorkspaceId)
        .to(workspace_brand::Column::WorkspaceId)
        .into();
    let rows: Vec<Row> = member::Entity::find()
        .select_only()
        .column(member::Column::WorkspaceId)
        .column(workspace::Column::Name)
        .column_as(handle::Column::Name, "handle")
        .column(member::Column::Role)
        .column_as(workspace_role::Column::Name, "role_name")
        .column_as(workspace_brand::Column::Logo, "logo")
        .join(JoinType::InnerJoin, of_member)
        .join(JoinType::InnerJoin, handle_of_member)
        .join(JoinType::LeftJoin, to_role)
        .join(JoinType::LeftJoin, to_brand)
        .filter(member::Column::UserId.eq(user.id))
        .filter(handle::Column::Current.eq(true))
        .order_by_asc(workspace::Column::Name)
        .order_by_asc(workspace::Column::Id)
        .limit(200)
        .into_tuple()
        .all(ctx.db().read())
        .await?;
    let link = |(id, name, handle, role, own, logo): Row| {
        let role = own.unwrap_or_else(|| role.label().to_owned());
        WorkspaceLink { id, name, handle, role, logo: logo.unwrap_or_default() }
    };
    Ok(rows.into_iter().map(link).collect())
}

/// What every page of a workspace needs to know.
///
/// # Errors
/// NotFound when the person was removed a moment ago.
pub async fn open(ws: &WorkspaceCtx) -> Result<OpenWorkspace> {
    let mine = mine(ws.ctx()).await?;
    let handle = mine.iter().find(|link| link.id == ws.id()).map(|link| link.handle.clone());
    let handle = handle.ok_or_else(|| AppError::not_found("workspace"))?;
    let (row, user) = (ws.workspace(), ws.user());
    let suspended = suspensions::of(ws.db().read(), row.id).await?.map(|found| found.reason);
    Ok(OpenWorkspace {
        id: row.id,
        name: row.name.clone(),
        handle,
        role: ws.role(),
        role_name: ws.role_name().to_owned(),
        permissions: ws.permissions(),
        currency: row.currency.clone(),
        time_zone: row.time_zone.clone(),
        locale: row.locale.clone(),
        version: row.version,
        two_factor_required: row.two_factor_required,
        logo: mine.iter().find(|link| link.id == ws.id()).map(|link| link.logo.clone()).unwrap_or_default(),
        erase_at: deletions::erase_at(ws.db().write(), ws.id()).await?,
        origin: ws.app().config().site.public_url.as_str().trim_end_matches('/').to_owned(),
        mine,
        me: Me {
            name: user.name.clone(),
            email: user.email.clone(),
            verified: user.verified,
            staff: user.is_staff(),
            leaving: accounts::deletions::erase_at(ws.db().write(), user.id).await?.is_some(),
            avatar: avatars::of(ws.db().read(), user.id).await?,
        },
        suspended,
        notices: notices::for_me(ws.ctx()).await?,
    })
}

async fn insert<C: ConnectionTrait>(
    tx: &C,
    id: WorkspaceId,
    name: &str,
    (locale, time_zone): (&str, &str),
) -> Result<()> {
    workspace::ActiveModel {
        id: Set(id),
        name: Set(name.trim().chars().take(80).collect()),
        currency: Set("EUR".to_owned()),
        time_zone: Set(time_zone.to_owned()),
        locale: Set(locale.to_owned()),
        version: Set(1),
        created_at: Set(time::now()),
        updated_at: Set(time::now()),
        two_factor_required: Set(false),
    }
    .insert(tx)
    .await?;
    Ok(())
}

async fn record_creation<C: ConnectionTrait>(tx: &C, founder: &Newcomer, name: &str, handle: &Handle) -> Result<()> {
    let change = Change {
        action: "workspace.create",
        object_kind: "workspace",
        object_id: Some(founder.workspace.0),
        old: None::<()>,
        new: Some(json!({ "name": name, "handle": handle.as_str() })),
    };
    audit::record(tx, founder, change).await
}

/// Somebody who acts in a workspace that has not opened to them yet: makes it, or accepts an invitation to it.
pub(super) struct Newcomer {
    workspace: WorkspaceId,
    user: UserId,
    ip: String,
    /// In whose name, when it is staff who acts in somebody's name.
    impersonating: Option<UserId>,
}

impl Newcomer {
    /// The person who is signed in.
    pub(super) fn new(ctx: &Ctx, workspace: WorkspaceId) -> Result<Self> {
        let (facts, impersonating) = (ctx.facts(), ctx.impersonating());
        let user = facts.user_id.ok_or(AppError::Unauthenticated)?;
        Ok(Self { workspace, user, ip: facts.ip, impersonating })
    }
}

impl Actor for Newcomer {
    fn facts(&self) -> ActorFacts {
        ActorFacts { workspace_id: Some(self.workspace), user_id: Some(self.user), ip: self.ip.clone() }
    }

    fn impersonating(&self) -> Option<UserId> {
        self.impersonating
    }
}
