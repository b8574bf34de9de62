//! The countdown block: how long until something, as of when the page is shown.

use chrono::{NaiveDateTime, TimeDelta};
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};

use super::{
    Content, Editing, Stored, Style, WaitingView,
    content::{first, owned},
};
use crate::{
    kernel::{FieldErrors, time::Time},
    sites::{clocks, types::check_text},
    ui::{Choice, RadioCards, SelectField, SelectOption, TextField},
    workspaces::rpc::list_time_zones,
};

/// What visitors see once the time has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Afterwards {
    /// A text.
    #[default]
    Text,
    /// Nothing.
    Nothing,
}

/// The time until something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Countdown {
    /// What it is; at most 120 characters.
    pub title: String,
    /// When, as clocks in the zone show it: `2026-12-31T20:00`.
    pub until: String,
    /// IANA name of the zone.
    pub zone: String,
    /// What is shown once the time has come.
    pub afterwards: Afterwards,
    /// The text for then; at most 200 characters.
    pub over: String,
}

impl Default for Countdown {
    fn default() -> Self {
        Self {
            title: String::new(),
            until: String::new(),
            zone: "UTC".to_owned(),
            afterwards: Afterwards::Text,
            over: "It has begun.".to_owned(),
        }
    }
}

impl Countdown {
    /// The instant that is waited for, when it can be read.
    pub fn end(&self) -> Option<Time> {
        clocks::instant(self.local()?, &self.zone)
    }

    fn local(&self) -> Option<NaiveDateTime> {
        clocks::parse(&self.until)
    }

    /// The date with its zone, for people: "2026-12-31, 20:00 (Berlin)".
    fn date(&self) -> String {
        let place = self.zone.rsplit('/').next().unwrap_or_default().replace('_', " ");
        let date = self.local().map(|local| local.format("%Y-%m-%d, %H:%M").to_string()).unwrap_or_default();
        format!("{date} ({place})")
    }
}

/// Whole hours that are left; a part of an hour counts once nothing else is left.
fn hours(end: Time, now: Time) -> i64 {
    (end - now).num_seconds().div_euclid(3600)
}

/// "12 days and 3 hours", "5 hours", "less than an hour".
fn remaining(end: Time, now: Time) -> String {
    let unit = |count: i64, unit: &str| if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") };
    let hours = hours(end, now);
    match (hours / 24, hours % 24) {
        (0, 0) => "less than an hour".to_owned(),
        (0, hours) => unit(hours, "hour"),
        (days, 0) => unit(days, "day"),
        (days, hours) => format!("{} and {}", unit(days, "day"), unit(hours, "hour")),
    }
}

impl Stored for Countdown {}

impl Content for Countdown {
    fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "title", &self.title, 1, 120);
        if self.local().is_none() {
            errors.add("until", "Choose a date and a time.");
        } else if self.end().is_none() {
            errors.add("zone", "Choose the time zone of this date.");
        }
        let least = usize::from(self.afterwards == Afterwards::Text);
        check_text(&mut errors, "over", &self.over, least, 200);
        errors
    }

    fn summary(&self) -> String {
        first([&self.title, &self.until])
    }

    fn texts(&self) -> Vec<String> {
        let [title, until, zone, over] = [&self.title, &self.until, &self.zone, &self.over];
        let afterwards = if self.afterwards == Afterwards::Nothing { "Shows nothing afterwards" } else { "" };
        owned([title, until, zone, over, afterwards])
    }

    fn styles(&self) -> &'static [Style] {
        &[Style::Card, Style::Countdown]
    }

    fn is_shown(&self, now: Time) -> bool {
        self.end().is_some_and(|end| now < end || self.afterwards == Afterwards::Text)
    }

    fn changes_at(&self, now: Time) -> Option<Time> {
        let end = self.end().filter(|end| now < *end)?;
        let hours = hours(end, now);
        // A full hour is still shown at the instant that it begins.
        Some(if hours == 0 { end } else { end - TimeDelta::hours(hours) + TimeDelta::microseconds(1) })
    }
}

