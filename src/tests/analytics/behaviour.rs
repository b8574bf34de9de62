//! Machines that lie about what they are: found by their speed, and taken out of the whole day.

use chrono::TimeDelta;
use mewayz::{
    analytics::{behaviour, types::Totals},
    kernel::time::{Time, now},
};

use super::{happened, record, report};
use crate::{
    sites::make::{link, site},
    support::db_test,
};

fn every(milliseconds: i64, count: i64) -> Vec<Time> {
    let start = now();
    (0..count).map(|n| start + TimeDelta::milliseconds(milliseconds * n)).collect()
}

#[test]
fn speed_tells_machines() {
    assert!(!behaviour::is_machine(&[]));
    assert!(!behaviour::is_machine(&every(0, 20)), "twenty at once may be a person with a fast finger");
    assert!(behaviour::is_machine(&every(0, 21)));
    assert!(behaviour::is_machine(&every(500, 21)), "21 in 10 seconds");
    assert!(!behaviour::is_machine(&every(501, 21)), "21 in a little more");
    assert!(!behaviour::is_machine(&every(6_100, 99)));
    assert!(behaviour::is_machine(&every(5_900, 101)), "101 in 10 minutes");
    assert!(!behaviour::is_machine(&every(60_000, 300)));
    assert!(behaviour::is_machine(&every(60_000, 301)), "301 in a day");
}

db_test!(a_machine_is_taken_out_of_its_whole_day, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let block = link("One", "https://example.com/").id;
    let noon = now() - TimeDelta::days(2);
    let by = |visitor, at| record(&ws, id, None, Some(visitor), at);
    // A slow start, seen as a person's.
    happened(&t, vec![by(1, noon), record(&ws, id, Some(block), Some(1), noon), by(2, noon)]).await;
    let before = Totals { views: 2, visitors: 2, clicks: 1, ..Totals::default() };
    assert_eq!(report(&ws, Some(id)).await.totals, before);
    // Then it hurries, in two batches.
    let hurry = |n: i64| by(1, noon + TimeDelta::minutes(3) + TimeDelta::milliseconds(200 * n));
    happened(&t, (0..15).map(hurry).collect()).await;
    assert_eq!(report(&ws, Some(id)).await.totals.bots, 0);
    happened(&t, (15..30).map(hurry).collect()).await;
    let without = Totals { views: 1, visitors: 1, bots: 32, ..Totals::default() };
    assert_eq!(report(&ws, Some(id)).await.totals, without);
    // Slow again: still the same machine. Somebody else is not.
    happened(&t, vec![by(1, noon + TimeDelta::minutes(30)), by(3, noon + TimeDelta::minutes(30))]).await;
    let after = Totals { views: 2, visitors: 2, bots: 33, ..Totals::default() };
    assert_eq!(report(&ws, Some(id)).await.totals, after);
});

db_test!(a_crowd_without_keys_is_no_machine, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let at = now();
    happened(&t, (0..60).map(|_| record(&ws, id, None, None, at)).collect()).await;
    assert_eq!(report(&ws, Some(id)).await.totals, Totals { views: 60, unnamed: 60, ..Totals::default() });
});
