//! The pages of the platform's staff.

mod frame;
mod one;
pub mod reports;
