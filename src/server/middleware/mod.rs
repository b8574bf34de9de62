//! What every request passes through, outermost first: see `server::router`.

pub mod client;
