//! The product's vocabulary: small types that every context, both targets and the wire share.

pub mod email;
pub mod error;
pub mod handle;
pub mod id;
pub mod money;
pub mod page;
pub mod permission;
pub mod picture;
pub mod time;
pub(crate) mod words;

pub use error::{AppError, FieldErrors, Result};
