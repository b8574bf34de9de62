//! `/admin/users`: everybody with an account.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::person::{role_badge, status_badge};
use crate::{
    admin::{
        rpc::people::list_users,
        types::users::{Asked, PAGE, People, PersonRow},
    },
    app::layout::error_view::ErrorView,
    kernel::AppError,
    page,
    ui::{
        ButtonLink, Cell, Column, EmptyState, FilterChip, FilterChips, PageHeader, Pager, Row, SearchField, Skeleton,
        SkeletonShape, Sorted, Table, Toolbar, When,
    },
};

page!(
    /// `/admin/users`
    pub UsersRoute, Users
);

/// The address of the list with some of what is asked.
fn address(asked: &Asked, page: u64) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    let fields = [
        ("q", &asked.search),
        ("status", &asked.status),
        ("role", &asked.role),
        ("sort", &asked.sort),
        ("page", &page),
    ];
    let set = fields.into_iter().filter(|(_, text)| !text.is_empty());
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(set).finish();
    if query.is_empty() { "/admin/users".to_owned() } else { format!("/admin/users?{query}") }
}

#[component]
fn Users() -> impl IntoView {
    let query = use_query_map();
    let asked = move || {
        let text = |name: &str| query.with(|query| query.get(name).unwrap_or_default());
        let page = text("page").parse().unwrap_or(1);
        Asked { search: text("q"), status: text("status"), role: text("role"), sort: text("sort"), page }
    };
    let people = Resource::new(asked, |asked| async move {
        let people = list_users(asked.clone()).await?;
        Ok::<_, AppError>((people, asked))
    });
    let retry = Callback::new(move |()| people.refetch());
    view! {
        <Title text="People"/>
        <Transition fallback=|| view! { <PageHeader title="People"/> <Skeleton shape=SkeletonShape::Rows/> }>
            {move || Suspend::new(async move {
                match people.await {
                    Ok((people, asked)) => view! { <Found people asked/> }.into_any(),
                    Err(error) => view! { <ErrorView error retry/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Found(people: People, asked: Asked) -> impl IntoView {
    let People { items, total, page } = people;
    let shown = items.len();
    let previous = if page > 1 { address(&asked, page - 1) } else { String::new() };
    let next = if page * PAGE < total { address(&asked, page + 1) } else { String::new() };
    let pager = match (previous.is_empty(), next.is_empty()) {
        (true, true) => view! { <Pager shown total noun="account"/> }.into_any(),
        (true, false) => view! { <Pager shown total noun="account" next/> }.into_any(),
        (false, true) => view! { <Pager shown total noun="account" previous/> }.into_any(),
        (false, false) => view! { <Pager shown total noun="account" previous next/> }.into_any(),
    };
    let list = if items.is_empty() {
        view! { <Nobody/> }.into_any()
    } else {
        view! { <List items asked=asked.clone()/> }.into_any()
    };
    view! {
        <PageHeader title="People" count=Some(total) about=Some("Everybody with an account.".to_owned())/>
        <Filters asked/>
        {list}
        {pager}
    }
}

#[component]
fn Nobody() -> impl IntoView {
    view! {
        <div class="card">
            <EmptyState icon=icondata_lu::LuSearchX title="Nobody matches" about="Search for a part of the name or the address.">
                <ButtonLink href="/admin/users">"Show everybody"</ButtonLink>
            </EmptyState>
        </div>
    }
}

#[component]
fn Filters(asked: Asked) -> impl IntoView {
    let kept = [("status", asked.status.clone()), ("role", asked.role.clone()), ("sort", asked.sort.clone())];
    let kept = kept.into_iter().filter(|(_, value)| !value.is_empty());
    let kept = kept.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let chip = |label: &'static str, change: Asked, set: bool| {
        view! { <FilterChip href=address(&change, 1) set>{label}</FilterChip> }
    };
    let of_status = |value: &'static str, label: &'static str| {
        let set = asked.status == value;
        let status = if set { String::new() } else { value.to_owned() };
        chip(label, Asked { status, ..asked.clone() }, set)
    };
    let staff = asked.role == "staff";
    let role = if staff { String::new() } else { "staff".to_owned() };
    let staff = chip("Staff", Asked { role, ..asked.clone() }, staff);
    let chips = [("active", "Active"), ("pending", "Address not confirmed"), ("suspended", "Suspended")];
    let chips = chips.map(|(value, label)| of_status(value, label)).collect_view();
    view! {
        <Toolbar>
            <SearchField label="Search name or e-mail" value=asked.search.clone() action="/admin/users">{kept}</SearchField>
            <FilterChips label="Which people">{chips} {staff}</FilterChips>
        </Toolbar>
    }
}

#[component]
fn List(items: Vec<PersonRow>, asked: Asked) -> impl IntoView {
    let sort = |up: &'static str, down: &'static str| {
        let sorted = match asked.sort.as_str() {
            sort if sort == up => Some(Sorted::Ascending),
            sort if sort == down || (sort.is_empty() && down == "-created") => Some(Sorted::Descending),
            _ => None,
        };
        let to = if sorted == Some(Sorted::Ascending) { down } else { up };
        (address(&Asked { sort: to.to_owned(), ..asked.clone() }, 1), sorted)
    };
    let (by_name, name) = sort("name", "-name");
    let (by_date, date) = sort("created", "-created");
    let columns = vec![
        Column::text("Name").sorts(by_name, name),
        Column::text("E-mail"),
        Column::text("Status"),
        Column::text("Role"),
        Column::text("Registered").sorts(by_date, date),
        Column::text("Last seen"),
    ];
    let rows = items.into_iter().map(|person| view! { <Line person/> }).collect_view();
    view! { <Table caption="People with an account" columns>{rows}</Table> }
}

#[component]
fn Line(person: PersonRow) -> impl IntoView {
    let PersonRow { id, name, email, status, role, created_at, seen_at } = person;
    let seen = match seen_at {
        Some(at) => view! { <When at/> }.into_any(),
        None => "Signed out".into_any(),
    };
    view! {
        <Row>
            <Cell main=true>
                <a class="font-medium hover:underline" href=format!("/admin/users/{id}") dir="auto">{name}</a>
            </Cell>
            <Cell label="E-mail"><span class="break-all">{email}</span></Cell>
            <Cell label="Status">{status_badge(&status)}</Cell>
            <Cell label="Role">{role_badge(&role)}</Cell>
            <Cell label="Registered"><When at=created_at/></Cell>
            <Cell label="Last seen">{seen}</Cell>
        </Row>
    }
}
