//! The one list of routes on the server, with `app/routes.rs` the only file that names every context.

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    handler::Handler,
    http::Method,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{MethodFilter, on},
};
use leptos::prelude::provide_context;
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower_sessions::{SessionManagerLayer, cookie::SameSite};

use super::{app::App, middleware, sessions::DbSessionStore};
use crate::{
    app::{root::Root, shell::shell},
    sites,
};

/// Collects routes and remembers each, so that a test can walk them all.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    list: Vec<(Method, &'static str)>,
}

impl Routes {
    /// Adds a GET route.
    pub fn get<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.on(Method::GET, MethodFilter::GET, path, handler)
    }

    /// Adds a POST route.
    pub fn post<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.on(Method::POST, MethodFilter::POST, path, handler)
    }

    fn on<H, T>(mut self, method: Method, filter: MethodFilter, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.list.push((method, path));
        self.router = self.router.route(path, on(filter, handler));
        self
    }

    /// Every route that was added, in order.
    pub fn list(&self) -> &[(Method, &'static str)] {
        &self.list
    }
}

/// The plain routes of every context: public pages, redirects, uploads.
pub fn routes() -> Routes {
    let routes = Routes::default();
    let routes = sites::public::routes(routes);
    sites::uploads::routes(routes)
}

/// The whole service.
pub fn router(app: App) -> Router {
    let secure = app.config().is_https();
    let sessions = SessionManagerLayer::new(DbSessionStore::new(app.db().clone(), app.secrets().clone()))
        .with_name(if secure { "__Host-mewayz" } else { "mewayz" })
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax);
    let pages = generate_route_list(Root);
    let options = app.leptos().clone();
    let context = {
        let app = app.clone();
        move || provide_context(app.clone())
    };
    Router::new()
        .route("/rpc/{*name}", axum::routing::any(server_function))
        .merge(routes().router)
        .leptos_routes_with_context(&app, pages, context, move || shell(options.clone()))
        .fallback(page)
        .layer(sessions)
        .layer(from_fn(middleware::client::share_context))
        .layer(from_fn_with_state(app.clone(), middleware::client::identify))
        .with_state(app)
}

/// Answers a server function.
async fn server_function(State(app): State<App>, request: Request<Body>) -> Response {
    leptos_axum::handle_server_fns_with_context(move || provide_context(app.clone()), request).await.into_response()
}

/// Renders whatever no route knows: the "not found" page of the application.
async fn page(State(app): State<App>, request: Request<Body>) -> Response {
    let options = app.leptos().clone();
    let render = leptos_axum::render_app_async_with_context(
        move || provide_context(app.clone()),
        move || shell(options.clone()),
    );
    render(request).await
}
