//! The fields of a task, for a new one and for one that is there.

use leptos::prelude::*;

use crate::{
    kernel::AppError,
    ui::{SelectField, SelectOption, TextArea, TextField, field_error},
    workspaces::types::tasks::{Board, MAX_TITLE, MAX_WORDS, Record, TaskForm},
};

/// Title, description, column, whose, until when, what it is about.
#[component]
pub fn TaskFields(
    /// What stands there at the start.
    form: TaskForm,
    /// Columns and people to choose from.
    board: Board,
    /// Records to choose from.
    records: Vec<Record>,
    /// What the server said.
    error: Signal<Option<AppError>>,
) -> impl IntoView {
    let columns: Vec<_> =
        board.columns.into_iter().map(|column| SelectOption::new(column.id.to_string(), column.name)).collect();
    let people: Vec<_> =
        board.people.into_iter().map(|person| SelectOption::new(person.id.to_string(), person.name)).collect();
    let mut records: Vec<_> = records.into_iter().map(|record| SelectOption::new(record.value, record.label)).collect();
    if !form.about.is_empty() && !records.iter().any(|record| record.value == form.about) {
        records.insert(0, SelectOption::new(form.about.clone(), "As it is now"));
    }
    view! {
        <TextField
            name="title"
            label="Title"
            value=form.title
            placeholder="Take new pictures of the shop"
            error=field_error(error, "title")
            required=true
            maxlength=MAX_TITLE
            autocomplete="off"
        />
        <TextArea
            name="description"
            label="Description"
            value=form.description
            error=field_error(error, "description")
            optional=true
            maxlength=MAX_WORDS
            rows=4
        />
        <div class="grid gap-4 sm:grid-cols-2">
            <SelectField name="column" label="Column" options=columns value=form.column error=field_error(error, "column")/>
            <SelectField
                name="assignee"
                label="Whose"
                options=people
                value=form.assignee
                nothing="Nobody's"
                error=field_error(error, "assignee")
            />
            <TextField name="due_on" label="Due" type_="date" value=form.due_on error=field_error(error, "due_on") optional=true/>
            <SelectField
                name="about"
                label="About"
                options=records
                value=form.about
                nothing="Nothing in particular"
                error=field_error(error, "about")
                optional=true
            />
        </div>
    }
}
