//! Tasks: made, changed, moved, deleted. Whoever gets one is told by mail.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use serde_json::{Value, json};

use super::{
    columns, mail, records,
    types::tasks::{CheckedTask, MAX_TASKS, TaskForm},
};
use crate::{
    accounts::{notices, types::profile::Notice},
    entity::{member, task, user},
    kernel::{
        AppError, Result,
        email::Email,
        id::{TaskColumnId, TaskId, UserId},
        permission::Permission,
        time::now,
    },
    server::{
        audit::{self, Change},
        ctx::{Scoped, WorkspaceCtx},
    },
};

/// Makes a task at the end of a column.
///
/// # Errors
/// Forbidden; Invalid, by field.
pub async fn create(ws: &WorkspaceCtx, form: &TaskForm) -> Result<TaskId> {
    ws.require(Permission::EditTasks)?;
    let checked = form.check()?;
    let tx = ws.db().begin().await?;
    if task::Entity::find().scoped(ws).count(&tx).await? >= MAX_TASKS {
        let words = format!("A workspace has at most {MAX_TASKS} tasks. Delete some that are done.");
        return Err(AppError::invalid("", words));
    }
    let column = column_of(&tx, ws, &form.column).await?;
    let new_assignee = refuse_unknown(&tx, ws, &checked, None).await?;
    let (kind, record_id) = checked.about.map(|about| about.parts()).unzip();
    let id = TaskId::new();
    let row = task::ActiveModel {
        id: Set(id),
        workspace_id: Set(ws.id()),
        column_id: Set(column),
        position: Set(end_of(&tx, column).await?),
        title: Set(checked.title.clone()),
        description: Set(checked.description.clone()),
        assignee: Set(checked.assignee),
        due_on: Set(checked.due_on.clone()),
        link_kind: Set(kind.map(str::to_owned)),
        link_id: Set(record_id),
        version: Set(1),
        created_by: Set(Some(ws.user().id)),
        created_at: Set(now()),
        updated_at: Set(now()),
    };
    let row = row.insert(&tx).await?;
    tell(&tx, ws, &row, new_assignee).await?;
    record(&tx, ws, "task.create", id, None, Some(values(&tx, &row).await?)).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a task over the version that the person saw.
///
/// # Errors
/// Forbidden; NotFound; Invalid, by field; Conflict when somebody changed it since `version`.
pub async fn change(ws: &WorkspaceCtx, id: TaskId, version: i64, form: &TaskForm) -> Result<i64> {
    ws.require(Permission::EditTasks)?;
    let checked = form.check()?;
    let tx = ws.db().begin().await?;
    let old = find(&tx, ws, id).await?;
    let column = if form.column.is_empty() { old.column_id } else { column_of(&tx, ws, &form.column).await? };
    let position = if column == old.column_id { old.position } else { end_of(&tx, column).await? };
    let new_assignee = refuse_unknown(&tx, ws, &checked, Some(&old)).await?;
    let (kind, record_id) = checked.about.map(|about| about.parts()).unzip();
    let updated = task::Entity::update_many()
        .col_expr(task::Column::Title, Expr::value(checked.title))
        .col_expr(task::Column::Description, Expr::value(checked.description))
        .col_expr(task::Column::Assignee, Expr::value(checked.assignee))
        .col_expr(task::Column::DueOn, Expr::value(checked.due_on))
        .col_expr(task::Column::LinkKind, Expr::value(kind))
        .col_expr(task::Column::LinkId, Expr::value(record_id))
        .col_expr(task::Column::ColumnId, Expr::value(column))
        .col_expr(task::Column::Position, Expr::value(position))
        .col_expr(task::Column::Version, Expr::value(version + 1))
        .col_expr(task::Column::UpdatedAt, Expr::value(now()))
        .filter(task::Column::Id.eq(id))
        .filter(task::Column::Version.eq(version))
        .exec(&tx)
        .await?;
    if updated.rows_affected != 1 {
        let why = "Somebody changed this task while you had it open. Yours was not saved, theirs was not touched. \
                   Reload the page to see it.";
        return Err(AppError::Conflict(why.to_owned()));
    }
    let row = find(&tx, ws, id).await?;
    tell(&tx, ws, &row, new_assignee).await?;
    let (before, after) = (values(&tx, &old).await?, values(&tx, &row).await?);
    record(&tx, ws, "task.change", id, Some(before), Some(after)).await?;
    tx.commit().await?;
    Ok(version + 1)
}

/// Moves a task to a place in a column, counted from 0 at the top.
///
/// # Errors
/// Forbidden; NotFound when the task or the column is gone.
pub async fn place(ws: &WorkspaceCtx, id: TaskId, column: TaskColumnId, to: usize) -> Result<()> {
    ws.require(Permission::EditTasks)?;
    let tx = ws.db().begin().await?;
    let columns = columns::stored(&tx, ws).await?;
    let target = columns::find(columns.clone(), column)?;
    let row = find(&tx, ws, id).await?;
    let mut order: Vec<(TaskId, i64)> = task::Entity::find()
        .select_only()
        .columns([task::Column::Id, task::Column::Position])
        .scoped(ws)
        .filter(task::Column::ColumnId.eq(column))
        .order_by_asc(task::Column::Position)
        .order_by_asc(task::Column::Id)
        .limit(MAX_TASKS)
        .into_tuple()
        .all(&tx)
        .await?;
    order.retain(|(other, _)| *other != id);
    order.insert(to.min(order.len()), (id, -1));
    for (place, (other, position)) in order.into_iter().enumerate() {
        let wanted = place as i64;
        if position != wanted {
            let mut moved = task::ActiveModel { id: Set(other), position: Set(wanted), ..Default::default() };
            if other == id {
                moved.column_id = Set(column);
            }
            moved.update(&tx).await?;
        }
    }
    if row.column_id != column {
        let from = columns::find(columns, row.column_id).map(|from| from.name).unwrap_or_default();
        let before = json!({ "title": row.title, "column": from });
        let after = json!({ "title": row.title, "column": target.name });
        record(&tx, ws, "task.move", id, Some(before), Some(after)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Deletes a task with its comments.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn delete(ws: &WorkspaceCtx, id: TaskId) -> Result<()> {
    ws.require(Permission::EditTasks)?;
    let tx = ws.db().begin().await?;
    let row = find(&tx, ws, id).await?;
    let old = values(&tx, &row).await?;
    task::Entity::delete_by_id(id).exec(&tx).await?;
    record(&tx, ws, "task.delete", id, Some(old), None).await?;
    tx.commit().await?;
    Ok(())
}

/// The place after the last task of a column.
pub(super) async fn end_of<C: ConnectionTrait>(tx: &C, column: TaskColumnId) -> Result<i64> {
    let last = task::Entity::find()
        .filter(task::Column::ColumnId.eq(column))
        .order_by_desc(task::Column::Position)
        .one(tx)
        .await?;
    Ok(last.map_or(0, |last| last.position + 1))
}

pub(super) async fn find<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx, id: TaskId) -> Result<task::Model> {
    task::Entity::find_by_id(id).scoped(ws).one(tx).await?.ok_or_else(|| AppError::not_found("task"))
}

async fn column_of<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx, text: &str) -> Result<TaskColumnId> {
    let rows = columns::stored(tx, ws).await?;
    let unknown = || AppError::invalid("column", "Choose a column from the list.");
    let id = match text {
        "" => rows.first().map(|row| row.id).ok_or_else(unknown)?,
        text => text.parse().map_err(|_| unknown())?,
    };
    columns::find(rows, id).map(|row| row.id).map_err(|_| unknown())
}

/// Refuses people and records that are not of this workspace. Gives whoever has the task now and did not before.
async fn refuse_unknown<C: ConnectionTrait>(
    tx: &C,
    ws: &WorkspaceCtx,
    checked: &CheckedTask,
    old: Option<&task::Model>,
) -> Result<Option<UserId>> {
    let before =
        old.and_then(|old| (old.link_kind.as_deref().zip(old.link_id)).map(|(kind, id)| (kind.to_owned(), id)));
    if let Some(about) = checked.about {
        let (kind, id) = about.parts();
        let same = before.is_some_and(|before| before == (kind.to_owned(), id));
        if !same && records::find(tx, ws, about).await?.is_none() {
            return Err(AppError::invalid("about", "This is not there any more. Choose something else."));
        }
    }
    let new = checked.assignee.filter(|id| old.and_then(|old| old.assignee) != Some(*id));
    if let Some(id) = new {
        let found = member::Entity::find().scoped(ws).filter(member::Column::UserId.eq(id)).count(tx).await?;
        if found == 0 {
            return Err(AppError::invalid("assignee", "Choose a member of this workspace."));
        }
    }
    Ok(new)
}

/// Tells somebody that a task is theirs, unless they gave it to themselves or want no such mails.
async fn tell<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx, row: &task::Model, to: Option<UserId>) -> Result<()> {
    let Some(to) = to.filter(|to| *to != ws.user().id) else { return Ok(()) };
    if !notices::wants(tx, to, Notice::TaskAssigned).await? {
        return Ok(());
    }
    let Some(person) = user::Entity::find_by_id(to).one(tx).await? else { return Ok(()) };
    let Ok(email) = Email::parse(&person.email) else { return Ok(()) };
    let handle = super::acceptance::handle_of(tx, ws.id()).await?;
    mail::tasks::assigned(ws, &email, &person.name, row, &handle).send(tx).await
}

/// What the audit log keeps.
async fn values<C: ConnectionTrait>(tx: &C, row: &task::Model) -> Result<Value> {
    let assignee = match row.assignee {
        Some(id) => user::Entity::find_by_id(id).one(tx).await?.map(|user| user.name),
        None => None,
    };
    Ok(json!({ "title": row.title, "description": row.description, "assignee": assignee, "due": row.due_on }))
}

pub(super) async fn record<C: ConnectionTrait>(
    tx: &C,
    ws: &WorkspaceCtx,
    action: &str,
    id: TaskId,
    old: Option<Value>,
    new: Option<Value>,
) -> Result<()> {
    audit::record(tx, ws, Change { action, object_kind: "task", object_id: Some(id.0), old, new }).await
}
