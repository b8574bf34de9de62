//! The pages of a person's own account.

mod address;
mod address_links;
mod data;
mod frame;
mod leaving;
mod mails;
mod password;
mod picture;
mod profile;
mod region;

pub use address_links::{ConfirmAddressRoute, UndoAddressRoute};
pub use data::DataRoute;
pub use frame::AccountFrame;
pub use leaving::LeavingRoute;
pub use password::ChangePassword;
pub use profile::ProfileRoute;
