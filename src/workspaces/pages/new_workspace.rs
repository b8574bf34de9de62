//! A new workspace: its name and, if wanted, its handle.

use leptos::prelude::*;
use leptos_meta::Title;

use super::handle_field::HandleField;
use crate::{
    app::layout::{alone::Alone, error_view::ErrorView},
    kernel::handle::Handle,
    page,
    ui::{
        ButtonLink, Card, FormActions, FormError, Kind, PageHeader, Skeleton, SkeletonShape, SubmitButton, TextField,
        action_error, field_error, underway,
    },
    workspaces::{
        rpc::{CreateWorkspace, list_workspaces},
        types::{MAX_NAME, WorkspaceLink},
    },
};

page!(
    /// `/w/new`
    pub NewWorkspaceRoute, NewWorkspace
);

#[component]
fn NewWorkspace() -> impl IntoView {
    let mine = Resource::new(|| (), |()| list_workspaces());
    let retry = Callback::new(move |()| mine.refetch());
    view! {
        <Title text="New workspace"/>
        <Alone>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form count=2/> }>
                {move || Suspend::new(async move {
                    match mine.await {
                        Ok(mine) => view! { <NewWorkspaceForm mine/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </Alone>
    }
}

#[component]
fn NewWorkspaceForm(mine: Vec<WorkspaceLink>) -> impl IntoView {
    let action = ServerAction::<CreateWorkspace>::new();
    let error = action_error(action);
    let name = RwSignal::new(String::new());
    let help = Signal::derive(move || {
        let suggestion = Handle::suggest(&name.get());
        Some(format!("Where your public pages are. Leave it empty to get @{suggestion} or the nearest free one."))
    });
    let back = match mine.first() {
        Some(first) if mine.len() == 1 => (format!("/w/{}", first.handle), first.name.clone()),
        _ => ("/w".to_owned(), "Your workspaces".to_owned()),
    };
    let cancel = back.0.clone();
    view! {
        <PageHeader
            title="New workspace"
            about=Some("A workspace has its own sites, contacts, numbers and members. You will be its owner.".to_owned())
            back
        />
        <Card>
            <ActionForm action attr:class="form">
                <FormError error/>
                <TextField
                    name="name"
                    label="Name"
                    bind=name
                    error=field_error(error, "name")
                    placeholder="Studio North"
                    required=true
                    maxlength=MAX_NAME
                    autocomplete="organization"
                    autofocus=true
                />
                <HandleField optional=true help error=field_error(error, "handle")/>
                <FormActions>
                    <SubmitButton pending=underway(action)>"Create workspace"</SubmitButton>
                    <ButtonLink href=cancel kind=Kind::Ghost>"Cancel"</ButtonLink>
                </FormActions>
            </ActionForm>
        </Card>
    }
}
