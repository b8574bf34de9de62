//! What stands around a list: search, filters, the way to more rows.

use leptos::prelude::*;

use super::{ButtonLink, Icon, field::field_id};

/// The row above a list: search first, then filters, then what acts on the list.
#[component]
pub fn Toolbar(
    /// Its parts.
    children: Children,
) -> impl IntoView {
    view! { <div class="toolbar">{children()}</div> }
}

/// Search in a list: a GET form, so that it works before hydration and the address can be shared.
#[component]
pub fn SearchField(
    /// What is searched, for example "Search sites".
    #[prop(into)]
    label: String,
    /// The name in the address.
    #[prop(default = "q".into(), into)]
    name: String,
    /// What was searched for.
    #[prop(optional, into)]
    value: String,
    /// The page of the list; the page that is open when empty.
    #[prop(optional, into)]
    action: Option<String>,
    /// Told about every change, for lists that filter while typing.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Hidden inputs that keep other filters.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = field_id(&name);
    view! {
        <form method="get" action=action role="search" class="w-full sm:w-64">
            {children.map(|children| children())}
            <label class="sr-only" for=id.clone()>{label.clone()}</label>
            <div class="input-box">
                <span class="input-affix"><Icon icon=icondata_lu::LuSearch/></span>
                <input
                    class="input input-sm"
                    type="search"
                    id=id
                    name=name
                    value=value
                    placeholder=label
                    maxlength="200"
                    dir="auto"
                    autocomplete="off"
                    enterkeyhint="search"
                    on:input=move |event| {
                        if let Some(on_input) = on_input {
                            on_input.run(event_target_value(&event));
                        }
                    }
                />
            </div>
        </form>
    }
}

/// A row of filters.
#[component]
pub fn FilterChips(
    /// What they filter, for readers of screens.
    #[prop(into)]
    label: String,
    /// [`FilterChip`]s.
    children: Children,
) -> impl IntoView {
    view! { <div class="toolbar" role="group" aria-label=label>{children()}</div> }
}

/// One filter: a link to the list with the filter set, or without it when it is set.
#[component]
pub fn FilterChip(
    /// The list with (or, when it is set, without) this filter.
    #[prop(into)]
    href: String,
    /// The filter is set.
    #[prop(optional)]
    set: bool,
    /// What it lets through.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="chip" href=href aria-current=set.then_some("true")>
            {set.then(|| view! { <Icon icon=icondata_lu::LuCheck size=12/> })}
            {children()}
        </a>
    }
}

/// Below a list: how much of it is shown, and the way to the rest.
#[component]
pub fn Pager(
    /// How many rows are shown.
    shown: usize,
    /// How many there are in all.
    total: u64,
    /// One thing of the list, for example "site".
    #[prop(into)]
    noun: String,
    /// The page before.
    #[prop(optional, into)]
    previous: Option<String>,
    /// The page after.
    #[prop(optional, into)]
    next: Option<String>,
) -> impl IntoView {
    let plural = if total == 1 { "" } else { "s" };
    view! {
        <nav class="flex flex-wrap items-center justify-between gap-2" aria-label="Pages of the list">
            <p class="tabular text-sm text-muted">{format!("{shown} of {total} {noun}{plural}")}</p>
            <div class="flex gap-2">
                {previous.map(|href| view! { <ButtonLink href>"Previous"</ButtonLink> })}
                {next.map(|href| view! { <ButtonLink href>"Next"</ButtonLink> })}
            </div>
        </nav>
    }
}
