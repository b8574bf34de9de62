//! Who moves like a machine. User agents can lie; speed cannot.

use chrono::TimeDelta;

use crate::kernel::time::Time;

/// The most views and clicks that one visitor makes on one site in a while. More than that, and everything they did on that day
/// is a machine's, what came before included.
pub const RULES: [(usize, TimeDelta); 3] =
    [(20, TimeDelta::seconds(10)), (100, TimeDelta::minutes(10)), (300, TimeDelta::hours(24))];

/// Whether these views and clicks of one visitor on one day, the oldest first, are a machine's. More of them never make a machine
/// a person again, so the answer does not depend on the order in which they become known.
pub fn is_machine(times: &[Time]) -> bool {
    RULES.iter().any(|(most, span)| times.windows(most + 1).any(|seen| seen[*most] - seen[0] <= *span))
}
