//! `/w/{handle}/tasks/columns`: the columns of the board: added, named, sorted, deleted.

use leptos::{context::Provider, prelude::*};
use leptos_meta::Title;

use super::super::{members::open_if_closed, success::on_success};
use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::{AppError, id::TaskColumnId, permission::Permission},
    page,
    ui::{
        Button, Card, Checkbox, ConfirmDialog, FieldScope, FormActions, FormError, Kind, PageBody, PageHeader,
        SelectField, SelectOption, Size, Skeleton, SkeletonShape, SubmitButton, TextField, Width, action_error,
        field_error, use_toasts,
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
        <Card title="New column">
            <ActionForm action attr:class="form">
                <FormError error/>
                <input type="hidden" name="workspace" value=id.to_string()/>
                <TextField
                    name="name"
                    label="Name"
                    help=Some("It is added at the right.".to_owned())
                    error=field_error(error, "name")
                    required=true
                    maxlength=MAX_COLUMN
                    autocomplete="off"
                />
                <FormActions>
                    <SubmitButton pending=action.pending()>"Add column"</SubmitButton>
                </FormActions>
            </ActionForm>
        </Card>
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
    let (name, heard) = (column.name.clone(), format!(" {}", column.name));
    view! {
        <li class="card">
            <ActionForm action attr:class="card-body form">
                <FormError error/>
                <input type="hidden" name="workspace" value=workspace.to_string()/>
                <input type="hidden" name="column" value=id.to_string()/>
                <TextField name="name" label="Name" value=column.name error=field_error(error, "name") required=true maxlength=MAX_COLUMN autocomplete="off"/>
                <div class="flex flex-wrap items-center justify-between gap-3">
                    <Checkbox name="is_done" label="What stands here is done" checked=column.is_done/>
                    <SubmitButton size=Size::Small kind=Kind::Secondary pending=action.pending()>
                        "Save column"<span class="sr-only">{heard}</span>
                    </SubmitButton>
                </div>
            </ActionForm>
            <div class="card-foot">
                {(place > 0).then(|| view! {
                    <Move id to=place - 1 icon=icondata_lu::LuArrowLeft word="Move left" name=name.clone() changed/>
                })}
                {(!last).then(|| view! {
                    <Move id to=place + 1 icon=icondata_lu::LuArrowRight word="Move right" name=name.clone() changed/>
                })}
                {(!others.is_empty()).then(|| view! { <Remove id others name=name.clone() changed/> })}
            </div>
        </li>
    }
}

#[component]
fn Move(
    id: TaskColumnId,
    to: usize,
    icon: icondata_core::Icon,
    word: &'static str,
    name: String,
    changed: Callback<()>,
) -> impl IntoView {
    let workspace = use_workspace().id;
    let action = ServerAction::<MoveColumn>::new();
    on_success(action, move |()| changed.run(()));
    view! {
        <ActionForm action>
            <input type="hidden" name="workspace" value=workspace.to_string()/>
            <input type="hidden" name="column" value=id.to_string()/>
            <input type="hidden" name="place" value=to/>
            <Button type_="submit" icon size=Size::Small kind=Kind::Ghost pending=action.pending()>
                {word}<span class="sr-only">{format!(" {name}")}</span>
            </Button>
        </ActionForm>
        <FormError error=action_error(action)/>
    }
}

/// Asks where the column's tasks go, then deletes it.
#[component]
fn Remove(id: TaskColumnId, others: Vec<Column>, name: String, changed: Callback<()>) -> impl IntoView {
    let (workspace, toasts) = (use_workspace().id, use_toasts());
    let action = ServerAction::<DeleteColumn>::new();
    let error = action_error(action);
    on_success(action, move |()| {
        toasts.success("Column deleted");
        changed.run(());
    });
    let (shown, heard) = (RwSignal::new(false), format!(" {name}"));
    let (dialog, form) = (format!("delete-{id}"), format!("delete-form-{id}"));
    let form_id = form.clone();
    let options: Vec<_> = others.into_iter().map(|other| SelectOption::new(other.id.to_string(), other.name)).collect();
    view! {
        <span class="ms-auto">
            <Button
                kind=Kind::DangerQuiet
                size=Size::Small
                attr:command="show-modal"
                attr:commandfor=dialog.clone()
                on_click=move |()| open_if_closed(shown)
            >
                "Delete column"<span class="sr-only">{heard}</span>
            </Button>
        </span>
        <ConfirmDialog
            id=dialog
            open=shown
            title=format!("Delete the column {name}?")
            lost="The column is gone for good. Its tasks stay: choose where they go."
            action="Delete column"
            form
            pending=action.pending()
            error
        >
            <ActionForm action attr:id=form_id attr:class="form">
                <input type="hidden" name="workspace" value=workspace.to_string()/>
                <input type="hidden" name="column" value=id.to_string()/>
                <SelectField name="into" label="Its tasks go to" options error=field_error(error, "into")/>
            </ActionForm>
        </ConfirmDialog>
    }
}
