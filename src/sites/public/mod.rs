//! What visitors get: pages without WASM, short links, forms.

use crate::server::router::Routes;

mod capture;
mod click;
mod document;
mod embed;
mod gate;
mod in_app;
mod keep;
mod lock;
mod message;
mod missing;
mod page;
mod share;
mod sitemap;
mod stamps;
mod tries;
mod vcard;

pub use document::{Asked, Document, render};

/// The public routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/@{handle}", page::main)
        .get("/@{handle}/", page::main)
        .get("/@{handle}/{slug}", page::sub)
        .get("/@{handle}/{slug}/", page::sub)
        .post("/@{handle}", lock::main)
        .post("/@{handle}/{slug}", lock::sub)
        .get("/l/{code}", click::follow)
        .get("/share/{site}/{file}", share::show)
        .post("/l/{code}", click::pass)
        .get("/sitemap.xml", sitemap::whole)
        .get("/sitemaps/{part}", sitemap::part)
        .post(capture::ACTION, capture::take)
        .get("/embed/{block}", embed::show)
        .get("/vcard/{block}", vcard::download)
        .post(message::ACTION, message::take)
}