/// The countdown on the page.
#[component]
pub fn CountdownView(
    /// What is waited for.
    countdown: Countdown,
    /// When the page is shown.
    now: Time,
    /// It is shown inside the builder.
    preview: bool,
) -> impl IntoView {
    let Some(end) = countdown.end() else { return view! { <WaitingView label="Countdown"/> }.into_any() };
    if !countdown.is_shown(now) {
        return view! { <p class="bio-nothing">"The countdown is over: visitors do not see it any more"</p> }
            .into_any();
    }
    let (date, machine) = (countdown.date(), end.format("%Y-%m-%dT%H:%M:%SZ").to_string());
    let title = if preview {
        view! { <p class="bio-name" dir="auto">{countdown.title}</p> }.into_any()
    } else {
        view! { <h2 dir="auto">{countdown.title}</h2> }.into_any()
    };
    let words = if now < end {
        view! { <p class="bio-left">"In " {remaining(end, now)}</p> }.into_any()
    } else {
        view! { <p class="bio-left" dir="auto">{countdown.over}</p> }.into_any()
    };
    view! {
        <section class="bio-card bio-count">{title} {words} <p><time datetime=machine>{date}</time></p></section>
    }
    .into_any()
}

/// The form in the builder.
#[component]
pub fn CountdownForm(
    /// What is waited for.
    editing: Editing<Countdown>,
) -> impl IntoView {
    let afterwards = editing.bound(
        |countdown| Some(if countdown.afterwards == Afterwards::Text { "text" } else { "nothing" }.to_owned()),
        |countdown, key| {
            countdown.afterwards = if key == "nothing" { Afterwards::Nothing } else { Afterwards::Text };
        },
    );
    let says = Memo::new(move |_| editing.read(|countdown| countdown.afterwards == Afterwards::Text));
    view! {
        <TextField
            name="title"
            label="What begins"
            bind=editing.text(|countdown| &mut countdown.title)
            error=editing.error("title")
            placeholder="The kiln opens"
        />
        <div class="grid gap-3 sm:grid-cols-2">
            <TextField
                name="until"
                label="Date and time"
                type_="datetime-local"
                bind=editing.text(|countdown| &mut countdown.until)
                error=editing.error("until")
            />
            <ZoneField editing/>
        </div>
        <RadioCards
            name="afterwards"
            label="Afterwards"
            choices=vec![
                Choice::new("text", "Say something").about("The block stays, with a text of yours."),
                Choice::new("nothing", "Show nothing").about("Visitors do not see the block any more."),
            ]
            bind=afterwards
        />
        <Show when=move || says.get()>
            <TextField
                name="over"
                label="What it says then"
                bind=editing.text(|countdown| &mut countdown.over)
                error=editing.error("over")
            />
        </Show>
    }
}

/// The zone; the list of all zones comes from the server once the form is open.
#[component]
fn ZoneField(editing: Editing<Countdown>) -> impl IntoView {
    let zone = editing.text(|countdown| &mut countdown.zone);
    let known = RwSignal::new(Vec::<SelectOption>::new());
    Effect::new(move |_| {
        spawn_local(async move {
            // Without the list the zone stays what it is.
            if let Ok(zones) = list_time_zones().await {
                known.try_set(zones.into_iter().map(|zone| SelectOption::new(zone.name, zone.label)).collect());
            }
        });
    });
    let options = move || {
        let (mut options, now) = (known.get(), zone.get());
        if options.iter().all(|option| option.value != now) {
            options.insert(0, SelectOption::new(now.clone(), now));
        }
        options
    };
    view! {
        <SelectField
            name="zone"
            label="Time zone"
            options=Signal::derive(options)
            bind=zone
            error=editing.error("zone")
        />
    }
}
