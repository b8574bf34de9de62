//! The pages of the platform's staff, and what people see of staff's visits.

pub mod audit;
pub mod csp;
mod entries;
pub mod flags;
pub mod frame;
pub mod home;
pub mod notices;
mod one;
mod person;
mod person_actions;
pub mod reports;
pub mod threats;
pub mod user;
pub mod users;
pub mod visits;
pub mod workspace;
pub mod workspaces;
