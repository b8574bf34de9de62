//! Entries of the audit log as a list: who, what, how risky, what changed.

use leptos::prelude::*;

use super::person::instant;
use crate::{
    admin::types::audit::{Entry, FieldChange, Risk},
    kernel::time::{ago, now},
    ui::{Badge, Tone},
};

/// The longest value that is shown whole, in characters.
const LONG: usize = 160;

/// A list of entries.
#[component]
pub fn Entries(
    /// The entries, the newest first.
    list: Vec<Entry>,
) -> impl IntoView {
    let rows = list.into_iter().map(|entry| view! { <OneEntry entry/> }).collect_view();
    view! { <ol class="divide-y">{rows}</ol> }
}

#[component]
fn OneEntry(entry: Entry) -> impl IntoView {
    let Entry { at, actor, impersonating, action, risk, object_kind, object_id, ip, request_id, changes, .. } = entry;
    let tone = match risk {
        Risk::Low => Tone::Neutral,
        Risk::Medium => Tone::Warning,
        Risk::High => Tone::Danger,
    };
    let of = (!impersonating.is_empty()).then(|| format!(" in the name of {impersonating}"));
    let about = if object_id.is_empty() { object_kind } else { format!("{object_kind} {object_id}") };
    let place = if ip.is_empty() { String::new() } else { format!(" · from {ip}") };
    let many = (!changes.is_empty()).then(|| {
        let lines = changes.into_iter().map(|change| view! { <Changed change/> }).collect_view();
        view! { <dl class="mt-1 grid gap-x-3 gap-y-0.5 text-sm sm:grid-cols-[minmax(6rem,auto)_1fr]">{lines}</dl> }
    });
    view! {
        <li class="px-4 py-3">
            <p class="flex flex-wrap items-center gap-x-2 gap-y-1">
                <code class="font-medium">{action}</code>
                <Badge tone dot=true>{risk.label()}</Badge>
                <span class="text-muted break-all">{about}</span>
            </p>
            <p class="text-sm text-muted break-words">
                {actor} {of} " · " <time title=instant(at)>{ago(at, now())}</time>
                <span title=format!("Request {request_id}")>{place}</span>
            </p>
            {many}
        </li>
    }
}

#[component]
fn Changed(change: FieldChange) -> impl IntoView {
    let short = |text: String| {
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
        <dt class="text-muted">{change.field}</dt>
        <dd class="min-w-0">{old} {new}</dd>
    }
}
