//! What the board asks the server.

#![allow(clippy::too_many_arguments, reason = "one for each field of a form, on both halves")]

use leptos::prelude::*;

use crate::{
    kernel::{
        AppError,
        id::{TaskColumnId, TaskId, WorkspaceId},
    },
    workspaces::types::tasks::{Board, Record, Task},
};
#[cfg(feature = "ssr")]
use crate::{
    server::ctx,
    workspaces::{boards, columns, records, tasks, types::tasks::TaskForm},
};

/// The whole board.
#[server]
pub async fn read_board(workspace: WorkspaceId) -> Result<Board, AppError> {
    boards::read(&ctx::workspace(workspace).await?).await
}

/// One task with its comments.
#[server]
pub async fn open_task(workspace: WorkspaceId, task: TaskId) -> Result<Task, AppError> {
    boards::open(&ctx::workspace(workspace).await?, task).await
}

/// What tasks can be about.
#[server]
pub async fn list_records(workspace: WorkspaceId) -> Result<Vec<Record>, AppError> {
    records::list(&ctx::workspace(workspace).await?).await
}

/// Makes a task.
#[server]
pub async fn create_task(
    workspace: WorkspaceId,
    #[server(default)] column: String,
    #[server(default)] title: String,
    #[server(default)] description: String,
    #[server(default)] assignee: String,
    #[server(default)] due_on: String,
    #[server(default)] about: String,
) -> Result<TaskId, AppError> {
    let form = TaskForm { column, title, description, assignee, due_on, about };
    tasks::create(&ctx::workspace(workspace).await?, &form).await
}

/// Changes a task; gives the new version.
#[server]
pub async fn change_task(
    workspace: WorkspaceId,
    task: TaskId,
    version: i64,
    #[server(default)] column: String,
    #[server(default)] title: String,
    #[server(default)] description: String,
    #[server(default)] assignee: String,
    #[server(default)] due_on: String,
    #[server(default)] about: String,
) -> Result<i64, AppError> {
    let form = TaskForm { column, title, description, assignee, due_on, about };
    tasks::change(&ctx::workspace(workspace).await?, task, version, &form).await
}

/// Moves a task to a place in a column.
#[server]
pub async fn move_task(
    workspace: WorkspaceId,
    task: TaskId,
    column: TaskColumnId,
    place: usize,
) -> Result<(), AppError> {
    tasks::place(&ctx::workspace(workspace).await?, task, column, place).await
}

/// Deletes a task.
#[server]
pub async fn delete_task(workspace: WorkspaceId, task: TaskId) -> Result<(), AppError> {
    tasks::delete(&ctx::workspace(workspace).await?, task).await
}

/// Writes something about a task.
#[server]
pub async fn comment_on_task(
    workspace: WorkspaceId,
    task: TaskId,
    #[server(default)] body: String,
) -> Result<(), AppError> {
    boards::comment(&ctx::workspace(workspace).await?, task, &body).await
}

/// Adds a column to the board.
#[server]
pub async fn add_column(workspace: WorkspaceId, #[server(default)] name: String) -> Result<TaskColumnId, AppError> {
    columns::add(&ctx::workspace(workspace).await?, &name).await
}

/// Changes a column of the board.
#[server]
pub async fn change_column(
    workspace: WorkspaceId,
    column: TaskColumnId,
    #[server(default)] name: String,
    #[server(default)] is_done: bool,
) -> Result<(), AppError> {
    columns::change(&ctx::workspace(workspace).await?, column, &name, is_done).await
}

/// Moves a column of the board.
#[server]
pub async fn move_column(workspace: WorkspaceId, column: TaskColumnId, place: usize) -> Result<(), AppError> {
    columns::place(&ctx::workspace(workspace).await?, column, place).await
}

/// Deletes a column; its tasks go to another one.
#[server]
pub async fn delete_column(
    workspace: WorkspaceId,
    column: TaskColumnId,
    #[server(default)] into: String,
) -> Result<(), AppError> {
    columns::delete(&ctx::workspace(workspace).await?, column, &into).await
}
