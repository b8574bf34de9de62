//! `/w/{handle}/tasks/new` and `/w/{handle}/tasks/{task}`: a new task; one task with its comments.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use super::{
    super::{members::open_if_closed, success::on_success},
    form::TaskFields,
};
use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::{
        AppError,
        id::{TaskId, WorkspaceId},
        permission::Permission,
    },
    page,
    ui::{
        Avatar, Button, ButtonLink, Card, ConfirmDialog, FormActions, FormError, Kind, LastCard, PageBody, PageHeader,
        Skeleton, SkeletonShape, SubmitButton, TextArea, When, Width, action_error, field_error, underway, use_toasts,
    },
    workspaces::{
        rpc::tasks::{ChangeTask, CommentOnTask, CreateTask, DeleteTask, list_records, open_task, read_board},
        types::tasks::{Board, Comment, MAX_WORDS, Record, Task, TaskForm},
    },
};

page!(
    /// `/w/{handle}/tasks/new`
    pub NewTaskRoute, NewTask
);

page!(
    /// `/w/{handle}/tasks/{task}`
    pub TaskRoute, TaskPage
);

#[component]
fn NewTask() -> impl IntoView {
    let open = use_workspace();
    let id = open.id;
    let column = use_query_map().with_untracked(|query| query.get("column").unwrap_or_default());
    let column = StoredValue::new(column);
    let choices = Resource::new(
        move || id,
        |id| async move { Ok::<_, AppError>((list_records(id).await?, read_board(id).await?)) },
    );
    let retry = Callback::new(move |()| choices.refetch());
    view! {
        <Title text="New task"/>
        <PageBody width=Width::Narrow>
            <PageHeader title="New task" back=(open.path("tasks"), "Tasks".to_owned())/>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form/> }>
                {move || Suspend::new(async move {
                    match choices.await {
                        Ok((records, board)) => {
                            let form = TaskForm { column: column.get_value(), ..TaskForm::default() };
                            view! { <Make form board records/> }.into_any()
                        }
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </PageBody>
    }
}

#[component]
fn Make(form: TaskForm, board: Board, records: Vec<Record>) -> impl IntoView {
    let (open, toasts, navigate) = (use_workspace(), use_toasts(), use_navigate());
    let action = ServerAction::<CreateTask>::new();
    let error = action_error(action);
    let list = open.path("tasks");
    on_success(action, move |_| {
        toasts.success("Task made");
        navigate(&list, Default::default());
    });
    view! {
        <Card>
            <ActionForm action attr:class="form">
                <FormError error/>
                <input type="hidden" name="workspace" value=open.id.to_string()/>
                <TaskFields form board records error/>
                <FormActions>
                    <SubmitButton pending=underway(action)>"Make task"</SubmitButton>
                    <ButtonLink href=open.path("tasks") kind=Kind::Ghost>"Cancel"</ButtonLink>
                </FormActions>
            </ActionForm>
        </Card>
    }
}

async fn load(workspace: WorkspaceId, task: String) -> Result<(Task, Board, Vec<Record>), AppError> {
    let task: TaskId = task.parse().map_err(|_| AppError::not_found("task"))?;
    let found = open_task(workspace, task).await?;
    let records = match list_records(workspace).await {
        Err(AppError::Forbidden(_)) => Vec::new(),
        records => records?,
    };
    Ok((found, read_board(workspace).await?, records))
}

#[component]
fn TaskPage() -> impl IntoView {
    let open = use_workspace();
    let (id, params) = (open.id, use_params_map());
    let asked = move || params.with(|params| params.get("task").unwrap_or_default());
    let task = Resource::new(asked, move |task| load(id, task));
    let changed = Callback::new(move |()| task.refetch());
    let back = StoredValue::new((open.path("tasks"), "Tasks".to_owned()));
    view! {
        <PageBody width=Width::Narrow>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form/> }>
                {move || Suspend::new(async move {
                    match task.await {
                        Ok((task, board, records)) => view! {
                            <Title text=task.form.title.clone()/>
                            <PageHeader title=task.form.title.clone() back=back.get_value()/>
                            <Shown task board records changed/>
                        }
                        .into_any(),
                        Err(error) => view! { <ErrorView error retry=changed/> }.into_any(),
                    }
                })}
            </Transition>
        </PageBody>
    }
}

#[component]
fn Shown(task: Task, board: Board, records: Vec<Record>, changed: Callback<()>) -> impl IntoView {
    let open = use_workspace();
    let may = open.can(Permission::EditTasks);
    let id = task.id;
    let made = match &task.made_by {
        Some(name) => format!("Made by {name} "),
        None => "Made ".to_owned(),
    };
    let at = task.made_at;
    let link = task.link.clone().map(|record| {
        view! { <p>"About: " <a class="link" href=open.path(&record.page)>{record.label}</a></p> }
    });
    let comments = task.comments.clone();
    let body = if may {
        view! { <Edit task board records changed/> }.into_any()
    } else {
        view! { <Card><p class="whitespace-pre-line break-words" dir="auto">{task.form.description}</p></Card> }
            .into_any()
    };
    view! {
        <div class="flex flex-col gap-1 text-sm text-muted"><p>{made} <When at/></p> {link}</div>
        {body}
        <Comments id comments may changed/>
        {may.then(|| view! { <Delete id/> })}
    }
}

#[component]
fn Edit(task: Task, board: Board, records: Vec<Record>, changed: Callback<()>) -> impl IntoView {
    let (open, toasts) = (use_workspace(), use_toasts());
    let action = ServerAction::<ChangeTask>::new();
    let error = action_error(action);
    on_success(action, move |_| {
        toasts.success("Task saved");
        changed.run(());
    });
    let here = open.path(&format!("tasks/{}", task.id));
    let conflict = move || {
        error.with(|error| matches!(error, Some(AppError::Conflict(_)))).then(|| {
            view! { <a class="btn btn-secondary self-start" href=here.clone() rel="external">"Reload page"</a> }
        })
    };
    view! {
        <Card>
            <ActionForm action attr:class="form">
                <FormError error/>
                {conflict}
                <input type="hidden" name="workspace" value=open.id.to_string()/>
                <input type="hidden" name="task" value=task.id.to_string()/>
                <input type="hidden" name="version" value=task.version/>
                <TaskFields form=task.form board records error/>
                <FormActions>
                    <SubmitButton pending=action.pending()>"Save task"</SubmitButton>
                </FormActions>
            </ActionForm>
        </Card>
    }
}

#[component]
fn Comments(id: TaskId, comments: Vec<Comment>, may: bool, changed: Callback<()>) -> impl IntoView {
    let (workspace, toasts) = (use_workspace().id, use_toasts());
    let action = ServerAction::<CommentOnTask>::new();
    let error = action_error(action);
    on_success(action, move |()| {
        toasts.success("Comment added");
        changed.run(());
    });
    let none = comments.is_empty().then(|| {
        view! { <p class="text-muted">"No comment yet. Say how it goes, or ask; whoever has the task gets to read it here."</p> }
    });
    let lines = comments.into_iter().map(line).collect_view();
    view! {
        <section class="flex flex-col gap-3" aria-labelledby="comments">
            <h2 class="text-lg" id="comments">"Comments"</h2>
            {none}
            <ol class="flex flex-col gap-3 empty:hidden">{lines}</ol>
            {may.then(|| view! {
                <ActionForm action attr:class="form">
                    <FormError error/>
                    <input type="hidden" name="workspace" value=workspace.to_string()/>
                    <input type="hidden" name="task" value=id.to_string()/>
                    <TextArea name="body" label="Your comment" error=field_error(error, "body") required=true maxlength=MAX_WORDS/>
                    <FormActions>
                        <SubmitButton kind=Kind::Secondary pending=action.pending()>"Add comment"</SubmitButton>
                    </FormActions>
                </ActionForm>
            })}
        </section>
    }
}

fn line(comment: Comment) -> impl IntoView {
    let (name, avatar) = match comment.author {
        Some(author) => (author.name, author.avatar.unwrap_or_default()),
        None => ("Somebody who has left".to_owned(), String::new()),
    };
    let shown = name.clone();
    view! {
        <li class="flex items-start gap-3">
            <Avatar name src=avatar/>
            <div class="min-w-0 flex-1">
                <p class="text-sm text-muted">
                    <strong class="font-medium text-text" dir="auto">{shown}</strong> " "
                    <When at=comment.at/>
                </p>
                <p class="whitespace-pre-line break-words" dir="auto">{comment.body}</p>
            </div>
        </li>
    }
}

#[component]
fn Delete(id: TaskId) -> impl IntoView {
    let (open, toasts, navigate) = (use_workspace(), use_toasts(), use_navigate());
    let action = ServerAction::<DeleteTask>::new();
    let list = open.path("tasks");
    on_success(action, move |()| {
        toasts.success("Task deleted");
        navigate(&list, Default::default());
    });
    let shown = RwSignal::new(false);
    view! {
        <LastCard about="The task is not needed any more? It goes with its comments, for good.">
            <Button
                kind=Kind::DangerQuiet
                attr:command="show-modal"
                attr:commandfor="delete-task"
                on_click=move |()| open_if_closed(shown)
            >
                "Delete task"
            </Button>
        </LastCard>
        <ActionForm action attr:id="delete-task-form" attr:class="hidden">
            <input type="hidden" name="workspace" value=open.id.to_string()/>
            <input type="hidden" name="task" value=id.to_string()/>
        </ActionForm>
        <ConfirmDialog
            id="delete-task"
            open=shown
            title="Delete this task?"
            lost="The task and its comments are gone for good."
            action="Delete task"
            form="delete-task-form"
            pending=underway(action)
            error=action_error(action)
        />
    }
}
