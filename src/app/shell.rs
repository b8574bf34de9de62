//! The HTML document around every page that hydrates.

use leptos::prelude::*;
use leptos_meta::MetaTags;

use super::root::Root;

/// The document. `data-theme` comes from the account or from the cookie, so that the first paint has the right colours.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <AutoReload options=options.clone() />
                <HydrationScripts options=options.clone() />
                <leptos_meta::HashedStylesheet options id="mewayz" />
                <MetaTags />
            </head>
            <body>
                <Root />
            </body>
        </html>
    }
}

/// `light`, `dark` or `system`, as the account says, or for strangers the cookie `theme`.
fn theme() -> String {
    #[cfg(feature = "ssr")]
    if let Some(parts) = use_context::<axum::http::request::Parts>() {
        if let Some(account) = parts.extensions.get::<crate::server::middleware::theme::AccountTheme>() {
            return account.0.clone();
        }
        let cookies = parts.headers.get_all("cookie").iter().filter_map(|value| value.to_str().ok());
        for cookie in cookies.flat_map(|line| line.split(';')) {
            if let Some(theme @ ("light" | "dark")) = cookie.trim().strip_prefix("theme=") {
                return theme.to_owned();
            }
        }
    }
    "system".to_owned()
}
