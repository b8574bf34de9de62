//! The rules of a block: when it is shown, whether it is pinned, and what stands before its links.

use leptos::prelude::*;

use super::session::Session;
use crate::{
    kernel::{
        id::BlockId,
        time::{Time, now},
    },
    sites::{
        blocks::Editing,
        pages::editor::Edit,
        types::{Block, BlockRules, Gate, MAX_PASSWORD, Moment, Season},
    },
    ui::{Badge, Icon, SelectField, SelectOption, Switch, TextField, Tone},
};

/// What the rules of a block are, in small words on its card.
#[component]
pub fn RuleBadges(
    /// The session.
    session: Session,
    /// The block.
    block: Memo<Block>,
) -> impl IntoView {
    let rules = Memo::new(move |_| block.with(|block| block.rules.clone()));
    move || {
        let rules = rules.get();
        if rules == BlockRules::default() {
            return None;
        }
        let badges = words(session, &rules).into_iter().map(|(tone, icon, words)| {
            view! { <Badge tone icon=icon>{words}</Badge> }
        });
        Some(view! { <span class="mt-1 flex flex-wrap gap-1">{badges.collect_view()}</span> })
    }
}

fn words(session: Session, rules: &BlockRules) -> Vec<(Tone, icondata_core::Icon, String)> {
    let local = |at: Time| session.zone.with_value(|zone| zone.words(at));
    let clock = icondata_lu::LuClock;
    let mut words = Vec::new();
    if rules.pinned {
        words.push((Tone::Accent, icondata_lu::LuPin, "Pinned".to_owned()));
    }
    match (rules.season(now()), rules.from, rules.until) {
        (Season::Before, Some(from), _) => words.push((Tone::Info, clock, format!("Scheduled from {}", local(from)))),
        (Season::During, _, Some(until)) => words.push((Tone::Info, clock, format!("Until {}", local(until)))),
        (Season::After, ..) => words.push((Tone::Warning, clock, "Ended".to_owned())),
        _ => {}
    }
    match &rules.gate {
        Gate::None => {}
        Gate::Age(age) => words.push((Tone::Neutral, icondata_lu::LuShield, format!("{age}+"))),
        Gate::Sensitive => words.push((Tone::Neutral, icondata_lu::LuShield, "Sensitive".to_owned())),
        Gate::Password(_) => words.push((Tone::Neutral, icondata_lu::LuLock, "Password".to_owned())),
    }
    words
}

/// The fold at the end of a block's form; open when the block has rules.
#[component]
pub fn RulesFold(
    /// The session.
    session: Session,
    /// The block.
    id: BlockId,
    /// The block as it is.
    block: Memo<Block>,
) -> impl IntoView {
    let rules = Memo::new(move |_| block.with(|block| block.rules.clone()));
    let errors = Signal::derive(move || {
        let mut errors = rules.with(BlockRules::problems);
        let unasked = session.problems.with(Option::is_none);
        // Who has just chosen a password has not written it yet.
        if unasked && rules.with(|rules| rules.gate == Gate::Password(String::new())) {
            errors.0.remove("gate_password");
        }
        errors
    });
    let change = Callback::new(move |rules| session.apply(Edit::Rules { id, rules }));
    let editing = Editing::new(rules.into(), change, errors);
    let gated =
        Memo::new(move |_| block.with(|block| block.rules.gate != Gate::None || !block.content.targets().is_empty()));
    view! {
        <details class="rules-fold" open=rules.with_untracked(|rules| *rules != BlockRules::default())>
            <summary>
                <Icon icon=icondata_lu::LuCalendarClock class="text-muted"/>
                <span class="flex-1">"Schedule & rules"</span>
                <span class="fold-chevron text-muted"><Icon icon=icondata_lu::LuChevronDown/></span>
            </summary>
            <div class="flex flex-col gap-4 pt-4">
                <div class="grid gap-4 sm:grid-cols-2">
                    <MomentField session editing name="from" label="Shown from" place=|rules| &mut rules.from/>
                    <MomentField session editing name="until" label="Shown until" place=|rules| &mut rules.until/>
                </div>
                <p class="field-help">
                    {session.zone.with_value(|zone| format!("Times are in the zone of the workspace: {}.", zone.name))}
                </p>
                <Pin editing/>
                <Show when=move || gated.get()><GateFields editing/></Show>
            </div>
        </details>
    }
}

