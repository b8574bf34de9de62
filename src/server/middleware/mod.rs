//! What every request passes through, outermost first: see `server::router`.

pub mod client;
pub mod development;
pub mod device;
pub mod guard;
pub mod headers;
pub mod limits;
pub mod observe;
pub mod origin;
pub mod panic;
pub mod rates;
pub mod rpc;
pub mod tasks;
pub mod theme;
pub mod visit;
