//! `/w/{handle}/tasks`: the board, its filters, and what is said about moving.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{column::ColumnView, drag::Dragging};
use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::permission::Permission,
    page,
    ui::{
        Button, ButtonLink, EmptyState, Kind, PageBody, PageHeader, SelectField, SelectOption, Skeleton, SkeletonShape,
        Width, use_toasts,
    },
    workspaces::{
        rpc::tasks::read_board,
        types::tasks::{Board, Card},
    },
};

page!(
    /// `/w/{handle}/tasks`
    pub TasksRoute, Tasks
);

/// What somebody wants to see of the board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Id of a member, or "none".
    assignee: String,
    /// "overdue", "dated".
    due: String,
}

impl Filter {
    fn is_set(&self) -> bool {
        *self != Self::default()
    }

    /// Whether a card is shown.
    pub fn shows(&self, card: &Card) -> bool {
        let owner = card.assignee.as_ref().map(|person| person.id.to_string());
        let theirs = match self.assignee.as_str() {
            "" => true,
            "none" => owner.is_none(),
            id => owner.as_deref() == Some(id),
        };
        let due = match self.due.as_str() {
            "overdue" => card.overdue,
            "dated" => card.due_on.is_some(),
            _ => true,
        };
        theirs && due
    }
}

#[component]
fn Tasks() -> impl IntoView {
    let open = use_workspace();
    let (id, toasts) = (open.id, use_toasts());
    let board = Resource::new(move || id, read_board);
    let retry = Callback::new(move |()| board.refetch());
    let failed = Callback::new(move |why: String| {
        toasts.error(why);
        board.refetch();
    });
    let (new, columns) = (open.path("tasks/new"), open.path("tasks/columns"));
    let (edit, manage) = (open.can(Permission::EditTasks), open.can(Permission::ManageWorkspace));
    let actions = move || {
        let columns = manage
            .then(|| view! { <ButtonLink href=columns.clone() icon=icondata_lu::LuColumns3>"Columns"</ButtonLink> });
        let new = edit.then(|| {
            view! { <ButtonLink href=new.clone() kind=Kind::Primary icon=icondata_lu::LuPlus>"New task"</ButtonLink> }
        });
        view! { {columns} {new} }
    };
    view! {
        <Title text="Tasks"/>
        <PageBody width=Width::Full>
            <PageHeader title="Tasks" about=Some("What your team has to do.".to_owned()) actions/>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Cards/> }>
                {move || Suspend::new(async move {
                    match board.await {
                        Ok(board) => view! { <BoardView board failed/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </PageBody>
    }
}

#[component]
fn BoardView(board: Board, failed: Callback<String>) -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        query.with(|query| Filter {
            assignee: query.get("assignee").unwrap_or_default(),
            due: query.get("due").unwrap_or_default(),
        })
    });
    let people: Vec<_> =
        board.people.iter().map(|person| SelectOption::new(person.id.to_string(), person.name.clone())).collect();
    let (columns, empty) = (board.columns.clone(), board.tasks.is_empty());
    let cards = board.tasks.clone();
    let hidden = Memo::new(move |_| !empty && filter.with(|filter| !cards.iter().any(|card| filter.shows(card))));
    let dragging = Dragging::new(use_workspace().id, board, filter, failed);
    let columns = columns.into_iter().map(|column| view! { <ColumnView column dragging/> }).collect_view();
    view! {
        {(!empty).then(|| view! { <Filters people filter=filter.get_untracked()/> })}
        {empty.then(|| view! { <NoTask/> })}
        {move || hidden.get().then(|| view! { <NoMatch/> })}
        <p class="sr-only" role="status" aria-live="assertive">{move || dragging.news()}</p>
        <div class="-mx-4 overflow-x-auto px-4 pb-4 sm:-mx-8 sm:px-8">
            <div class="grid auto-cols-[minmax(16rem,1fr)] grid-flow-col items-start gap-4">{columns}</div>
        </div>
    }
}

/// The board has no task yet.
#[component]
fn NoTask() -> impl IntoView {
    let open = use_workspace();
    let new = open.path("tasks/new");
    let button = open.can(Permission::EditTasks).then(|| {
        view! { <ButtonLink href=new icon=icondata_lu::LuPlus>"Make the first task"</ButtonLink> }
    });
    view! {
        <div class="card">
            <EmptyState
                icon=icondata_lu::LuSquareKanban
                title="Nothing to do yet"
                about="Write down what your team has to do, who does it and until when. A task moves from column to column until it is done."
            >
                {button}
            </EmptyState>
        </div>
    }
}

/// There are tasks, but the filter hides all of them.
#[component]
fn NoMatch() -> impl IntoView {
    let all = use_workspace().path("tasks");
    view! {
        <div class="card">
            <EmptyState icon=icondata_lu::LuSearchX title="No task matches" about="Choose another person or another day.">
                <ButtonLink href=all>"Show all tasks"</ButtonLink>
            </EmptyState>
        </div>
    }
}

/// A plain form: it works before the page can react, and its address can be kept.
#[component]
fn Filters(people: Vec<SelectOption>, filter: Filter) -> impl IntoView {
    let base = use_workspace().path("tasks");
    let mut people = people;
    people.push(SelectOption::new("none", "Nobody"));
    let due = vec![SelectOption::new("overdue", "Overdue"), SelectOption::new("dated", "With a day")];
    let clear = filter.is_set().then(|| {
        view! { <ButtonLink href=base.clone() kind=Kind::Ghost>"Show everything"</ButtonLink> }
    });
    view! {
        <form method="get" action=base.clone() class="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap">
            <SelectField name="assignee" label="Whose" options=people value=filter.assignee nothing="Everybody's"/>
            <SelectField name="due" label="Due" options=due value=filter.due nothing="Any time"/>
            <div class="flex gap-2">
                <Button type_="submit">"Filter"</Button>
                {clear}
            </div>
        </form>
    }
}
