//! `/admin/flags`: features and for whom they are on.

use leptos::{context::Provider, prelude::*};
use leptos_meta::Title;

use crate::{
    admin::{
        rpc::defences::{ChangeFlag, list_flags},
        types::defences::Flag,
    },
    app::layout::error_view::ErrorView,
    page,
    ui::{
        Badge, Card, FieldScope, FormError, PageHeader, SelectField, SelectOption, Skeleton, SkeletonShape,
        SubmitButton, TextArea, TextField, Tone, action_error, exactly, field_error,
    },
};

page!(
    /// `/admin/flags`
    pub FlagsRoute, Flags
);

#[component]
fn Flags() -> impl IntoView {
    let change = ServerAction::<ChangeFlag>::new();
    let flags = Resource::new(move || change.version().get(), |_| list_flags());
    let retry = Callback::new(move |()| flags.refetch());
    view! {
        <Title text="Feature flags"/>
        <PageHeader
            title="Feature flags"
            about=Some("Features that can be turned off in a hurry, or on for some first. A change holds everywhere within ten seconds.".to_owned())
        />
        <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form/> }>
            {move || Suspend::new(async move {
                match flags.await {
                    Ok(flags) => flags.into_iter().map(|flag| view! { <OneFlag flag change/> }).collect_view().into_any(),
                    Err(error) => view! { <ErrorView error retry/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn OneFlag(flag: Flag, change: ServerAction<ChangeFlag>) -> impl IntoView {
    let Flag { name, about, state, percent, workspaces, people, changed_at } = flag;
    let error = action_error(change);
    let (tone, now) = match state.as_str() {
        "on" => (Tone::Success, "On for everybody".to_owned()),
        "part" => (Tone::Warning, format!("On for {percent}% and {} by name", workspaces.len() + people.len())),
        _ => (Tone::Neutral, "Off".to_owned()),
    };
    let since =
        changed_at.map_or_else(|| "Nobody has changed it.".to_owned(), |at| format!("Changed {}.", exactly(at)));
    let states = [("on", "On for everybody"), ("part", "On for some"), ("off", "Off")];
    let states: Vec<SelectOption> = states.into_iter().map(SelectOption::from).collect();
    let lines = |ids: Vec<String>| ids.join("\n");
    let workspaces = lines(workspaces.iter().map(ToString::to_string).collect());
    let people = lines(people.iter().map(ToString::to_string).collect());
    let scope = FieldScope::new(&name);
    let badge = move || {
        let now = now.clone();
        view! { <Badge tone dot=true>{now}</Badge> }
    };
    view! {
        <Card title=name.clone() actions=badge>
            <p>{about} " " <span class="text-muted">{since}</span></p>
            <Provider value=scope>
                <ActionForm action=change attr:class="form mt-4">
                    <FormError error/>
                    <input type="hidden" name="name" value=name/>
                    <div class="grid gap-3 sm:grid-cols-2">
                        <SelectField name="state" label="For whom" options=states value=state error=field_error(error, "state")/>
                        <TextField
                            name="percent"
                            label="Percent of the workspaces"
                            value=percent.to_string()
                            inputmode="numeric"
                            help=Some("When it is on for some. The same workspaces keep it while the number rises.".to_owned())
                            error=field_error(error, "percent")
                        />
                        <TextArea name="workspaces" label="Workspaces by id" rows=2 value=workspaces error=field_error(error, "workspaces")/>
                        <TextArea name="people" label="People by id" rows=2 value=people error=field_error(error, "people")/>
                    </div>
                    <div><SubmitButton pending=change.pending()>"Save flag"</SubmitButton></div>
                </ActionForm>
            </Provider>
        </Card>
    }
}
