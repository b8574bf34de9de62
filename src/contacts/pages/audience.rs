//! The people of a workspace.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    contacts::{rpc::list_people, types::Person},
    kernel::page::Page,
    page,
    ui::{
        ButtonLink, Cell, Column, EmptyState, PageBody, PageHeader, Pager, Row, SearchField, Skeleton, SkeletonShape,
        Table, TimeForm, Toolbar, When,
    },
};

page!(
    /// `/w/{handle}/audience`
    pub AudienceRoute, Audience
);

#[component]
fn Audience() -> impl IntoView {
    let query = use_query_map();
    let asked = move |name: &str| query.with(|query| query.get(name).unwrap_or_default());
    let workspace = use_workspace().id;
    let people = Resource::new(
        move || (asked("q"), asked("before")),
        move |(search, before)| async move {
            let page = list_people(workspace, search.clone(), before.clone()).await?;
            Ok::<_, crate::kernel::AppError>((page, search, before))
        },
    );
    let retry = Callback::new(move |()| people.refetch());
    view! {
        <Title text="Audience"/>
        <PageBody>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Rows/> }>
                {move || Suspend::new(async move {
                    match people.await {
                        Ok((page, search, before)) => view! { <Found page search before/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </PageBody>
    }
}

#[component]
fn Found(page: Page<Person>, search: String, before: String) -> impl IntoView {
    let base = use_workspace().path("audience");
    let nobody = page.total == 0 && search.is_empty();
    let file = format!("{base}.csv");
    let export = move || {
        (!nobody).then(|| {
            view! {
                <ButtonLink href=file.clone() icon=icondata_lu::LuDownload attr:download="audience.csv">
                    "Download as CSV"
                </ButtonLink>
            }
        })
    };
    let inside =
        if nobody { view! { <Nobody/> }.into_any() } else { view! { <People page search before base/> }.into_any() };
    view! {
        <PageHeader
            title="Audience"
            about=Some("People who left their e-mail address on one of your sites.".to_owned())
            actions=export
        />
        {inside}
    }
}

#[component]
fn Nobody() -> impl IntoView {
    let sites = use_workspace().path("sites");
    let about = "Add an e-mail form to a site. Everyone who sends it appears here, with what they agreed to.";
    view! {
        <div class="card">
            <EmptyState icon=icondata_lu::LuContact title="Nobody here yet" about=about>
                <ButtonLink href=sites>"Open sites"</ButtonLink>
            </EmptyState>
        </div>
    }
}

#[component]
fn People(page: Page<Person>, search: String, before: String, base: String) -> impl IntoView {
    let Page { items, next, total } = page;
    let link = |cursor: &str| {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("q", search.as_str()), ("before", cursor)] {
            if !value.is_empty() {
                pairs.append_pair(name, value);
            }
        }
        let query = pairs.finish();
        if query.is_empty() { base.clone() } else { format!("{base}?{query}") }
    };
    let next = next.map(|cursor| link(&cursor));
    let first = (!before.is_empty()).then(|| link(""));
    let shown = items.len();
    let pager = match next {
        Some(next) => view! { <Pager shown total noun="contact" next/> }.into_any(),
        None => view! { <Pager shown total noun="contact"/> }.into_any(),
    };
    let list = if items.is_empty() {
        view! { <p class="card p-6 text-muted">"Nobody matches. Search for a part of the address or the name."</p> }
            .into_any()
    } else {
        let columns = ["E-mail", "Name", "Came from", "Agreed to mail", "Since"].map(Column::text).to_vec();
        let rows = items.into_iter().map(|person| view! { <PersonRow person/> }).collect_view();
        view! { <Table caption="People of this workspace" columns>{rows}</Table> }.into_any()
    };
    view! {
        <Toolbar>
            <SearchField label="Search people" value=search action=base/>
            {first.map(|href| view! { <ButtonLink href>"Back to the newest"</ButtonLink> })}
        </Toolbar>
        {list}
        {pager}
    }
}

#[component]
fn PersonRow(person: Person) -> impl IntoView {
    let name = if person.name.is_empty() { "Not known".to_owned() } else { person.name };
    let consent = match person.consent_at {
        Some(at) => view! { <When at show=TimeForm::Day/> }.into_any(),
        None => "No".into_any(),
    };
    let address = format!("mailto:{}", person.email);
    view! {
        <Row>
            <Cell main=true><a class="break-all font-medium hover:underline" href=address>{person.email}</a></Cell>
            <Cell label="Name"><span dir="auto">{name}</span></Cell>
            <Cell label="Came from"><span class="break-words" dir="auto">{person.source}</span></Cell>
            <Cell label="Agreed to mail">{consent}</Cell>
            <Cell label="Since"><When at=person.created_at/></Cell>
        </Row>
    }
}
