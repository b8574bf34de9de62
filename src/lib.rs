//! Mewayz: the all-in-one business platform for creators. The module map; `README.md` beside this file is the codemap.

// The router's type of every page nests; erasing keeps it short, but not for the checker.
#![recursion_limit = "256"]

pub mod accounts;
pub mod admin;
pub mod analytics;
pub mod app;
pub mod contacts;
pub mod kernel;
pub mod media;
pub mod sites;
pub mod ui;
pub mod workspaces;

#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
pub mod server;

/// Wakes the pages that the server rendered.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_lazy(app::root::Root);
}
