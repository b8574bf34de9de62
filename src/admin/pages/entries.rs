//! Entries of the audit log as a list: who did what, how risky it was, what changed.

use leptos::prelude::*;

use crate::{
    admin::types::audit::{Entry, FieldChange, Risk},
    kernel::time::Time,
    ui::{Badge, Tone, When, exactly},
    workspaces::types::activity::sentence,
};

/// The longest value that is shown whole, in characters.
const LONG: usize = 160;

/// A list of entries.
#[component]
pub fn Entries(
    /// The entries, the newest first.
    list: Vec<Entry>,
    /// Without what only staff need: the name of the action, ids, addresses, the risk.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let rows = list.into_iter().map(|entry| view! { <OneEntry entry plain/> }).collect_view();
    view! { <ol class="divide-y">{rows}</ol> }
}

/// What somebody did, as the rest of a sentence; the thing's name is taken from what changed.
fn deed(entry: &Entry) -> String {
    let find = |field: &str| {
        let change = entry.changes.iter().find(|change| change.field == field)?;
        change.new.clone().or_else(|| change.old.clone())
    };
    let told = ["name", "title", "owner", "email", "handle", "net"].into_iter().find_map(find);
    let name = told.unwrap_or_else(|| match entry.object_kind.as_str() {
        "user" if !entry.impersonating.is_empty() => entry.impersonating.clone(),
        "user" => "this person".to_owned(),
        _ => String::new(),
    });
    sentence(&entry.action, &name).unwrap_or_else(|| entry.action.replace(['.', '_'], " "))
}

#[component]
fn OneEntry(entry: Entry, plain: bool) -> impl IntoView {
    let what = deed(&entry);
    let Entry { at, actor, impersonating, action, risk, object_kind, object_id, ip, request_id, changes, .. } = entry;
    let badge = (!plain && risk != Risk::Low).then(|| {
        let tone = if risk == Risk::High { Tone::Danger } else { Tone::Warning };
        view! { <Badge tone dot=true>{risk.label()}</Badge> }
    });
    // A visit's own sentences say in whose name.
    let visit = action.starts_with("user.impersonate");
    let of = (!impersonating.is_empty() && !plain && !visit).then(|| format!(" in the name of {impersonating}"));
    let place = if ip.is_empty() { String::new() } else { format!(" · from {ip}") };
    let details = (!plain).then(|| {
        view! {
            " · "<code>{action}</code>
            {format!(" · {object_kind} ")} <span class="break-all">{object_id}</span>
            <span title=format!("Request {request_id}")>{place}</span>
        }
    });
    // What was empty and stays so tells nobody anything.
    let told = |change: &FieldChange| {
        change.new.as_deref() != Some("") || change.old.as_deref().is_some_and(|old| !old.is_empty())
    };
    let changes: Vec<_> = changes.into_iter().filter(told).collect();
    let many = (!changes.is_empty()).then(|| {
        let lines = changes.into_iter().map(|change| view! { <Changed change/> }).collect_view();
        view! { <dl class="mt-1 grid gap-x-3 gap-y-0.5 text-sm grid-cols-[minmax(5rem,auto)_1fr]">{lines}</dl> }
    });
    view! {
        <li class="px-4 py-3">
            <p class="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span class="min-w-0 break-words">
                    <strong class="font-medium" dir="auto">{actor}</strong> " " {what} {of}
                </span>
                {badge}
            </p>
            <p class="text-sm text-muted break-words"><When at/> {details}</p>
            {many}
        </li>
    }
}

#[component]
fn Changed(change: FieldChange) -> impl IntoView {
    let short = |text: String| {
        if let Ok(at) = text.parse::<Time>() {
            return exactly(at);
        }
        let cut: String = text.chars().take(LONG).collect();
        if cut.len() < text.len() { format!("{cut}…") } else { text }
    };
    let old = change.old.map(|old| {
        view! { <del class="text-muted break-words" dir="auto">{short(old)}</del> <span aria-hidden="true">" → "</span> }
    });
    let new = match change.new {
        Some(new) => view! { <ins class="break-words no-underline" dir="auto">{short(new)}</ins> }.into_any(),
        None => view! { <span class="text-muted">"removed"</span> }.into_any(),
    };
    view! {
        <dt class="text-muted">{change.field.replace('_', " ")}</dt>
        <dd class="min-w-0">{old} {new}</dd>
    }
}
