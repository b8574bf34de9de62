//! Instants and spans: UTC in the database, words and local time for people.

/// An instant in UTC.
pub type Time = chrono::DateTime<chrono::Utc>;

/// Now, cut to microseconds, which is what both databases keep.
pub fn now() -> Time {
    let now = chrono::Utc::now();
    chrono::DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
}

/// "45 seconds", "3 minutes", "2 hours".
pub fn seconds_in_words(seconds: u64) -> String {
    let (count, unit) = match seconds {
        0..=90 => (seconds.max(1), "second"),
        91..=5400 => (seconds.div_ceil(60), "minute"),
        _ => (seconds.div_ceil(3600), "hour"),
    };
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

/// "just now", "5 minutes ago", "yesterday", "12 days ago", or the date.
pub fn ago(then: Time, now: Time) -> String {
    let seconds = (now - then).num_seconds().max(0);
    match seconds {
        0..=44 => "just now".to_owned(),
        45..=5399 => plural((seconds + 30) / 60, "minute"),
        5400..=86_399 => plural((seconds + 1800) / 3600, "hour"),
        86_400..=172_799 => "yesterday".to_owned(),
        172_800..=2_591_999 => plural(seconds / 86_400, "day"),
        _ => then.format("%-d %b %Y").to_string(),
    }
}

fn plural(count: i64, unit: &str) -> String {
    if count == 1 { format!("1 {unit} ago") } else { format!("{count} {unit}s ago") }
}
