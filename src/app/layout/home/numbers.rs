//! The numbers of the workspace at a glance, each with what it compares to.

use leptos::prelude::*;

use crate::{
    app::layout::current::use_workspace,
    kernel::permission::Permission,
    sites::types::WorkspaceClicks,
    ui::{StatCard, compared, grouped},
    workspaces::types::Team,
};

/// Views, clicks, sites, members.
#[component]
pub fn Numbers(clicks: Option<WorkspaceClicks>, sites: Option<(usize, usize)>, team: Team) -> impl IntoView {
    let open = use_workspace();
    let clicks = clicks.map(|clicks| {
        let href = open.path("analytics");
        let card = |label: &'static str, per_day: &[u64], before: u64| {
            let now = per_day.iter().rev().take(7).sum();
            let (comparison, trend) = compared(now, before, "7 days");
            let line: Vec<f64> = per_day.iter().map(|count| *count as f64).collect();
            let line = if per_day.iter().any(|count| *count > 0) { line } else { Vec::new() };
            view! { <StatCard label number=grouped(now) comparison trend line href=href.clone()/> }
        };
        (
            card("Views in the last 7 days", &clicks.views_per_day, clicks.before.views),
            card("Clicks in the last 7 days", &clicks.per_day, clicks.before.clicks),
        )
    });
    let sites = sites.map(|(online, all)| {
        let about = match (online, all) {
            (_, 0) => "No site yet".to_owned(),
            (online, all) if online == all => "All of them are online".to_owned(),
            (online, all) => format!("{} of {all} not published", all - online),
        };
        view! { <StatCard label="Sites online" number=online.to_string() comparison=about href=open.path("sites")/> }
    });
    let waiting = match team.invitations.iter().filter(|invitation| !invitation.expired).count() {
        0 if open.can(Permission::ManageMembers) => "No invitation waits".to_owned(),
        0 => format!("Your role: {}", open.role_name),
        1 => "1 invitation waits".to_owned(),
        count => format!("{count} invitations wait"),
    };
    view! {
        <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
            {clicks}
            {sites}
            <StatCard
                label="Members"
                number=team.members.len().to_string()
                comparison=waiting
                href=open.path("members")
            />
        </div>
    }
}
