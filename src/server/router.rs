//! The one list of routes on the server, with `app/routes.rs` the only file that names every context.

use std::sync::OnceLock;

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    handler::Handler,
    http::Method,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{MethodFilter, on},
};
use leptos::{prelude::provide_context, server_fn::axum::server_fn_paths};
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list_with_exclusions};
use tower_http::compression::{CompressionLayer, DefaultPredicate, Predicate, predicate::NotForContentType};
use tower_sessions::{SessionManagerLayer, cookie::SameSite};

use super::{
    answer,
    app::App,
    assets, clock, csp,
    ctx::System,
    health,
    jobs::Jobs,
    mailer, metrics,
    middleware::{
        client, development, device, guard, headers, limits, observe, origin, panic, rates, rpc, tasks, theme, visit,
    },
    robots, security_txt, threats,
};
use crate::{
    accounts, admin, analytics,
    app::{root::Root, shell::shell},
    contacts,
    kernel::{AppError, Result},
    media, sites, workspaces,
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
    let routes = spine(Routes::default());
    let routes = sites::public::routes(routes);
    let routes = sites::uploads::routes(routes);
    let routes = analytics::downloads::routes(routes);
    let routes = contacts::downloads::routes(routes);
    let routes = media::uploads::routes(routes);
    let routes = sites::downloads::routes(routes);
    let routes = media::downloads::routes(routes);
    let routes = accounts::public::routes(routes);
    let routes = admin::downloads::routes(routes);
    let routes = accounts::uploads::routes(routes);
    let routes = workspaces::downloads::routes(routes);
    let routes = accounts::downloads::routes(routes);
    admin::public::routes(routes)
}

/// The routes that belong to no context.
fn spine(routes: Routes) -> Routes {
    routes
        .get("/health", health::health)
        .get("/readiness", health::readiness)
        .get("/liveness", health::liveness)
        .get("/metrics", metrics::show)
        .get("/pkg/{*file}", assets::pkg)
        .get("/dev/mails", mailer::dev::list)
        .get("/dev/mails/{id}", mailer::dev::show)
        .post("/dev/clock", clock::shift)
        .post(csp::PATH, csp::take)
        .get(security_txt::PATH, security_txt::show)
        .get("/robots.txt", robots::robots)
        .get("/favicon.ico", robots::favicon)
}

/// What every context does in the background, by outbox topic and by the clock.
pub fn jobs() -> Jobs {
    let jobs = Jobs::new()
        .every(
            "sweep-sessions",
            "*/30 * * * *",
            |system| async move { accounts::sessions::sweep(&system).await.map(drop) },
        )
        .every(
            "forget-devices",
            "23 4 * * *",
            |system| async move { accounts::devices::forget(&system).await.map(drop) },
        )
        .on(accounts::two_factor::resets::TOPIC, |system, payload| async move {
            accounts::two_factor::resets::carry_out(&system, payload).await
        })
        .every(
            "sweep-messages",
            "41 3 * * *",
            |system| async move { contacts::messages::sweep(&system).await.map(drop) },
        )
        .every("end-visits", "* * * * *", |system| async move { admin::impersonations::sweep(&system).await.map(drop) })
        .every("sweep-threats", "17 4 * * *", |system| async move { threats::blocks::sweep(&system).await.map(drop) })
        .every("forget-salts", "5 * * * *", |system| async move { analytics::visitor_keys::forget(&system).await })
        .on(analytics::roll_ups::RECOUNT, |system, _| async move { analytics::roll_ups::recount(&system).await });
    workspaces::jobs::jobs(accounts::jobs::jobs(media::jobs::jobs(jobs)))
}

/// Seals every stored secret with the current key; gives how many were under an older one.
///
/// # Errors
/// Internal when a secret cannot be opened; the log says which.
pub async fn reseal(system: &System) -> Result<u64> {
    accounts::two_factor::reseal(system).await
}

/// The pages of the application, found once: while Leptos looks for them, no resource of the whole process may load, and
/// one that begins to meanwhile never ends. Nothing is rendered before the first list is there.
pub fn pages() -> Vec<AxumRouteListing> {
    static PAGES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    let find = || {
        tasks::install();
        // Leptos would route server functions itself, past the handler that gives errors their status.
        let functions = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
        generate_route_list_with_exclusions(Root, Some(functions))
    };
    PAGES.get_or_init(find).clone()
}

/// The whole service.
pub fn router(app: App) -> Router {
    let pages = pages();
    let options = app.leptos().clone();
    let context = {
        let app = app.clone();
        move || provide_page(&app)
    };
    let routes = Router::new()
        // POST only: what changes something never answers a GET, which the origin check lets pass.
        .route("/rpc/{*name}", axum::routing::post(server_function))
        .merge(routes().router)
        .leptos_routes_with_context(&app, pages, context, move || shell(options.clone()))
        .fallback(page);
    guard(app, routes)
}

/// Puts what every request passes through around routes; the last layer is the outermost.
pub fn guard(app: App, routes: Router<App>) -> Router {
    let secure = app.config().is_https();
    let sessions = SessionManagerLayer::new(app.sessions().clone())
        .with_name(if secure { "__Host-mewayz" } else { "mewayz" })
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax);
    routes
        .layer(from_fn_with_state(app.clone(), theme::of_account))
        .layer(from_fn_with_state(app.clone(), development::only))
        .layer(from_fn_with_state(app.clone(), visit::notice))
        .layer(from_fn_with_state(app.clone(), rates::count))
        .layer(sessions)
        .layer(from_fn_with_state(app.clone(), guard::watch))
        .layer(from_fn(client::share_context))
        .layer(from_fn_with_state(app.clone(), device::recognise))
        .layer(from_fn_with_state(app.clone(), client::identify))
        .layer(
            CompressionLayer::new()
                .compress_when(DefaultPredicate::new().and(NotForContentType::const_new("application/wasm"))),
        )
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(app.clone(), limits::body))
        .layer(origin::check(&app))
        .layer(from_fn(origin::explain))
        .layer(from_fn_with_state(app.clone(), limits::time))
        .layer(from_fn(panic::catch))
        .layer(from_fn_with_state(app.clone(), headers::secure))
        .layer(from_fn_with_state(app.clone(), observe::observe))
        .with_state(app)
}

/// What every page that hydrates finds in its context.
fn provide_page(app: &App) {
    provide_context(app.clone());
    headers::page_policy();
}

/// Answers a server function.
async fn server_function(State(app): State<App>, request: Request<Body>) -> Response {
    let html = answer::wants_html(request.headers());
    let context = move || provide_context(app.clone());
    rpc::finish(html, leptos_axum::handle_server_fns_with_context(context, request).await.into_response()).await
}

/// What no route knows: a file of the site, or the "not found" page of the application.
async fn page(State(app): State<App>, request: Request<Body>) -> Response {
    let asked = assets::asked(&request);
    if let Some(file) = assets::file(&app, asked).await {
        return file;
    }
    if !answer::wants_html(request.headers()) {
        return answer::error(false, &AppError::not_found("address"));
    }
    let options = app.leptos().clone();
    let render = leptos_axum::render_app_async_with_context(move || provide_page(&app), move || shell(options.clone()));
    render(request).await
}
