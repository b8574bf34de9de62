//! Days in the workspace's time zone as hours of UTC. In zones that are not whole hours from UTC an hour counts for the day in
//! which it begins.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, TimeZone, Timelike};
use chrono_tz::Tz;

use super::{
    tallies::hour_of,
    types::{DAILY_DAYS, HOURLY_DAYS, Point, Range, Step, Totals},
};
use crate::{kernel::time::Time, server::ctx::WorkspaceCtx};

/// A range of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Where days begin.
    pub zone: Tz,
    /// The first day.
    pub first: NaiveDate,
    /// The last day, which belongs to it.
    pub last: NaiveDate,
}

/// The time zone of a workspace.
pub fn zone(ws: &WorkspaceCtx) -> Tz {
    ws.workspace().time_zone.parse().unwrap_or(Tz::UTC)
}

impl Period {
    /// The days that a range means now.
    pub fn of(range: Range, now: Time, zone: Tz) -> Self {
        let today = now.with_timezone(&zone).date_naive();
        let (first, last) = match range {
            Range::Today => (today, today),
            Range::Week => (back(today, 6), today),
            Range::Month => (back(today, 29), today),
            Range::Quarter => (back(today, 89), today),
            Range::Year => {
                let month = today.with_day(1).unwrap_or(today);
                (month.checked_sub_months(Months::new(11)).unwrap_or(month), today)
            }
            Range::Custom(first, last) => (first, last),
        };
        Self { zone, first, last }
    }

    /// The last days, today included.
    pub fn last_days(days: u32, now: Time, zone: Tz) -> Self {
        let today = now.with_timezone(&zone).date_naive();
        Self { zone, first: back(today, days.saturating_sub(1)), last: today }
    }

    /// How many days it has.
    pub fn length(&self) -> u32 {
        u32::try_from((self.last - self.first).num_days() + 1).unwrap_or(1)
    }

    /// As many days before it.
    pub fn before(&self) -> Self {
        let last = back(self.first, 1);
        Self { zone: self.zone, first: back(last, self.length() - 1), last }
    }

    /// The days, the oldest first.
    pub fn days(&self) -> Vec<NaiveDate> {
        self.first.iter_days().take_while(|day| *day <= self.last).collect()
    }

    /// Its hours, counted from 1970 in UTC; the second one is the first that does not belong to it.
    pub fn hours(&self) -> (i64, i64) {
        let next = self.last.checked_add_days(Days::new(1)).unwrap_or(self.last);
        (start_of(self.first, self.zone), start_of(next, self.zone))
    }

    /// The hours of the days before that it is compared with: while its last day is not over, they end at the same hour.
    pub fn hours_before(&self, now: Time) -> (i64, i64) {
        let ((_, end), (from, to)) = (self.hours(), self.before().hours());
        (from, to.min((to - (end - hour_of(now) - 1)).max(from)))
    }

    /// The day of an hour.
    pub fn day_of(&self, hour: i64) -> NaiveDate {
        self.local(hour).date_naive()
    }

    /// An hour where days begin.
    pub fn local(&self, hour: i64) -> DateTime<Tz> {
        DateTime::from_timestamp(hour * 60 * 60, 0).unwrap_or_default().with_timezone(&self.zone)
    }

    /// How wide the points of its chart are.
    pub fn step(&self) -> Step {
        match self.length() {
            days if days <= HOURLY_DAYS => Step::Hour,
            days if days <= DAILY_DAYS => Step::Day,
            _ => Step::Month,
        }
    }

    /// Each of its hours in order: where clocks stand then. A day is looked up once, and its hours only when clocks change.
    pub fn clock(&self) -> Vec<Tick> {
        let mut clock = Vec::with_capacity(usize::try_from(self.length()).unwrap_or_default() * 24);
        for day in self.days() {
            let (from, to) = (Self { first: day, last: day, ..*self }).hours();
            for (at, hour) in (0..).zip(from..to) {
                let at = if to - from == 24 { at } else { self.local(hour).hour() };
                clock.push(Tick { hour, day, at });
            }
        }
        clock
    }

    /// The points of its chart in order, with nothing in them yet, and for each hour the place of its point.
    pub fn points(&self, clock: &[Tick]) -> (Vec<Point>, Vec<usize>) {
        let (mut points, mut places, mut last) = (Vec::new(), Vec::new(), None);
        for Tick { hour, day, .. } in clock {
            let (point, label, start) = match self.step() {
                Step::Hour if self.first == self.last => (*hour, "%H:%M", "%Y-%m-%d %H:%M"),
                Step::Hour => (*hour, "%-d %b, %H:%M", "%Y-%m-%d %H:%M"),
                Step::Day => (i64::from(day.num_days_from_ce()), "%-d %b", "%Y-%m-%d"),
                Step::Month => (i64::from(day.year()) * 12 + i64::from(day.month()), "%b %Y", "%Y-%m"),
            };
            if last != Some(point) {
                last = Some(point);
                let local = self.local(*hour);
                let text = |format: &str| local.format(format).to_string();
                points.push(Point { label: text(label), start: text(start), totals: Totals::default() });
            }
            places.push(points.len() - 1);
        }
        (points, places)
    }
}

/// An hour as it is where days begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    /// The hour, counted from 1970 in UTC.
    pub hour: i64,
    /// The day that it counts for.
    pub day: NaiveDate,
    /// What clocks show, 0 to 23.
    pub at: u32,
}

fn back(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(days))).unwrap_or(day)
}

/// The first hour of a day. Where clocks skip midnight the day begins an hour later.
fn start_of(day: NaiveDate, zone: Tz) -> i64 {
    let midnight = day.and_hms_opt(0, 0, 0).unwrap_or_default();
    let local = zone.from_local_datetime(&midnight).earliest();
    let local = local.or_else(|| zone.from_local_datetime(&(midnight + TimeDelta::hours(1))).earliest());
    let start: Time = local.map_or_else(|| midnight.and_utc(), |local| local.to_utc());
    let hour = hour_of(start);
    // The hour that begins before midnight belongs to the day before.
    if start.timestamp() % 3600 == 0 { hour } else { hour + 1 }
}
