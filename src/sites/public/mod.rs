//! What visitors get: pages without WASM, short links, forms.

use crate::server::router::Routes;

mod capture;
mod click;
mod document;
mod missing;
mod page;
mod share;

pub use document::{Document, render};

/// The public routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/@{handle}", page::main)
        .get("/@{handle}/", page::main)
        .get("/@{handle}/{slug}", page::sub)
        .get("/@{handle}/{slug}/", page::sub)
        .get("/l/{code}", click::follow)
        .get("/share/{site}/{file}", share::show)
        .post(capture::ACTION, capture::take)
}
