//! A time zone as the browser needs it: when its clocks were and will be changed, so that local times are exact on both
//! sides without a database of zones in the browser.

use chrono::{NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::kernel::time::Time;

/// The form of `<input type="datetime-local">`.
const FIELD: &str = "%Y-%m-%dT%H:%M";

/// A zone over some years around today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// IANA name, `Europe/Berlin`.
    pub name: String,
    /// From when on clocks differ how much from UTC: seconds since 1970, seconds to the east; the oldest first, at least one.
    pub spans: Vec<(i64, i32)>,
}

/// What a local time means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// One instant.
    Once(Time),
    /// Clocks skip it; the instant that comes as long after the change as the time lies after the gap's beginning.
    Skipped(Time),
    /// Clocks show it twice; the first of both.
    Twice(Time),
}

impl Moment {
    /// The instant that is meant.
    pub fn time(self) -> Time {
        match self {
            Self::Once(time) | Self::Skipped(time) | Self::Twice(time) => time,
        }
    }
}

impl Zone {
    /// What clocks in the zone show at an instant.
    pub fn local(&self, time: Time) -> NaiveDateTime {
        time.naive_utc() + TimeDelta::seconds(self.offset(time.timestamp()).into())
    }

    /// The instant at which clocks in the zone show this.
    pub fn moment(&self, local: NaiveDateTime) -> Moment {
        let seconds = local.and_utc().timestamp();
        let mut offsets: Vec<i32> = self.spans.iter().map(|(_, offset)| *offset).collect();
        offsets.sort_unstable();
        offsets.dedup();
        // The larger the offset, the earlier the instant.
        let found = offsets.iter().rev().map(|offset| (seconds - i64::from(*offset), *offset));
        let hits: Vec<i64> = found.filter(|(utc, offset)| self.offset(*utc) == *offset).map(|(utc, _)| utc).collect();
        match hits.as_slice() {
            [] => Moment::Skipped(instant(self.after_gap(seconds))),
            [one] => Moment::Once(instant(*one)),
            [first, ..] => Moment::Twice(instant(*first)),
        }
    }

    /// Reads what a date and time field holds; `None` when it is empty or incomplete.
    pub fn read(&self, field: &str) -> Option<Moment> {
        let minutes: String = field.trim().chars().take(16).collect();
        NaiveDateTime::parse_from_str(&minutes, FIELD).ok().map(|local| self.moment(local))
    }

    /// What a date and time field shows for an instant.
    pub fn write(&self, time: Time) -> String {
        self.local(time).format(FIELD).to_string()
    }

    /// "29 Mar 2026, 03:30"
    pub fn words(&self, time: Time) -> String {
        self.local(time).format("%-d %b %Y, %H:%M").to_string()
    }

    fn offset(&self, utc: i64) -> i32 {
        let at = self.spans.partition_point(|(from, _)| *from <= utc);
        self.spans.get(at.saturating_sub(1)).map_or(0, |(_, offset)| *offset)
    }

    /// A time that clocks skip, read as if they had not been changed yet.
    fn after_gap(&self, local: i64) -> i64 {
        let skips = self.spans.windows(2).find_map(|pair| {
            let ((_, before), (at, after)) = (pair[0], pair[1]);
            let gap = at + i64::from(before)..at + i64::from(after);
            gap.contains(&local).then_some(local - i64::from(before))
        });
        skips.unwrap_or(local)
    }
}

fn instant(seconds: i64) -> Time {
    chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}
