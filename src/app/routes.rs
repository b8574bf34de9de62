//! The one list of pages, with `server/router.rs` the only file that names every context.

use leptos::prelude::*;
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Route, Routes},
    path,
};

use super::layout::{error_view::NotFound, home::HomeRoute, workspace::WorkspaceLayout};
use crate::page;

page!(
    /// `/`: for now the door.
    pub WelcomeRoute, Welcome
);

/// What a stranger sees at `/`.
#[component]
fn Welcome() -> impl IntoView {
    view! { <main><h1>"Mewayz"</h1></main> }
}

/// Every page of the application.
#[component]
pub fn AppRoutes() -> impl IntoView {
    view! {
        <Routes fallback=NotFound>
            <Route path=path!("/") view={Lazy::<WelcomeRoute>::new()} ssr=SsrMode::Async />
            <ParentRoute path=path!("/w/:workspace") view=WorkspaceLayout ssr=SsrMode::Async>
                <Route path=path!("") view={Lazy::<HomeRoute>::new()} ssr=SsrMode::Async />
            </ParentRoute>
        </Routes>
    }
}
