//! Instants as people read them, in the zone that their account names.

use leptos::prelude::*;

use crate::kernel::time::{Time, ago, now};

/// The time zone of whoever looks, an IANA name. The root of the application provides it; a stranger has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zone(pub Option<String>);

/// How an instant is shown. The exact value is there on hover in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeForm {
    /// "5 minutes ago".
    #[default]
    Ago,
    /// "21 Nov 2026".
    Day,
    /// "21 Nov 2026, 15:04 CET".
    Exact,
}

/// An instant in words, with the exact value in the person's zone on hover.
#[component]
pub fn When(
    /// The instant.
    at: Time,
    /// How it is shown.
    #[prop(optional)]
    show: TimeForm,
) -> impl IntoView {
    let exact = exactly(at);
    let (class, text) = match show {
        TimeForm::Ago => ("whitespace-nowrap", ago(at, now())),
        TimeForm::Day => ("whitespace-nowrap", day_of(at)),
        TimeForm::Exact => ("", exact.clone()),
    };
    view! { <time class=class datetime=at.to_rfc3339() title=exact>{text}</time> }
}

/// "21 Nov 2026, 15:04 CET", in the zone of whoever looks; for the middle of a sentence.
pub fn exactly(at: Time) -> String {
    in_zone(at, true)
}

/// "21 Nov 2026", the day that it is where whoever looks is at home.
pub fn day_of(at: Time) -> String {
    in_zone(at, false)
}

#[cfg(feature = "ssr")]
fn in_zone(at: Time, clock: bool) -> String {
    let named = use_context::<Zone>().and_then(|zone| zone.0?.parse().ok());
    let local = at.with_timezone(&named.unwrap_or(chrono_tz::Tz::UTC));
    local.format(if clock { "%-d %b %Y, %H:%M %Z" } else { "%-d %b %Y" }).to_string()
}

/// The browser knows all zones; for a stranger it takes its own.
#[cfg(not(feature = "ssr"))]
fn in_zone(at: Time, clock: bool) -> String {
    use js_sys::{Date, Function, Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    let mut wanted = vec![("day", "numeric"), ("month", "short"), ("year", "numeric")];
    if clock {
        wanted.extend([("hour", "2-digit"), ("minute", "2-digit"), ("timeZoneName", "short")]);
    }
    let zone = use_context::<Zone>().and_then(|zone| zone.0);
    wanted.extend(zone.as_deref().map(|zone| ("timeZone", zone)));
    let options = Object::new();
    for (name, value) in wanted {
        drop(Reflect::set(&options, &name.into(), &value.into()));
    }
    let date = Date::new(&JsValue::from_f64(at.timestamp_millis() as f64));
    let write = Reflect::get(&date, &"toLocaleString".into()).ok().and_then(|write| write.dyn_into::<Function>().ok());
    let text = write.and_then(|write| write.call2(&date, &"en-GB".into(), &options).ok()?.as_string());
    text.unwrap_or_else(|| at.format(if clock { "%-d %b %Y, %H:%M UTC" } else { "%-d %b %Y" }).to_string())
}

/// The zone of this device, an IANA name; the server does not know it.
pub fn zone_here() -> Option<String> {
    #[cfg(not(feature = "ssr"))]
    {
        let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
        js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()
    }
    #[cfg(feature = "ssr")]
    None
}
