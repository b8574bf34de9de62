//! Days where the workspace is: their hours, across changes of the clock, and the days before.

use chrono::{NaiveDate, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use mewayz::analytics::{
    periods::Period,
    types::{Range, Step},
};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn custom(from: &str, to: &str, zone: Tz) -> Period {
    Period::of(Range::Custom(day(from), day(to)), Utc::now(), zone)
}

#[test]
fn ranges_end_today_where_the_workspace_is() {
    let late = Utc.with_ymd_and_hms(2026, 11, 20, 23, 30, 0).unwrap();
    let berlin = Period::of(Range::Week, late, Tz::Europe__Berlin);
    assert_eq!((berlin.first, berlin.last, berlin.length()), (day("2026-11-15"), day("2026-11-21"), 7));
    assert_eq!(Period::of(Range::Week, late, Tz::America__Los_Angeles).last, day("2026-11-20"));
    let year = Period::of(Range::Year, late, Tz::UTC);
    assert_eq!((year.first, year.last, year.step()), (day("2025-12-01"), day("2026-11-20"), Step::Month));
    assert_eq!(year.points(&year.clock()).0.len(), 12);
    // Half past midnight in Berlin: one hour of the last day is over, so one hour of the day before it is compared.
    let (from, to) = berlin.hours_before(late);
    assert_eq!((from, to - from), (berlin.before().hours().0, 6 * 24 + 1));
    assert_eq!((berlin.before().first, berlin.before().last), (day("2026-11-08"), day("2026-11-14")));
}

#[test]
fn days_are_as_long_as_clocks_say() {
    let hours = |from: &str, zone| {
        let (start, end) = custom(from, from, zone).hours();
        end - start
    };
    assert_eq!(hours("2026-03-29", Tz::Europe__Berlin), 23);
    assert_eq!(hours("2026-10-25", Tz::Europe__Berlin), 25);
    assert_eq!(hours("2026-10-25", Tz::UTC), 24);
    // In Cairo clocks skip midnight.
    assert_eq!(hours("2026-04-24", Tz::Africa__Cairo), 23);
    // Half an hour beside UTC: each hour belongs to exactly one day.
    let (first, second) =
        (custom("2026-11-20", "2026-11-20", Tz::Asia__Kolkata), custom("2026-11-21", "2026-11-21", Tz::Asia__Kolkata));
    assert_eq!(first.hours().1, second.hours().0);
    assert_eq!((first.day_of(first.hours().0), second.day_of(second.hours().0)), (first.first, second.first));
}

#[test]
fn every_hour_has_its_point() {
    for (from, to, points) in
        [("2026-10-25", "2026-10-25", 25), ("2026-10-24", "2026-10-26", 3), ("2026-01-15", "2026-07-01", 7)]
    {
        let period = custom(from, to, Tz::Europe__Berlin);
        let clock = period.clock();
        let (found, places) = period.points(&clock);
        assert!(
            clock.iter().all(|tick| period.day_of(tick.hour) == tick.day && period.local(tick.hour).hour() == tick.at)
        );
        assert_eq!(found.len(), points, "{from} to {to}");
        assert_eq!(places.len() as i64, period.hours().1 - period.hours().0);
        assert!(places.is_sorted() && places.last() == Some(&(points - 1)));
    }
}

#[test]
fn impossible_ranges_say_what_to_do() {
    assert_eq!(Range::parse("", "", ""), Ok(Range::Month));
    assert_eq!(Range::parse("7d", "x", "y"), Ok(Range::Week));
    let custom = Range::parse("custom", "2026-01-01", "2026-12-31").expect("a year");
    assert_eq!(custom.query(), "range=custom&from=2026-01-01&to=2026-12-31");
    for (word, from, to, field) in [
        ("century", "", "", "range"),
        ("custom", "", "2026-01-01", "from"),
        ("custom", "2026-01-01", "31.12.", "to"),
        ("custom", "2026-01-02", "2026-01-01", "to"),
        ("custom", "2020-01-01", "2026-01-01", "from"),
    ] {
        let error = Range::parse(word, from, to).expect_err("it is no range");
        assert!(error.field(field).is_some(), "{word} {from} {to}: {error:?}");
    }
}
