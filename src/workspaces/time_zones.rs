//! Time zones: the list to choose from, and whether a name is one.

use chrono::Offset;
use chrono_tz::{TZ_VARIANTS, Tz};

use super::types::TimeZone;
use crate::kernel::time::now;

/// Regions of the world in the IANA database; other names there are old aliases.
const REGIONS: &[&str] =
    &["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

/// Whether this is the name of a time zone.
pub fn exists(name: &str) -> bool {
    name.parse::<Tz>().is_ok()
}

/// All zones to choose from, UTC first, then by region and place, with their difference to UTC now.
pub fn list() -> Vec<TimeZone> {
    let placed = TZ_VARIANTS
        .iter()
        .filter(|zone| zone.name().split_once('/').is_some_and(|(region, _)| REGIONS.contains(&region)));
    let mut zones: Vec<TimeZone> = placed.map(|zone| entry(*zone)).collect();
    zones.sort_by(|one, other| one.name.cmp(&other.name));
    zones.insert(0, entry(Tz::UTC));
    zones
}

fn entry(zone: Tz) -> TimeZone {
    let seconds = now().with_timezone(&zone).offset().fix().local_minus_utc();
    let (hours, minutes) = (seconds / 3600, seconds.abs() % 3600 / 60);
    let sign = if seconds < 0 { '-' } else { '+' };
    let place = zone.name().replace('_', " ").replace('/', " / ");
    let label = match seconds {
        0 => format!("{place} (UTC)"),
        _ if minutes == 0 => format!("{place} (UTC{sign}{})", hours.abs()),
        _ => format!("{place} (UTC{sign}{}:{minutes:02})", hours.abs()),
    };
    TimeZone { name: zone.name().to_owned(), label: if zone == Tz::UTC { "UTC".to_owned() } else { label } }
}
