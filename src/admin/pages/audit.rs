//! `/admin/audit`: who changed what.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::entries::Entries;
use crate::{
    admin::{
        rpc::platform::read_audit,
        types::audit::{Asked, Entry, Risk},
    },
    app::layout::error_view::ErrorView,
    kernel::{AppError, page::Page},
    page,
    ui::{
        ButtonLink, EmptyState, Kind, PageHeader, Pager, SelectField, SelectOption, Skeleton, SkeletonShape,
        SubmitButton, TextField,
    },
};

page!(
    /// `/admin/audit`
    pub AuditRoute, Audit
);

#[component]
fn Audit() -> impl IntoView {
    let query = use_query_map();
    let asked = move || {
        let text = |name: &str| query.with(|query| query.get(name).unwrap_or_default());
        Asked {
            actor: text("actor"),
            action: text("action"),
            object: text("object"),
            risk: text("risk"),
            from: text("from"),
            to: text("to"),
            before: text("before"),
        }
    };
    let entries = Resource::new(asked, |asked| async move {
        let page = read_audit(asked.clone()).await?;
        Ok::<_, AppError>((page, asked))
    });
    let retry = Callback::new(move |()| entries.refetch());
    view! {
        <Title text="Audit log"/>
        <Transition fallback=|| view! { <PageHeader title="Audit log"/> <Skeleton shape=SkeletonShape::Rows/> }>
            {move || Suspend::new(async move {
                match entries.await {
                    Ok((page, asked)) => view! { <Found page asked/> }.into_any(),
                    Err(error) => view! { <ErrorView error retry/> }.into_any(),
                }
            })}
        </Transition>
    }
}

fn address(query: &str, before: Option<&str>) -> String {
    let before = before.map(|before| format!("before={before}")).unwrap_or_default();
    let parts: Vec<&str> = [query, &before].into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "/admin/audit".to_owned() } else { format!("/admin/audit?{}", parts.join("&")) }
}

#[component]
fn Found(page: Page<Entry>, asked: Asked) -> impl IntoView {
    let Page { items, next, total } = page;
    let query = asked.query();
    let shown = items.len();
    let pager = match next {
        Some(next) => view! { <Pager shown total noun="change" next=address(&query, Some(&next))/> }.into_any(),
        None => view! { <Pager shown total noun="change"/> }.into_any(),
    };
    let first = (!asked.before.is_empty()).then(|| {
        view! { <ButtonLink href=address(&query, None)>"Back to the newest"</ButtonLink> }
    });
    let file = format!("/admin/audit.csv?{query}");
    let export = move || {
        view! {
            <ButtonLink href=file.clone() icon=icondata_lu::LuDownload attr:download="audit.csv">
                "Download as CSV"
            </ButtonLink>
        }
    };
    let list = if items.is_empty() {
        view! {
            <div class="card">
                <EmptyState icon=icondata_lu::LuSearchX title="No change matches" about="Ask for less, or for other days.">
                    <ButtonLink href="/admin/audit">"Show all changes"</ButtonLink>
                </EmptyState>
            </div>
        }
        .into_any()
    } else {
        view! { <section class="card" aria-label="Changes"><Entries list=items/></section> }.into_any()
    };
    view! {
        <PageHeader
            title="Audit log"
            count=Some(total)
            about=Some("Who changed what, from where, and what it was before. Nothing here can be changed.".to_owned())
            actions=export
        />
        <Filters asked/>
        {first}
        {list}
        {pager}
    }
}

/// A GET form, so that it works before hydration and the address can be shared.
#[component]
fn Filters(asked: Asked) -> impl IntoView {
    let risks: Vec<SelectOption> = Risk::ALL.map(|risk| SelectOption::new(risk.as_str(), risk.label())).to_vec();
    view! {
        <form method="get" action="/admin/audit" class="card">
            <div class="card-body grid grid-cols-2 gap-3 lg:grid-cols-3">
                <TextField name="actor" label="Who" value=asked.actor help=Some("Part of a name or address".to_owned())/>
                <TextField
                    name="action"
                    label="Action"
                    value=asked.action
                    help=Some("Its beginning, for example site.".to_owned())
                />
                <TextField name="object" label="What" value=asked.object help=Some("A kind, or an id".to_owned())/>
                <SelectField name="risk" label="Risk" options=risks value=asked.risk nothing="Any risk"/>
                <TextField name="from" label="From" type_="date" value=asked.from/>
                <TextField name="to" label="To" type_="date" value=asked.to/>
                <div class="col-span-2 flex gap-2 lg:col-span-3">
                    <SubmitButton kind=Kind::Secondary>"Filter log"</SubmitButton>
                    <ButtonLink href="/admin/audit" kind=Kind::Ghost>"Clear filters"</ButtonLink>
                </div>
            </div>
        </form>
    }
}
