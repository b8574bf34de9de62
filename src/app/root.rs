//! The root component: what every page stands in.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::Router;

use super::{layout::visiting::VisitBanner, routes::AppRoutes};
use crate::ui::{ToastRegion, Zone, provide_toasts};

/// Router and page titles around the routes.
#[component]
pub fn Root() -> impl IntoView {
    provide_meta_context();
    // Effects run once the page is hydrated: from here on it answers by itself.
    Effect::new(|_| {
        if let Some(body) = document().body() {
            let _ = body.set_attribute("data-ready", "true");
        }
    });
    provide_toasts();
    provide_context(Zone(SharedValue::new(zone).into_inner()));
    view! {
        <Title formatter=|title: String| if title.is_empty() { "Mewayz".to_owned() } else { format!("{title} · Mewayz") } />
        <VisitBanner/>
        <Router>
            <AppRoutes />
        </Router>
        <ToastRegion/>
    }
}

/// The time zone of the account; the browser gets it with the page.
fn zone() -> Option<String> {
    #[cfg(feature = "ssr")]
    {
        let parts = use_context::<axum::http::request::Parts>()?;
        parts.extensions.get::<crate::server::middleware::theme::AccountZone>().map(|zone| zone.0.clone())
    }
    #[cfg(not(feature = "ssr"))]
    None
}