/// A date with a time in the workspace's zone; empty means that there is none.
#[component]
fn MomentField(
    session: Session,
    editing: Editing<BlockRules>,
    name: &'static str,
    label: &'static str,
    place: fn(&mut BlockRules) -> &mut Option<Time>,
) -> impl IntoView {
    let stored = Memo::new(move |_| editing.read(|rules| *place(&mut rules.clone())));
    let read = move |typed: &str| session.zone.with_value(|zone| zone.read(typed));
    let write = move |at: Option<Time>| at.map(|at| session.zone.with_value(|zone| zone.write(at))).unwrap_or_default();
    let typed = RwSignal::new(write(stored.get_untracked()));
    Effect::new(move |_| {
        let stored = stored.get();
        // A time that clocks skip or show twice stays as it was typed.
        if typed.with_untracked(|typed| read(typed).map(Moment::time)) != stored {
            typed.set(write(stored));
        }
    });
    Effect::new(move |_| {
        let at = typed.with(|typed| read(typed).map(Moment::time));
        if stored.get_untracked() != at {
            editing.update(|rules| *place(rules) = at);
        }
    });
    let help = move || {
        typed.with(|typed| match read(typed)? {
            Moment::Once(_) => None,
            Moment::Skipped(at) => {
                let then = session.zone.with_value(|zone| zone.words(at));
                Some(format!("Clocks skip this time on that day; {then} counts."))
            }
            Moment::Twice(_) => Some("Clocks show this time twice on that day; the first one counts.".to_owned()),
        })
    };
    view! {
        <TextField
            name
            label
            type_="datetime-local"
            optional=true
            bind=typed
            error=editing.error(name)
            help=Signal::derive(help)
            max="2099-12-31T23:59"
        />
    }
}

#[component]
fn Pin(editing: Editing<BlockRules>) -> impl IntoView {
    let pinned = RwSignal::new(editing.read(|rules| rules.pinned));
    Effect::new(move |_| {
        let now = editing.read(|rules| rules.pinned);
        if pinned.get_untracked() != now {
            pinned.set(now);
        }
    });
    let change = Callback::new(move |now: bool| editing.update(|rules| rules.pinned = now));
    view! {
        <Switch
            name="pinned"
            label="Pin to the top"
            help=Some("It stands above every block that is not pinned.".to_owned())
            bind=pinned
            on_change=change
        />
    }
}

const NONE: &str = "none";
const AGE: &str = "age";
const SENSITIVE: &str = "sensitive";
const PASSWORD: &str = "password";

fn key(gate: &Gate) -> &'static str {
    match gate {
        Gate::None => NONE,
        Gate::Age(_) => AGE,
        Gate::Sensitive => SENSITIVE,
        Gate::Password(_) => PASSWORD,
    }
}

fn of_key(key: &str) -> Gate {
    match key {
        AGE => Gate::Age(18),
        SENSITIVE => Gate::Sensitive,
        PASSWORD => Gate::Password(String::new()),
        _ => Gate::None,
    }
}

/// What stands before the links.
#[component]
fn GateFields(editing: Editing<BlockRules>) -> impl IntoView {
    let kind = editing.bound(|rules| Some(key(&rules.gate).to_owned()), |rules, key| rules.gate = of_key(&key));
    let options = vec![
        SelectOption::new(NONE, "Nothing"),
        SelectOption::new(AGE, "A question for the age"),
        SelectOption::new(SENSITIVE, "A warning"),
        SelectOption::new(PASSWORD, "A password"),
    ];
    let help = move || match kind.get().as_str() {
        AGE => Some("Visitors say that they are old enough before the link opens.".to_owned()),
        SENSITIVE => Some("Visitors are told that it may be upsetting, and decide.".to_owned()),
        PASSWORD => Some("Only who knows the password gets where the link leads.".to_owned()),
        _ => None,
    };
    view! {
        <SelectField
            name="gate"
            label="Before the link opens"
            options=Signal::stored(options)
            bind=kind
            help=Signal::derive(help)
        />
        {move || match kind.get().as_str() {
            AGE => Some(view! { <AgeField editing/> }.into_any()),
            PASSWORD => Some(view! { <GatePassword editing/> }.into_any()),
            _ => None,
        }}
    }
}

#[component]
fn AgeField(editing: Editing<BlockRules>) -> impl IntoView {
    let age = editing.bound(
        |rules| match rules.gate {
            Gate::Age(age) => Some(age.to_string()),
            _ => None,
        },
        |rules, typed| {
            if let (Gate::Age(age), Ok(typed)) = (&mut rules.gate, typed.trim().parse()) {
                *age = typed;
            }
        },
    );
    view! {
        <TextField
            name="gate_age"
            label="Age in years"
            type_="number"
            inputmode="numeric"
            min="1"
            max="99"
            bind=age
            error=editing.error("gate_age")
        />
    }
}

#[component]
fn GatePassword(editing: Editing<BlockRules>) -> impl IntoView {
    let password = editing.bound(
        |rules| match &rules.gate {
            Gate::Password(password) => Some(password.clone()),
            _ => None,
        },
        |rules, typed| {
            if let Gate::Password(password) = &mut rules.gate {
                *password = typed;
            }
        },
    );
    view! {
        <TextField
            name="gate_password"
            label="Password"
            bind=password
            error=editing.error("gate_password")
            help=Some("You give it to whom you like. Changing it and publishing ends what the old one opened.".to_owned())
            maxlength=MAX_PASSWORD
            autocomplete="off"
        />
    }
}
