//! `/w/{handle}/tasks/columns`: the columns of the board: added, named, sorted, deleted.

use leptos::{context::Provider, prelude::*};
use leptos_meta::Title;

use super::super::success::on_success;
use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::{AppError, permission::Permission},
    page,
    ui::{
        Card, Checkbox, FieldScope, FormActions, FormError, Kind, PageBody, PageHeader, SelectField, SelectOption,
        SettingsSection, Size, Skeleton, SkeletonShape, SubmitButton, TextField, Width, action_error, field_error,
        use_toasts,
    },
    workspaces::{
        rpc::tasks::{AddColumn, ChangeColumn, DeleteColumn, MoveColumn, read_board},
        types::tasks::{Column, MAX_COLUMN},
    },
};

page!(
    /// `/w/{handle}/tasks/columns`
    pub ColumnsRoute, Columns
);

#[component]
fn Columns() -> impl IntoView {
    let open = use_workspace();
    let id = open.id;
    let board = Resource::new(move || id, read_board);
    let changed = Callback::new(move |()| board.refetch());
    let content = if open.can(Permission::ManageWorkspace) {
        view! {
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form/> }>
                {move || Suspend::new(async move {
                    match board.await {
                        Ok(board) => view! { <List columns=board.columns changed/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry=changed/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    } else {
        view! { <ErrorView error=AppError::Forbidden(Permission::ManageWorkspace.refusal())/> }.into_any()
    };
    view! {
        <Title text="Columns"/>
        <PageBody width=Width::Narrow>
            <PageHeader
                title="Columns"
                about=Some("The steps that a task goes through, from left to right.".to_owned())
                back=(open.path("tasks"), "Tasks".to_owned())
            />
            {content}
        </PageBody>
    }
}

#[component]
fn List(columns: Vec<Column>, changed: Callback<()>) -> impl IntoView {
    let all = columns.clone();
    let cards = columns.into_iter().enumerate().map(|(place, column)| {
        let others: Vec<_> = all.iter().filter(|other| other.id != column.id).cloned().collect();
        let scope = FieldScope::new(&format!("column {}", column.id));
        view! { <Provider value=scope><One place others column changed/></Provider> }
    });
    view! {
        <ol class="flex flex-col gap-4">{cards.collect_view()}</ol>
        <Add changed/>
    }
}

#[component]
fn Add(changed: Callback<()>) -> impl IntoView {
    let (id, toasts) = (use_workspace().id, use_toasts());
    let action = ServerAction::<AddColumn>::new();
    let error = action_error(action);
    on_success(action, move |_| {
        toasts.success("Column added");
        changed.run(());
    });
    view! {
        <SettingsSection title="New column" about="It is added at the right.">
            <ActionForm action attr:class="form">
                <FormError error/>
                <input type="hidden" name="workspace" value=id.to_string()/>
                <TextField name="name" label="Name" error=field_error(error, "name") required=true maxlength=MAX_COLUMN autocomplete="off"/>
                <FormActions>
                    <SubmitButton pending=action.pending()>"Add column"</SubmitButton>
                </FormActions>
            </ActionForm>
        </SettingsSection>
    }
}

#[component]
fn One(place: usize, others: Vec<Column>, column: Column, changed: Callback<()>) -> impl IntoView {
    let (workspace, toasts) = (use_workspace().id, use_toasts());
    let action = ServerAction::<ChangeColumn>::new();
    let error = action_error(action);
    on_success(action, move |()| {
        toasts.success("Column saved");
        changed.run(());
    });
    let (id, last) = (column.id, place == others.len());
    let name = column.name.clone();
    view! {
        <li>
            <Card>
                <ActionForm action attr:class="form">
                    <FormError error/>
                    <input type="hidden" name="workspace" value=workspace.to_string()/>
                    <input type="hidden" name="column" value=id.to_string()/>
                    <TextField name="name" label="Name" value=column.name error=field_error(error, "name") required=true maxlength=MAX_COLUMN autocomplete="off"/>
                    <Checkbox name="is_done" label="What stands here is done" checked=column.is_done/>
                    <FormActions>
                        <SubmitButton size=Size::Small kind=Kind::Secondary pending=action.pending()>"Save column"</SubmitButton>
                    </FormActions>
                </ActionForm>
                <div class="mt-3 flex flex-wrap items-end gap-2 border-t pt-3">
                    {(place > 0).then(|| view! { <Move id to=place - 1 label=format!("Move {name} left") changed/> })}
                    {(!last).then(|| view! { <Move id to=place + 1 label=format!("Move {name} right") changed/> })}
                    {(!others.is_empty()).then(|| view! { <Remove id others name=name.clone() changed/> })}
                </div>
            </Card>
        </li>
    }
}

#[component]
fn Move(id: crate::kernel::id::TaskColumnId, to: usize, label: String, changed: Callback<()>) -> impl IntoView {
    let workspace = use_workspace().id;
    let action = ServerAction::<MoveColumn>::new();
    on_success(action, move |()| changed.run(()));
    view! {
        <ActionForm action>
            <input type="hidden" name="workspace" value=workspace.to_string()/>
            <input type="hidden" name="column" value=id.to_string()/>
            <input type="hidden" name="place" value=to/>
            <SubmitButton size=Size::Small kind=Kind::Ghost pending=action.pending()>{label}</SubmitButton>
        </ActionForm>
        <FormError error=action_error(action)/>
    }
}

#[component]
fn Remove(
    id: crate::kernel::id::TaskColumnId,
    others: Vec<Column>,
    name: String,
    changed: Callback<()>,
) -> impl IntoView {
    let (workspace, toasts) = (use_workspace().id, use_toasts());
    let action = ServerAction::<DeleteColumn>::new();
    let error = action_error(action);
    on_success(action, move |()| {
        toasts.success("Column deleted");
        changed.run(());
    });
    let options: Vec<_> = others.into_iter().map(|other| SelectOption::new(other.id.to_string(), other.name)).collect();
    view! {
        <ActionForm action attr:class="ms-auto flex flex-wrap items-end gap-2">
            <input type="hidden" name="workspace" value=workspace.to_string()/>
            <input type="hidden" name="column" value=id.to_string()/>
            <SelectField name="into" label="Its tasks go to" options error=field_error(error, "into")/>
            <SubmitButton size=Size::Small kind=Kind::DangerQuiet pending=action.pending()>
                "Delete column"<span class="sr-only">{format!(" {name}")}</span>
            </SubmitButton>
        </ActionForm>
    }
}
