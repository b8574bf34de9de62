//! Proof of access, as types: who asks (`Ctx`), for which workspace (`WorkspaceCtx`), as a stranger (`Visitor`) or in the
//! background (`System`). Domain functions take one of them first.

mod actors;
mod nobody;
mod opened;

use std::sync::Arc;

use axum::http::request::Parts;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};
use time::OffsetDateTime;
use tower_sessions::{Expiry, Session};

use super::{
    app::App,
    authn,
    db::Db,
    error::internal,
    impersonation::Impersonation,
    middleware::{client::Client, device::Device},
    sessions,
};
use crate::{
    entity::{OfWorkspace, handle, member, user, workspace, workspace_role},
    kernel::{
        AppError, Result,
        id::{UserId, WorkspaceId},
        permission::{Permission, Role},
    },
    workspaces::roles,
};

pub use actors::{Actor, ActorFacts};
pub use nobody::{System, Visitor};
use opened::{Membership, Opened};

/// The person who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Id.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Whether the address is verified.
    pub verified: bool,
    /// Platform role: user, moderator, admin.
    pub role: String,
    /// Colours of the dashboard: light, dark, system.
    pub theme: String,
    /// IANA name.
    pub time_zone: String,
    /// BCP 47 tag.
    pub locale: String,
}

impl SignedIn {
    /// Whether the person works for the platform.
    pub fn is_staff(&self) -> bool {
        matches!(self.role.as_str(), "moderator" | "admin")
    }

    /// The person as they are now; `None` when they are gone or suspended.
    async fn load(app: &App, id: UserId) -> Result<Option<Self>> {
        let row =
            user::Entity::find_by_id(id).filter(user::Column::Status.ne("suspended")).one(app.db().read()).await?;
        Ok(row.map(|user| Self {
            id: user.id,
            name: user.name,
            email: user.email,
            verified: user.email_verified_at.is_some(),
            role: user.role,
            theme: user.theme,
            time_zone: user.time_zone,
            locale: user.locale,
        }))
    }
}

/// A request: the process, the caller, and the person when one is signed in.
#[derive(Clone)]
pub struct Ctx {
    app: App,
    client: Client,
    device: Device,
    session: Session,
    user: Option<Arc<SignedIn>>,
    two_factors: bool,
    impersonation: Option<Arc<Impersonation>>,
    opened: Opened,
}

/// One `Ctx` for a whole request, however many resources ask for it.
#[derive(Clone, Default)]
pub struct CtxCell(Arc<tokio::sync::OnceCell<Ctx>>);

impl Ctx {
    /// Reads the session of a request. One query when somebody is signed in.
    pub async fn from_parts(app: &App, parts: &Parts) -> Result<Self> {
        match parts.extensions.get::<CtxCell>() {
            Some(cell) => {
                let load = async || Ok(Self { opened: Opened::by(&parts.method), ..Self::load(app, parts).await? });
                cell.0.get_or_try_init(load).await.cloned()
            }
            None => Self::load(app, parts).await,
        }
    }

    async fn load(app: &App, parts: &Parts) -> Result<Self> {
        let missing = |what: &str| internal("request", format!("{what} is missing: is the middleware in place?"));
        let session = parts.extensions.get::<Session>().cloned().ok_or_else(|| missing("the session"))?;
        let client = parts.extensions.get::<Client>().cloned().ok_or_else(|| missing("the client"))?;
        let device = parts.extensions.get::<Device>().cloned().unwrap_or_default();
        let user_id: Option<UserId> = session.get(sessions::USER_ID).await.map_err(sessions::fault)?;
        let two_factors = session.get(sessions::TWO_FACTORS).await.map_err(sessions::fault)?.unwrap_or_default();
        let ends_at: Option<i64> = session.get(sessions::ENDS_AT).await.map_err(sessions::fault)?;
        if let Some(at) = ends_at.and_then(|at| OffsetDateTime::from_unix_timestamp(at).ok()) {
            // Whatever is noted in it later, it ends when it was to end.
            session.set_expiry(Some(Expiry::AtDateTime(at)));
        }
        let user = match user_id {
            None => None,
            Some(id) => SignedIn::load(app, id).await?,
        };
        let (user, impersonation) = match Impersonation::of(&session).await? {
            None => (user, None),
            // What does not hold any more signs out: the visit is over, or one of the two is somebody else now.
            Some(visit) if user.as_ref().is_some_and(|user| !user.is_staff()) && visit.holds(app).await? => {
                (user, Some(Arc::new(visit)))
            }
            Some(_) => (None, None),
        };
        let (app, user) = (app.clone(), user.map(Arc::new));
        Ok(Self { app, client, device, session, user, two_factors, impersonation, opened: Opened::default() })
    }

