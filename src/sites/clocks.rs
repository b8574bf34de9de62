//! Clocks in the zones of people: the instant that a clock on a wall shows, and what it shows at an instant. The server knows
//! the zones itself, a browser is asked for them.

use chrono::NaiveDateTime;

use crate::kernel::time::Time;

/// A date with a time as date fields write it: `2026-12-31T20:00`, with or without seconds.
pub fn parse(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"].iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
}

/// The instant at which clocks in a zone (IANA name) show this; the first one when they show it twice. Where they skip it, the
/// instant that is as far from the last one before the gap. `None` for an unknown zone.
pub fn instant(local: NaiveDateTime, zone: &str) -> Option<Time> {
    // The difference to UTC is that of the instant which is looked for: two steps find it, and a third one tells when clocks
    // show the time twice.
    let guess = local.and_utc();
    let early = guess - offset(guess - chrono::TimeDelta::days(1), zone)?;
    if clock(early, zone)? == local {
        return Some(early);
    }
    let late = guess - offset(early, zone)?;
    Some(if clock(late, zone)? == local { late } else { early })
}

/// How far a zone's clocks are ahead of UTC at an instant.
fn offset(at: Time, zone: &str) -> Option<chrono::TimeDelta> {
    Some(clock(at, zone)?.and_utc() - at)
}

/// What clocks in a zone show at an instant, to the second.
#[cfg(feature = "ssr")]
pub fn clock(at: Time, zone: &str) -> Option<NaiveDateTime> {
    use chrono::SubsecRound;
    let zone: chrono_tz::Tz = zone.parse().ok()?;
    Some(at.with_timezone(&zone).naive_local().trunc_subsecs(0))
}

/// What clocks in a zone show at an instant, to the second. Swedish is the language that writes dates as computers do.
#[cfg(not(feature = "ssr"))]
pub fn clock(at: Time, zone: &str) -> Option<NaiveDateTime> {
    use wasm_bindgen::{JsCast, JsValue};
    let date = js_sys::Date::new(&JsValue::from_f64(at.timestamp_millis() as f64));
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"timeZone".into(), &zone.into()).ok()?;
    // A zone that the browser does not know is an exception, which only a call through a value hands over.
    let method: js_sys::Function = js_sys::Reflect::get(&date, &"toLocaleString".into()).ok()?.dyn_into().ok()?;
    let text = method.call2(&date, &"sv-SE".into(), &options).ok()?.as_string()?;
    NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M:%S").ok()
}
