//! The root component: what every page stands in.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::Router;

use super::routes::AppRoutes;
use crate::ui::{ToastRegion, provide_toasts};

/// Router and page titles around the routes.
#[component]
pub fn Root() -> impl IntoView {
    provide_meta_context();
    provide_toasts();
    view! {
        <Title formatter=|title: String| if title.is_empty() { "Mewayz".to_owned() } else { format!("{title} · Mewayz") } />
        <Router>
            <AppRoutes />
        </Router>
        <ToastRegion/>
    }
}
