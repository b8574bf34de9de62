//! Who did what in the workspace: filters, lines, a file.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::{AppError, permission::Permission},
    page,
    ui::{
        Alert, Avatar, Button, ButtonLink, EmptyState, Kind, PageBody, PageHeader, SelectField, SelectOption, Skeleton,
        SkeletonShape, TextField, Tone, exactly, ready,
    },
    workspaces::{
        rpc::activity::list_activity,
        types::activity::{Activity, Deed, Difference, Lookup, Topic},
    },
};

page!(
    /// `/w/{handle}/activity`
    pub ActivityRoute, ActivityPage
);

fn asked(lookup: &Lookup) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    let fields = [("person", &lookup.person), ("topic", &lookup.topic), ("from", &lookup.from), ("to", &lookup.to)];
    for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
        pairs.append_pair(name, value);
    }
    let query = pairs.finish();
    if query.is_empty() { query } else { format!("?{query}") }
}

#[component]
fn ActivityPage() -> impl IntoView {
    let open = use_workspace();
    let query = use_query_map();
    let lookup = Memo::new(move |_| {
        query.with(|query| {
            let get = |name: &str| query.get(name).unwrap_or_default();
            Lookup { person: get("person"), topic: get("topic"), from: get("from"), to: get("to") }
        })
    });
    let id = open.id;
    let activity = Resource::new(
        move || (lookup.get(), query.with(|query| query.get("before").unwrap_or_default())),
        move |(lookup, before)| async move {
            let Lookup { person, topic, from, to } = lookup.clone();
            Ok::<_, AppError>((list_activity(id, person, topic, from, to, before).await?, lookup))
        },
    );
    let retry = Callback::new(move |()| activity.refetch());
    let (may, clear) = (open.can(Permission::ViewActivity), StoredValue::new(open.path("activity")));
    let file = move || open.path("activity.csv") + &asked(&lookup.get());
    let export = move || {
        may.then(|| {
            view! {
                <ButtonLink href=file() icon=icondata_lu::LuDownload attr:download="activity.csv">
                    "Download as CSV"
                </ButtonLink>
            }
        })
    };
    view! {
        <Title text="Activity"/>
        <PageBody>
            <PageHeader title="Activity" about=Some("Who did what in this workspace, and when.".to_owned()) actions=export/>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Rows/> }>
                {move || Suspend::new(async move {
                    match activity.await {
                        Ok((activity, lookup)) => view! { <Found activity lookup/> }.into_any(),
                        Err(AppError::Invalid(_)) => {
                            view! {
                                <Alert tone=Tone::Warning title="These dates cannot be read.">
                                    <a class="link" href=clear.get_value()>"Show everything"</a>
                                </Alert>
                            }
                            .into_any()
                        }
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </PageBody>
    }
}

#[component]
fn Found(activity: Activity, lookup: Lookup) -> impl IntoView {
    let filtered = lookup != Lookup::default();
    let lines = if activity.deeds.is_empty() {
        view! { <Nothing filtered/> }.into_any()
    } else {
        view! { <Lines deeds=activity.deeds next=activity.next lookup=lookup.clone()/> }.into_any()
    };
    view! {
        <Filters lookup people=activity.people/>
        {lines}
    }
}

#[component]
fn Nothing(filtered: bool) -> impl IntoView {
    let open = use_workspace();
    let (title, about, way, label) = match filtered {
        true => (
            "Nothing matches",
            "Choose other days, another person or another subject.",
            open.path("activity"),
            "Show everything",
        ),
        false => (
            "Nothing has happened yet",
            "What you and your team do here appears as a line of its own.",
            open.path(""),
            "Go home",
        ),
    };
    view! {
        <div class="card">
            <EmptyState icon=icondata_lu::LuHistory title about><ButtonLink href=way>{label}</ButtonLink></EmptyState>
        </div>
    }
}

/// A plain form: it works before the page can react, and its address can be kept.
#[component]
fn Filters(lookup: Lookup, people: Vec<(crate::kernel::id::UserId, String)>) -> impl IntoView {
    let base = use_workspace().path("activity");
    let people: Vec<_> = people.into_iter().map(|(id, name)| SelectOption::new(id.to_string(), name)).collect();
    let topics: Vec<_> = Topic::ALL.map(|topic| SelectOption::new(topic.as_str(), topic.label())).to_vec();
    let clear = (lookup != Lookup::default()).then(|| {
        view! { <ButtonLink href=base.clone() kind=Kind::Ghost>"Show everything"</ButtonLink> }
    });
    view! {
        <form method="get" action=base.clone() class="grid grid-cols-2 items-end gap-3 lg:grid-cols-[1fr_1fr_auto_auto_auto]">
            <SelectField name="person" label="Person" options=people value=lookup.person nothing="Everybody"/>
            <SelectField name="topic" label="About" options=topics value=lookup.topic nothing="Everything"/>
            <TextField name="from" label="From" type_="date" value=lookup.from/>
            <TextField name="to" label="To" type_="date" value=lookup.to/>
            <div class="flex gap-2">
                <Button type_="submit">"Filter"</Button>
                {clear}
            </div>
        </form>
    }
}

/// The lines so far, and more of them on request. Without script "older" is a page of its own.
#[component]
fn Lines(deeds: Vec<Deed>, next: Option<String>, lookup: Lookup) -> impl IntoView {
    let open = use_workspace();
    let (deeds, next) = (RwSignal::new(deeds), RwSignal::new(next));
    let (failed, ready) = (RwSignal::new(None::<AppError>), ready());
    let query = lookup.clone();
    let more = Action::new(move |before: &String| {
        let (before, Lookup { person, topic, from, to }) = (before.clone(), query.clone());
        async move {
            match list_activity(open.id, person, topic, from, to, before).await {
                Ok(page) => {
                    failed.set(None);
                    deeds.update(|deeds| deeds.extend(page.deeds));
                    next.set(page.next);
                }
                Err(error) => failed.set(Some(error)),
            }
        }
    });
    let base = use_workspace().path("activity");
    let older = move |cursor: &str| {
        let query = asked(&lookup);
        let sign = if query.is_empty() { '?' } else { '&' };
        format!("{base}{query}{sign}before={cursor}")
    };
    let foot = move || {
        next.get().map(|cursor| match ready.get() {
            true => {
                let load = cursor.clone();
                view! {
                    <Button pending=more.pending() on_click=move |()| _ = more.dispatch(load.clone())>"Load more"</Button>
                }
                .into_any()
            }
            false => view! { <ButtonLink href=older(&cursor)>"Older"</ButtonLink> }.into_any(),
        })
    };
    view! {
        <ol class="card divide-y" aria-label="Activity">
            <For each=move || deeds.get() key=|deed| deed.id let:deed><Line deed/></For>
        </ol>
        <div role="alert">
            {move || failed.get().map(|error| view! { <Alert tone=Tone::Danger title=error.to_string()/> })}
        </div>
        <div class="flex justify-center">{foot}</div>
    }
}

#[component]
fn Line(deed: Deed) -> impl IntoView {
    let Deed { who, avatar, what, changes, at, local, place, .. } = deed;
    let name = who.clone();
    let changes = (!changes.is_empty()).then(|| view! { <Changes changes/> });
    view! {
        <li class="flex items-start gap-3 p-4">
            <Avatar name=who src=avatar.unwrap_or_default()/>
            <div class="min-w-0 flex-1">
                <p class="break-words"><strong class="font-medium" dir="auto">{name}</strong> " " {what}</p>
                {changes}
                <p class="mt-1 text-sm text-muted">
                    <time datetime=at.to_rfc3339() title=exactly(at)>{local}</time>
                    {(!place.is_empty()).then(|| format!(" · network {place}"))}
                </p>
            </div>
        </li>
    }
}

#[component]
fn Changes(changes: Vec<Difference>) -> impl IntoView {
    let rows = changes.into_iter().map(|Difference { label, old, new }| {
        let arrow = (!old.is_empty() && !new.is_empty()).then_some(" → ");
        let old = (!old.is_empty()).then(|| view! { <del class="text-muted">{old}</del> });
        let new = (!new.is_empty()).then(|| view! { <ins class="no-underline">{new}</ins> });
        view! {
            <div class="flex flex-wrap gap-x-2 break-words">
                <dt class="text-muted">{label}":"</dt>
                <dd class="min-w-0" dir="auto">{old}{arrow}{new}</dd>
            </div>
        }
    });
    view! { <dl class="mt-1 text-sm">{rows.collect_view()}</dl> }
}
