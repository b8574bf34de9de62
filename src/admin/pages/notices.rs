//! `/admin/announcements`: notices that people see in the dashboard.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    admin::{
        rpc::notices::{PublishNotice, WithdrawNotice, list_notices},
        types::notices::{AUDIENCES, MAX_WORDS, Notice, TONES},
    },
    app::layout::error_view::ErrorView,
    kernel::time::now,
    page,
    ui::{
        Badge, Button, Card, EmptyState, FormError, PageHeader, SelectField, SelectOption, Size, Skeleton,
        SkeletonShape, SubmitButton, TextArea, TextField, Tone, action_error, exactly, field_error,
    },
};

page!(
    /// `/admin/announcements`
    pub NoticesRoute, Notices
);

#[component]
fn Notices() -> impl IntoView {
    let (publish, withdraw) = (ServerAction::<PublishNotice>::new(), ServerAction::<WithdrawNotice>::new());
    let notices = Resource::new(move || (publish.version().get(), withdraw.version().get()), |_| list_notices());
    let retry = Callback::new(move |()| notices.refetch());
    view! {
        <Title text="Announcements"/>
        <PageHeader
            title="Announcements"
            about=Some("A sentence on top of everybody's dashboard until they put it away.".to_owned())
        />
        <NewOne publish/>
        <FormError error=action_error(withdraw)/>
        <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Rows/> }>
            {move || Suspend::new(async move {
                match notices.await {
                    Ok(notices) if notices.is_empty() => view! { <Nothing/> }.into_any(),
                    Ok(notices) => notices.into_iter().map(|notice| view! { <One notice withdraw/> }).collect_view().into_any(),
                    Err(error) => view! { <ErrorView error retry/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    let about = "Write one when people should know something: a change, a planned break, a repair.";
    view! {
        <div class="card"><EmptyState icon=icondata_lu::LuMegaphone title="Nothing is announced" about/></div>
    }
}

#[component]
fn NewOne(publish: ServerAction<PublishNotice>) -> impl IntoView {
    let error = action_error(publish);
    let options = |list: &[(&'static str, &'static str)]| -> Vec<SelectOption> {
        list.iter().map(|(value, label)| SelectOption::new(*value, *label)).collect()
    };
    view! {
        <Card title="New announcement">
            <ActionForm action=publish attr:class="form">
                <FormError error/>
                <TextArea
                    name="words"
                    label="What people should know"
                    rows=2
                    maxlength=MAX_WORDS
                    required=true
                    error=field_error(error, "words")
                />
                <div class="grid gap-3 sm:grid-cols-2">
                    <SelectField name="tone" label="What it is about" options=options(&TONES) error=field_error(error, "tone")/>
                    <SelectField name="audience" label="Who sees it" options=options(&AUDIENCES) error=field_error(error, "audience")/>
                    <TextField
                        name="from"
                        label="From (UTC)"
                        type_="datetime-local"
                        optional=true
                        help=Some("At once when it is empty".to_owned())
                        error=field_error(error, "from")
                    />
                    <TextField
                        name="until"
                        label="Until (UTC)"
                        type_="datetime-local"
                        optional=true
                        help=Some("Until you withdraw it when it is empty".to_owned())
                        error=field_error(error, "until")
                    />
                </div>
                <div><SubmitButton pending=publish.pending()>"Publish announcement"</SubmitButton></div>
            </ActionForm>
        </Card>
    }
}

#[component]
fn One(notice: Notice, withdraw: ServerAction<WithdrawNotice>) -> impl IntoView {
    let Notice { id, words, tone, audience, from, until, seen } = notice;
    let (state, word) = match (from > now(), until.is_some_and(|until| until <= now())) {
        (true, _) => (Tone::Info, "Planned"),
        (_, true) => (Tone::Neutral, "Over"),
        _ => (Tone::Success, "Shown now"),
    };
    let busy = move || withdraw.pending().get() && withdraw.input().get().is_some_and(|input| input.notice == id);
    let label = |list: &[(&str, &'static str)], key: &str| {
        list.iter().find(|(known, _)| *known == key).map(|(_, label)| *label).unwrap_or_default()
    };
    let end = until.map_or_else(|| "until it is withdrawn".to_owned(), |at| format!("until {}", exactly(at)));
    let about = format!(
        "{}, {}, from {} {end}. {seen} put it away.",
        label(&TONES, &tone),
        label(&AUDIENCES, &audience).to_lowercase(),
        exactly(from)
    );
    view! {
        <section class="card">
            <div class="card-body flex flex-wrap items-start justify-between gap-3">
                <div class="min-w-0 flex-1">
                    <p class="flex flex-wrap items-center gap-2">
                        <span class="break-words font-medium" dir="auto">{words}</span>
                        <Badge tone=state dot=true>{word}</Badge>
                    </p>
                    <p class="text-sm text-muted">{about}</p>
                </div>
                <ActionForm action=withdraw>
                    <input type="hidden" name="notice" value=id.to_string()/>
                    <Button type_="submit" size=Size::Small pending=Signal::derive(busy)>"Withdraw"</Button>
                </ActionForm>
            </div>
        </section>
    }
}
