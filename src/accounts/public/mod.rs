//! What accounts show without WASM: the way to other sites and back.

mod providers;

pub use providers::routes;
