//! `/admin/reports`: what visitors reported, open and closed.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{frame::StaffFrame, one::OneReport};
use crate::{
    admin::{rpc::list_reports, types::Report},
    app::layout::error_view::ErrorView,
    kernel::{AppError, page::Page},
    page,
    ui::{EmptyState, FilterChip, FilterChips, PageHeader, Pager, Skeleton, SkeletonShape},
};

page!(
    /// `/admin/reports`
    pub ReportsRoute, Reports
);

#[component]
fn Reports() -> impl IntoView {
    let query = use_query_map();
    let asked = move |name: &str| query.with(|query| query.get(name).unwrap_or_default());
    let reports = Resource::new(
        move || (asked("status") == "closed", asked("before")),
        move |(closed, before)| async move {
            let page = list_reports(closed, before.clone()).await?;
            Ok::<_, AppError>((page, closed, before))
        },
    );
    let again = Callback::new(move |()| reports.refetch());
    view! {
        <Title text="Reports"/>
        <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Rows/> }>
            {move || Suspend::new(async move {
                match reports.await {
                    Ok((page, closed, before)) => {
                        view! { <StaffFrame><Found page closed before again/></StaffFrame> }.into_any()
                    }
                    Err(error) => view! { <ErrorView error retry=again/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Found(page: Page<Report>, closed: bool, before: String, again: Callback<()>) -> impl IntoView {
    let Page { items, next, total } = page;
    let base = if closed { "/admin/reports?status=closed&" } else { "/admin/reports?" };
    let next = next.map(|cursor| format!("{base}before={cursor}"));
    let first = (!before.is_empty()).then(|| base.trim_end_matches(['?', '&']).to_owned());
    let shown = items.len();
    let pager = match next {
        Some(next) => view! { <Pager shown total noun="report" next/> }.into_any(),
        None => view! { <Pager shown total noun="report"/> }.into_any(),
    };
    let first = first.map(|href| view! { <a class="link" href=href>"Back to the newest"</a> });
    let list = if items.is_empty() {
        view! { <Nothing closed/> }.into_any()
    } else {
        let rows = items.into_iter().map(|report| view! { <OneReport report again/> }).collect_view();
        view! {
            <ul class="flex flex-col gap-3">{rows}</ul>
            {pager}
        }
        .into_any()
    };
    view! {
        <PageHeader title="Reports" count=Some(total) about=Some("What visitors say about public pages.".to_owned())/>
        <FilterChips label="Which reports">
            <FilterChip href="/admin/reports" set=!closed>"Open"</FilterChip>
            <FilterChip href="/admin/reports?status=closed" set=closed>"Closed"</FilterChip>
            {first}
        </FilterChips>
        {list}
    }
}

#[component]
fn Nothing(closed: bool) -> impl IntoView {
    let (title, about) = match closed {
        false => ("Nothing to decide", "When a visitor reports a page, it appears here."),
        true => ("Nothing was closed yet", "Reports that were decided appear here, with the note of whoever decided."),
    };
    view! {
        <div class="card"><EmptyState icon=icondata_lu::LuFlag title about/></div>
    }
}