    /// The process.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The database.
    pub fn db(&self) -> &Db {
        self.app.db()
    }

    /// The caller.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The browser, for telling a new one from a known one.
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// The session, for signing in and out.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The person, when one is signed in.
    pub fn user_maybe(&self) -> Option<&SignedIn> {
        self.user.as_deref()
    }

    /// The person.
    ///
    /// # Errors
    /// Unauthenticated.
    pub fn user(&self) -> Result<&SignedIn> {
        self.user.as_deref().ok_or(AppError::Unauthenticated)
    }

    /// The visit of staff, when it is staff who sees with the person's eyes.
    pub fn impersonation(&self) -> Option<&Impersonation> {
        self.impersonation.as_deref()
    }

    /// The person, in person: for passwords, addresses, devices and whatever else only they may change.
    ///
    /// # Errors
    /// Unauthenticated; Forbidden while staff acts in the person's name.
    pub fn myself(&self) -> Result<&SignedIn> {
        if self.impersonation.is_some() {
            let words = "You are here in somebody else's name, so their sign-in stays as it is. Stop the visit first.";
            return Err(AppError::Forbidden(words.to_owned()));
        }
        self.user()
    }

    /// The person as one of the platform's staff.
    ///
    /// # Errors
    /// Unauthenticated; NotFound for everybody who is no moderator and no admin; OneFactor when the operator asks staff for
    /// two.
    pub fn staff(&self) -> Result<StaffCtx> {
        if !self.user()?.is_staff() {
            return Err(AppError::not_found("page"));
        }
        if self.app.config().sign_in.staff_two_factor && !self.two_factors {
            return Err(AppError::OneFactor);
        }
        Ok(StaffCtx { ctx: self.clone() })
    }

    /// Whether this sign-in stood on two factors.
    pub fn two_factors(&self) -> bool {
        self.user.is_some() && self.two_factors
    }

    /// Refuses when the last proof of who it is (a sign-in, or `/confirm`) is older than ten minutes. For what a borrowed
    /// browser must not do: turn two-factor sign-in off, change the address, delete the account.
    ///
    /// # Errors
    /// Unauthenticated; Unproved.
    pub async fn require_recent(&self) -> Result<()> {
        self.user()?;
        if authn::proved_recently(self).await? { Ok(()) } else { Err(AppError::Unproved) }
    }

    /// Opens a workspace that the person is a member of.
    ///
    /// # Errors
    /// Unauthenticated; NotFound when it does not exist or the person is no member; OneFactor when it asks its members for
    /// two.
    pub async fn workspace(&self, id: WorkspaceId) -> Result<WorkspaceCtx> {
        let user = self.user()?.id;
        let found = self.opened.membership(id, || self.membership(user, id)).await?;
        if found.workspace.two_factor_required && !self.two_factors {
            return Err(AppError::OneFactor);
        }
        let Membership { workspace, role, own } = found;
        Ok(WorkspaceCtx { ctx: self.clone(), workspace, role, own })
    }

    async fn membership(&self, user: UserId, id: WorkspaceId) -> Result<Membership> {
        let found = member::Entity::find()
            .filter(member::Column::WorkspaceId.eq(id))
            .filter(member::Column::UserId.eq(user))
            .one(self.db().read())
            .await?
            .ok_or_else(|| AppError::not_found("workspace"))?;
        let workspace = workspace::Entity::find_by_id(id)
            .one(self.db().read())
            .await?
            .ok_or_else(|| AppError::not_found("workspace"))?;
        let own = match found.role_id {
            Some(id) => workspace_role::Entity::find_by_id(id).one(self.db().read()).await?,
            None => None,
        };
        let own = own.filter(|own| own.workspace_id == workspace.id).map(Arc::new);
        Ok(Membership { workspace: Arc::new(workspace), role: found.role, own })
    }

    /// Like [`Ctx::workspace`], by a handle that is or was the workspace's.
    pub async fn workspace_by_handle(&self, name: &str) -> Result<WorkspaceCtx> {
        self.user()?;
        // PostgreSQL would refuse to look for a null character.
        if name.contains('\0') {
            return Err(AppError::not_found("workspace"));
        }
        let name = name.to_lowercase();
        let ask = async || {
            let found = handle::Entity::find_by_id(&name).one(self.db().read()).await?;
            found.map(|handle| handle.workspace_id).ok_or_else(|| AppError::not_found("workspace"))
        };
        self.workspace(self.opened.handle(name.clone(), ask).await?).await
    }
}

/// A member in a workspace: the only way to its tables.
#[derive(Clone)]
pub struct WorkspaceCtx {
    ctx: Ctx,
    workspace: Arc<workspace::Model>,
    role: Role,
    own: Option<Arc<workspace_role::Model>>,
}

