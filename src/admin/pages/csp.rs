//! `/admin/browser-reports`: what browsers refused to load on our pages.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    admin::{
        rpc::defences::{ClearBrowserReports, list_browser_reports},
        types::defences::BrowserReport,
    },
    app::layout::error_view::ErrorView,
    kernel::page::Page,
    page,
    ui::{
        Button, Cell, Column, EmptyState, FormError, PageHeader, Pager, Row, Skeleton, SkeletonShape, Table, When,
        action_error,
    },
};

page!(
    /// `/admin/browser-reports`
    pub BrowserReportsRoute, BrowserReports
);

#[component]
fn BrowserReports() -> impl IntoView {
    let query = use_query_map();
    let clear = ServerAction::<ClearBrowserReports>::new();
    let page = move || query.with(|query| query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1));
    let found = Resource::new(move || (page(), clear.version().get()), |(page, _)| list_browser_reports(page));
    let retry = Callback::new(move |()| found.refetch());
    view! {
        <Title text="Browser reports"/>
        <Transition fallback=|| view! { <PageHeader title="Browser reports"/> <Skeleton shape=SkeletonShape::Rows/> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(page) => view! { <Found page clear/> }.into_any(),
                    Err(error) => view! { <ErrorView error retry/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Found(page: Page<BrowserReport>, clear: ServerAction<ClearBrowserReports>) -> impl IntoView {
    let Page { items, next, total } = page;
    let shown = items.len();
    let actions = move || {
        (total > 0).then(|| {
            view! {
                <ActionForm action=clear>
                    <Button type_="submit" pending=clear.pending()>"Forget all reports"</Button>
                </ActionForm>
            }
        })
    };
    let list = if items.is_empty() {
        view! { <Nothing/> }.into_any()
    } else {
        let [what, rule, page, last] = ["What was refused", "Rule", "Page", "Last"].map(Column::text);
        let columns = vec![what, rule, page, Column::number("How often"), last];
        let rows = items.into_iter().map(|report| view! { <Line report/> }).collect_view();
        let pager = match next {
            Some(next) => {
                let next = format!("/admin/browser-reports?page={next}");
                view! { <Pager shown total noun="kind" next/> }.into_any()
            }
            None => view! { <Pager shown total noun="kind"/> }.into_any(),
        };
        view! { <Table caption="What browsers refused" columns>{rows}</Table> {pager} }.into_any()
    };
    view! {
        <PageHeader
            title="Browser reports"
            count=Some(total)
            about=Some("What browsers refused to load because our pages do not allow it. Our own pages should cause none.".to_owned())
            actions
        />
        <FormError error=action_error(clear)/>
        {list}
    }
}

#[component]
fn Nothing() -> impl IntoView {
    let about = "When a browser refuses a script, a style or a picture on one of our pages, it says so here.";
    view! {
        <div class="card">
            <EmptyState icon=icondata_lu::LuShieldCheck title="Nothing was refused" about/>
        </div>
    }
}

#[component]
fn Line(report: BrowserReport) -> impl IntoView {
    let BrowserReport { directive, blocked, page, sample, count, first_at, last_at } = report;
    let sample =
        (!sample.is_empty()).then(|| view! { <code class="block text-sm text-muted break-all">{sample}</code> });
    view! {
        <Row>
            <Cell main=true><code class="break-all">{blocked}</code> {sample}</Cell>
            <Cell label="Rule"><code>{directive}</code></Cell>
            <Cell label="Page"><code class="break-all">{page}</code></Cell>
            <Cell label="How often" number=true>{count}</Cell>
            <Cell label="Last">
                <When at=last_at/>
                <span class="block text-sm text-muted">"first " <When at=first_at/></span>
            </Cell>
        </Row>
    }
}
