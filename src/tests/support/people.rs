//! People in tests: owners, members with a role, members of another workspace; and proof of access for direct calls.

use std::{net::IpAddr, sync::Arc};

use axum::http::Method;
use axum_test::TestServer;
use mewayz::{
    entity::{handle, member, user, workspace},
    kernel::{
        id::{MemberId, UserId, WorkspaceId},
        permission::Role,
        time,
    },
    server::{
        ctx::{Ctx, CtxCell, System, Visitor, WorkspaceCtx},
        middleware::client::Client as Caller,
        sessions,
    },
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use tower_sessions::{Session, SessionStore, cookie::Cookie, session::Record};

use super::{app::TestApp, client::Client};

/// The password of everybody here.
pub const PASSWORD: &str = "correct horse battery staple";

/// A signed-in member of a workspace.
pub struct Member {
    /// Their browser.
    pub client: Client,
    /// Who.
    pub user: UserId,
    /// Proof of access, for direct calls of domain functions.
    pub ws: WorkspaceCtx,
}

impl TestApp {
    /// A person with a verified account. The password is not usable; see `accounts` for those that sign in with one.
    pub async fn person(&self, name: &str) -> UserId {
        let now = time::now();
        let id = UserId::new();
        let row = user::Model {
            id,
            name: name.to_owned(),
            email: format!("{}@example.com", name.to_lowercase().replace(' ', ".")),
            email_verified_at: Some(now),
            password_hash: String::new(),
            status: "active".to_owned(),
            role: "user".to_owned(),
            company: None,
            time_zone: "UTC".to_owned(),
            locale: "en".to_owned(),
            theme: "system".to_owned(),
            terms_accepted_at: now,
            marketing_consent_at: None,
            created_at: now,
            updated_at: now,
        };
        row.into_active_model().insert(self.db().write()).await.expect("a person can be stored");
        id
    }

    /// A moderator of the platform.
    pub async fn staff(&self, name: &str) -> UserId {
        self.with_role(name, "moderator").await
    }

    /// An administrator of the platform.
    pub async fn admin(&self, name: &str) -> UserId {
        self.with_role(name, "admin").await
    }

    async fn with_role(&self, name: &str, role: &str) -> UserId {
        let id = self.person(name).await;
        let row = user::ActiveModel { id: Set(id), role: Set(role.to_owned()), ..Default::default() };
        row.update(self.db().write()).await.expect("a person can be changed");
        id
    }

    /// A new workspace with its owner, signed in.
    pub async fn owner(&self, handle: &str) -> Member {
        let user = self.person(&format!("Owner of {handle}")).await;
        let now = time::now();
        let id = WorkspaceId::new();
        let row = workspace::Model {
            id,
            name: handle.to_owned(),
            currency: "EUR".to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
            locale: "en".to_owned(),
            version: 0,
            created_at: now,
            updated_at: now,
            two_factor_required: false,
        };
        row.into_active_model().insert(self.db().write()).await.expect("a workspace can be stored");
        let row = handle::Model {
            name: handle.to_owned(),
            workspace_id: id,
            current: true,
            created_at: now,
            expires_at: None,
        };
        row.into_active_model().insert(self.db().write()).await.expect("a handle can be stored");
        self.join(id, user, Role::Owner).await
    }

    /// One more member of a workspace, signed in.
    pub async fn member(&self, of: &WorkspaceCtx, role: Role) -> Member {
        let user = self.person(&format!("{} {}", role.label(), UserId::new())).await;
        self.join(of.id(), user, role).await
    }

    /// Makes somebody a member of a workspace, signed in.
    pub async fn join(&self, workspace_id: WorkspaceId, user_id: UserId, role: Role) -> Member {
        let row =
            member::Model { id: MemberId::new(), workspace_id, user_id, role, role_id: None, created_at: time::now() };
        row.into_active_model().insert(self.db().write()).await.expect("a membership can be stored");
        let ws = self.ctx(Some(user_id)).await.workspace(workspace_id).await.expect("a member may open the workspace");
        Member { client: self.sign_in(user_id).await, user: user_id, ws }
    }

    /// A browser in which somebody is signed in.
    pub async fn sign_in(&self, user: UserId) -> Client {
        let record = self.session(Some(user)).await;
        let mut server = TestServer::builder().save_cookies().mock_transport().build(self.router().clone());
        server.add_cookie(Cookie::new("mewayz", record.id.to_string()));
        Client::new(server)
    }

    /// A request outside of HTTP, for direct calls of domain functions.
    pub async fn ctx(&self, user: Option<UserId>) -> Ctx {
        self.ctx_from(user, caller().ip).await
    }

    /// The same from another place.
    pub async fn ctx_from(&self, user: Option<UserId>, ip: IpAddr) -> Ctx {
        let record = self.session(user).await;
        let store = Arc::new(self.app().sessions().clone());
        let mut parts = axum::http::Request::new(()).into_parts().0;
        parts.extensions.insert(Session::new(Some(record.id), store, None));
        parts.extensions.insert(Caller { ip, ..caller() });
        Ctx::from_parts(self.app(), &parts).await.expect("a request can be read")
    }

    /// One request by a method, of which all parts share what they learn.
    pub async fn ctx_of(&self, user: UserId, method: Method) -> Ctx {
        let record = self.session(Some(user)).await;
        let mut parts = axum::http::Request::new(()).into_parts().0;
        parts.method = method;
        parts.extensions.insert(Session::new(Some(record.id), Arc::new(self.app().sessions().clone()), None));
        parts.extensions.insert(caller());
        parts.extensions.insert(CtxCell::default());
        Ctx::from_parts(self.app(), &parts).await.expect("a request can be read")
    }

    /// A stranger outside of HTTP.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(self.app().clone(), caller(), None)
    }

    /// Background work.
    pub fn system(&self) -> System {
        System::new(self.app().clone())
    }

    async fn session(&self, user: Option<UserId>) -> Record {
        let now = tower_sessions::cookie::time::OffsetDateTime::now_utc();
        let mut record = Record {
            id: tower_sessions::session::Id::default(),
            data: Default::default(),
            expiry_date: now + tower_sessions::cookie::time::Duration::hours(1),
        };
        if let Some(user) = user {
            record.data.insert(sessions::USER_ID.to_owned(), serde_json::json!(user));
            record.data.insert(sessions::PROVED_AT.to_owned(), serde_json::json!(time::now().timestamp()));
        }
        self.app().sessions().create(&mut record).await.expect("a session can be stored");
        record
    }
}

fn caller() -> Caller {
    Caller { ip: IpAddr::from([203, 0, 113, 7]), user_agent: "tests".to_owned() }
}
