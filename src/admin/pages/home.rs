//! `/admin`: the platform at a glance.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    admin::{
        rpc::platform::count_platform,
        types::platform::{Counts, StaffMe},
    },
    app::layout::error_view::ErrorView,
    page,
    ui::{PageHeader, Skeleton, SkeletonShape, StatCard, grouped},
};

page!(
    /// `/admin`
    pub StaffHomeRoute, StaffHome
);

#[component]
fn StaffHome() -> impl IntoView {
    let counts = Resource::new(|| (), |()| count_platform());
    let retry = Callback::new(move |()| counts.refetch());
    view! {
        <Title text="Staff"/>
        <PageHeader title="Overview" about=Some("How much there is, and what needs a look.".to_owned())/>
        <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Cards/> }>
            {move || Suspend::new(async move {
                match counts.await {
                    Ok(counts) => view! { <Numbers counts/> }.into_any(),
                    Err(error) => view! { <ErrorView error retry/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Numbers(counts: Counts) -> impl IntoView {
    let Counts { people, new_people, suspended, workspaces, sites_online, sites, .. } = counts;
    let Counts { open_reports, failed_jobs, waiting_jobs, .. } = counts;
    let admin = use_context::<StaffMe>().is_some_and(|me| me.admin);
    let reports = if open_reports == 0 { "Nothing waits" } else { "Waiting for a decision" };
    let jobs = format!("Given up; {waiting_jobs} wait");
    view! {
        <div class="grid grid-cols-2 gap-3 xl:grid-cols-3">
            <StatCard label="Open reports" number=grouped(open_reports) comparison=reports href="/admin/reports"/>
            <StatCard label="Failed jobs" number=grouped(failed_jobs) comparison=jobs/>
            <StatCard
                label="People"
                number=grouped(people)
                comparison=format!("{new_people} new in the last 7 days")
                href="/admin/users"
            />
            <StatCard
                label="Suspended people"
                number=grouped(suspended)
                comparison="They cannot sign in"
                href="/admin/users?status=suspended"
            />
            {match admin {
                true => view! {
                    <StatCard label="Workspaces" number=grouped(workspaces) comparison="Each has one owner" href="/admin/workspaces"/>
                },
                false => view! { <StatCard label="Workspaces" number=grouped(workspaces) comparison="Each has one owner"/> },
            }}
            <StatCard
                label="Sites online"
                number=grouped(sites_online)
                comparison=format!("{} in all", grouped(sites))
            />
        </div>
    }
}
