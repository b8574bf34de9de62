//! `/admin/reports`: the queue of what visitors reported, and what became of it.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::one::OneReport;
use crate::{
    admin::{
        rpc::list_reports,
        types::{Queue, Report},
    },
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
    let asked = move || {
        let text = |name: &str| query.with(|query| query.get(name).unwrap_or_default());
        let (mine, site) = (text("mine") == "yes", text("site").parse().ok());
        Queue { status: text("status"), mine, site, before: text("before") }
    };
    let reports = Resource::new(asked, |queue| async move {
        let page = list_reports(queue.clone()).await?;
        Ok::<_, AppError>((page, queue))
    });
    let again = Callback::new(move |()| reports.refetch());
    view! {
        <Title text="Moderation"/>
        <Transition fallback=|| view! { <PageHeader title="Moderation"/> <Skeleton shape=SkeletonShape::Rows/> }>
            {move || Suspend::new(async move {
                match reports.await {
                    Ok((page, queue)) => view! { <Found page queue again/> }.into_any(),
                    Err(error) => view! { <ErrorView error retry=again/> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The address of a part of the queue.
fn address(queue: &Queue, before: Option<&str>) -> String {
    let site = queue.site.map(|site| site.to_string()).unwrap_or_default();
    let mine = if queue.mine { "yes" } else { "" };
    let fields = [("status", queue.status.as_str()), ("mine", mine), ("site", &site), ("before", before.unwrap_or(""))];
    let set = fields.into_iter().filter(|(_, text)| !text.is_empty());
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(set).finish();
    if query.is_empty() { "/admin/reports".to_owned() } else { format!("/admin/reports?{query}") }
}

#[component]
fn Found(page: Page<Report>, queue: Queue, again: Callback<()>) -> impl IntoView {
    let Page { items, next, total } = page;
    let shown = items.len();
    let pager = match next {
        Some(next) => view! { <Pager shown total noun="report" next=address(&queue, Some(&next))/> }.into_any(),
        None => view! { <Pager shown total noun="report"/> }.into_any(),
    };
    let first = (!queue.before.is_empty()).then(|| {
        view! { <a class="link" href=address(&queue, None)>"Back to the newest"</a> }
    });
    let title = items.first().filter(|_| queue.site.is_some()).map(|report| report.title.clone());
    let about = match title {
        Some(title) => format!("Everything that was reported about {title}."),
        None => "What visitors say about public pages, and who looks at it.".to_owned(),
    };
    let list = if items.is_empty() {
        view! { <Nothing closed=queue.status == "closed"/> }.into_any()
    } else {
        let rows = items.into_iter().map(|report| view! { <OneReport report again/> }).collect_view();
        view! {
            <ul class="flex flex-col gap-3">{rows}</ul>
            {pager}
        }
        .into_any()
    };
    view! {
        <PageHeader title="Moderation" count=Some(total) about=Some(about)/>
        <Chips queue/>
        {first}
        {list}
    }
}

#[component]
fn Chips(queue: Queue) -> impl IntoView {
    let chip = |status: &str, label: &'static str| {
        let set = queue.status == status && !queue.mine;
        let to = Queue { status: status.to_owned(), mine: false, before: String::new(), ..queue.clone() };
        view! { <FilterChip href=address(&to, None) set>{label}</FilterChip> }
    };
    let chips = [("", "To do"), ("open", "Nobody looks at"), ("in_review", "In review"), ("closed", "Closed")];
    let chips = chips.map(|(status, label)| chip(status, label)).collect_view();
    let mine = Queue { status: String::new(), mine: true, ..Queue::default() };
    let all = queue.site.map(|_| view! { <a class="link" href="/admin/reports">"All sites"</a> });
    view! {
        <FilterChips label="Which reports">
            {chips}
            <FilterChip href=address(&mine, None) set=queue.mine>"Mine"</FilterChip>
            {all}
        </FilterChips>
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
