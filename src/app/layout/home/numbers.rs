//! The numbers of the workspace at a glance, each with what it compares to.

use leptos::prelude::*;

use crate::{
    app::layout::current::use_workspace,
    kernel::permission::Permission,
    sites::types::WorkspaceClicks,
    ui::{StatCard, Trend},
    workspaces::types::Team,
};

/// Clicks, sites, members.
#[component]
pub fn Numbers(clicks: Option<WorkspaceClicks>, sites: (usize, usize), team: Team) -> impl IntoView {
    let open = use_workspace();
    let (online, all) = sites;
    let clicks = clicks.map(|clicks| {
        let (now, before) = weeks(&clicks);
        let (comparison, trend) = compare(now, before);
        let line: Vec<f64> = clicks.per_day.iter().map(|count| *count as f64).collect();
        let line = if clicks.ever { line } else { Vec::new() };
        view! { <StatCard label="Clicks in the last 7 days" number=grouped(now) comparison trend line/> }
    });
    let about_sites = match (online, all) {
        (_, 0) => "No site yet".to_owned(),
        (online, all) if online == all => "All of them are online".to_owned(),
        (online, all) => format!("{} of {all} not published", all - online),
    };
    let waiting = match team.invitations.iter().filter(|invitation| !invitation.expired).count() {
        0 if open.can(Permission::ManageMembers) => "No invitation waits".to_owned(),
        0 => format!("Your role: {}", open.role.label()),
        1 => "1 invitation waits".to_owned(),
        count => format!("{count} invitations wait"),
    };
    view! {
        <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {clicks}
            <StatCard label="Sites online" number=online.to_string() comparison=about_sites href=open.path("sites")/>
            <StatCard
                label="Members"
                number=team.members.len().to_string()
                comparison=waiting
                href=open.path("members")
            />
        </div>
    }
}

/// The last 7 days and the 7 before.
fn weeks(clicks: &WorkspaceClicks) -> (u64, u64) {
    let (before, now) = clicks.per_day.split_at(clicks.per_day.len().saturating_sub(7));
    (now.iter().sum(), before.iter().sum())
}

/// How this week compares to the week before, in words.
fn compare(now: u64, before: u64) -> (String, Trend) {
    let percent = |part: u64| (part * 100).div_ceil(before.max(1));
    match (now, before) {
        (0, 0) => ("None in the 7 days before either".to_owned(), Trend::Same),
        (_, 0) => ("None in the 7 days before".to_owned(), Trend::Better),
        _ if now == before => ("As many as in the 7 days before".to_owned(), Trend::Same),
        _ if now > before => {
            (format!("{}% more than in the 7 days before ({})", percent(now - before), grouped(before)), Trend::Better)
        }
        _ => {
            (format!("{}% fewer than in the 7 days before ({})", percent(before - now), grouped(before)), Trend::Worse)
        }
    }
}

/// "12,345".
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
