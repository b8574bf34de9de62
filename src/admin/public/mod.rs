//! Plain routes: the form with which visitors report a page, and visits of staff in somebody's name.

mod report;
mod visits;

use crate::server::router::Routes;

/// The routes.
pub fn routes(routes: Routes) -> Routes {
    visits::routes(report::routes(routes))
}
