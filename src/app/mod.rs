//! The application around the contexts: document, routes, layout.

pub mod layout;
pub mod page;
pub mod root;
pub mod routes;
pub mod shell;
