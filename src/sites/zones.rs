//! Time zones of workspaces, as the builder gets them.

use chrono::{Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::types::Zone;
use crate::kernel::time::Time;

/// How far the changes of clocks are told, in days.
const BACK: i64 = 2 * 366;
const AHEAD: i64 = 12 * 366;

/// A zone by its IANA name, over some years around an instant; UTC when there is no such zone.
pub fn around(name: &str, now: Time) -> Zone {
    let zone: Tz = name.parse().unwrap_or(Tz::UTC);
    let offset = |utc: i64| {
        let at = chrono::DateTime::from_timestamp(utc, 0).unwrap_or_default();
        zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
    };
    let day = TimeDelta::days(1).num_seconds();
    // A whole day, so that the same zone is the same a moment later.
    let start = (now - TimeDelta::days(BACK)).timestamp() / day * day;
    let mut spans = vec![(start, offset(start))];
    let mut before = start;
    for at in (1..=BACK + AHEAD).map(|days| start + days * day) {
        if offset(at) != offset(before) {
            let change = first_with(before, at, |utc| offset(utc) != offset(before));
            spans.push((change, offset(change)));
        }
        before = at;
    }
    Zone { name: zone.name().to_owned(), spans }
}

/// The first second of a span for which something holds that holds at its end and not at its beginning.
fn first_with(mut without: i64, mut with: i64, holds: impl Fn(i64) -> bool) -> i64 {
    while with - without > 1 {
        let middle = without + (with - without) / 2;
        if holds(middle) { with = middle } else { without = middle }
    }
    with
}
