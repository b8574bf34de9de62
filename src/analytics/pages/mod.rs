//! The dashboard's pages about numbers.

mod figures;
mod numbers;
mod picker;
mod report;
mod tables;

pub use report::{AnalyticsRoute, SiteAnalyticsRoute};
