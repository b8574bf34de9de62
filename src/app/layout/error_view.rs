//! What a page shows instead of itself when something is wrong.

use leptos::prelude::*;

/// Sets the HTTP status of the page that is being rendered; does nothing in the browser.
pub fn set_status(status: u16) {
    #[cfg(feature = "ssr")]
    if let (Some(response), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), axum::http::StatusCode::from_u16(status))
    {
        response.set_status(status);
    }
    #[cfg(not(feature = "ssr"))]
    let _ = status;
}

/// The page for addresses that lead nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    set_status(404);
    view! {
        <main>
            <h1>"This page does not exist"</h1>
            <p>"The address may be mistyped, or the page was moved."</p>
            <a href="/">"Go to the start page"</a>
        </main>
    }
}