impl WorkspaceCtx {
    /// The workspace's id.
    pub fn id(&self) -> WorkspaceId {
        self.workspace.id
    }

    /// The workspace as it was when the request began.
    pub fn workspace(&self) -> &workspace::Model {
        &self.workspace
    }

    /// The member's role; a viewer when it is one of the workspace's own.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The name of the member's role.
    pub fn role_name(&self) -> &str {
        self.own.as_ref().map_or_else(|| self.role.label(), |own| own.name.as_str())
    }

    /// Everything that the member may do.
    pub fn permissions(&self) -> Vec<Permission> {
        Permission::ALL.into_iter().filter(|one| self.can(*one)).collect()
    }

    /// The member.
    pub fn user(&self) -> &SignedIn {
        self.ctx.user.as_deref().expect("a WorkspaceCtx is built for a signed-in person only")
    }

    /// The request.
    pub fn ctx(&self) -> &Ctx {
        &self.ctx
    }

    /// The process.
    pub fn app(&self) -> &App {
        &self.ctx.app
    }

    /// The database.
    pub fn db(&self) -> &Db {
        self.ctx.db()
    }

    /// Whether the role includes a permission.
    pub fn can(&self, permission: Permission) -> bool {
        match &self.own {
            Some(own) => roles::read(&own.permissions).contains(&permission),
            None => self.role.allows(permission),
        }
    }

    /// Refuses when the role does not include a permission.
    ///
    /// # Errors
    /// Forbidden, with the roles that may.
    pub fn require(&self, permission: Permission) -> Result<()> {
        if self.can(permission) { Ok(()) } else { Err(AppError::Forbidden(permission.refusal())) }
    }
}

/// One of the platform's staff: the way to what belongs to no workspace of theirs.
#[derive(Clone)]
pub struct StaffCtx {
    ctx: Ctx,
}

impl StaffCtx {
    /// The request.
    pub fn ctx(&self) -> &Ctx {
        &self.ctx
    }

    /// Who.
    pub fn user(&self) -> &SignedIn {
        self.ctx.user.as_deref().expect("a StaffCtx is built for a signed-in person only")
    }

    /// The process.
    pub fn app(&self) -> &App {
        &self.ctx.app
    }

    /// The database.
    pub fn db(&self) -> &Db {
        self.ctx.db()
    }

    /// The same with every right of staff.
    ///
    /// # Errors
    /// Forbidden for a moderator.
    pub fn require_admin(&self) -> Result<AdminCtx> {
        if self.user().role == "admin" {
            return Ok(AdminCtx { staff: self.clone() });
        }
        Err(AppError::Forbidden("Moderators may look, but not do this. Ask one of the administrators.".to_owned()))
    }

    /// The same, for the audit log of a workspace in which something is done.
    pub fn within(&self, workspace: WorkspaceId) -> StaffWithin<'_> {
        StaffWithin { staff: self, workspace }
    }
}

/// One of the platform's administrators: staff who may do everything.
#[derive(Clone)]
pub struct AdminCtx {
    staff: StaffCtx,
}

impl std::ops::Deref for AdminCtx {
    type Target = StaffCtx;

    fn deref(&self) -> &StaffCtx {
        &self.staff
    }
}

/// One of the staff who changes something of a workspace.
pub struct StaffWithin<'a> {
    staff: &'a StaffCtx,
    workspace: WorkspaceId,
}

/// Narrows a query to the rows of one workspace.
pub trait Scoped {
    /// Only rows of this workspace.
    fn scoped(self, ws: &WorkspaceCtx) -> Self;
}

impl<E: OfWorkspace> Scoped for Select<E> {
    fn scoped(self, ws: &WorkspaceCtx) -> Self {
        self.filter(E::workspace_column().eq(ws.id()))
    }
}

/// The `Ctx` of the request that a server function answers.
pub async fn current() -> Result<Ctx> {
    let missing = || internal("server function", "it runs outside of a request");
    let app = leptos::prelude::use_context::<App>().ok_or_else(missing)?;
    let parts = leptos::prelude::use_context::<Parts>().ok_or_else(missing)?;
    Ctx::from_parts(&app, &parts).await
}

/// The proof that one of the platform's staff calls a server function.
pub async fn staff() -> Result<StaffCtx> {
    current().await?.staff()
}

/// The proof that one of the platform's administrators calls a server function.
pub async fn admin() -> Result<AdminCtx> {
    staff().await?.require_admin()
}

/// The workspace that a server function works on.
pub async fn workspace(id: WorkspaceId) -> Result<WorkspaceCtx> {
    current().await?.workspace(id).await
}
