//! What visitors get of the platform's staff: the form for a report.

mod report;

pub use report::routes;
