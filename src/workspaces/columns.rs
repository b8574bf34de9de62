//! The columns of the board. A workspace that has never used its board has three that are stored with the first change.

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::types::tasks::{Column, MAX_COLUMNS, check_column};
use crate::{
    entity::{task, task_column},
    kernel::{
        AppError, Result,
        id::{TaskColumnId, WorkspaceId},
        permission::Permission,
        time::now,
    },
    server::{
        audit::{self, Change},
        ctx::{Scoped, WorkspaceCtx},
    },
};

/// How a board begins.
const FIRST: [(&str, bool); 3] = [("To do", false), ("Doing", false), ("Done", true)];

/// The columns, from left to right.
pub(super) async fn list<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx) -> Result<Vec<Column>> {
    let rows = rows(db, ws).await?;
    let rows = if rows.is_empty() { first(ws.id()) } else { rows };
    Ok(rows.into_iter().map(|row| Column { id: row.id, name: row.name, is_done: row.is_done }).collect())
}

async fn rows<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx) -> Result<Vec<task_column::Model>> {
    let found = task_column::Entity::find()
        .scoped(ws)
        .order_by_asc(task_column::Column::Position)
        .order_by_asc(task_column::Column::Id);
    Ok(found.limit(MAX_COLUMNS).all(db).await?)
}

/// The columns that a board begins with; their ids follow from the workspace's, so that looking stores nothing.
fn first(workspace: WorkspaceId) -> Vec<task_column::Model> {
    let column = |(number, (name, is_done)): (usize, &(&str, bool))| {
        let hash = Sha256::new().chain_update(workspace.0.as_bytes()).chain_update([number as u8]).finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        task_column::Model {
            id: TaskColumnId(uuid::Builder::from_custom_bytes(bytes).into_uuid()),
            workspace_id: workspace,
            name: (*name).to_owned(),
            position: number as i64,
            is_done: *is_done,
            created_at: now(),
        }
    };
    FIRST.iter().enumerate().map(column).collect()
}

/// The stored columns; stores those that a board begins with when there are none.
pub(super) async fn stored<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx) -> Result<Vec<task_column::Model>> {
    let rows = rows(tx, ws).await?;
    if !rows.is_empty() {
        return Ok(rows);
    }
    let rows = first(ws.id());
    for row in rows.clone() {
        row.into_active_model().insert(tx).await?;
    }
    Ok(rows)
}

/// Adds a column at the right.
///
/// # Errors
/// Forbidden; Invalid (`name`).
pub async fn add(ws: &WorkspaceCtx, name: &str) -> Result<TaskColumnId> {
    ws.require(Permission::ManageWorkspace)?;
    let name = check_column(name)?;
    let tx = ws.db().begin().await?;
    let rows = stored(&tx, ws).await?;
    if rows.len() as u64 >= MAX_COLUMNS {
        return Err(AppError::invalid("name", format!("A board has at most {MAX_COLUMNS} columns.")));
    }
    let id = TaskColumnId::new();
    task_column::ActiveModel {
        id: Set(id),
        workspace_id: Set(ws.id()),
        name: Set(name.clone()),
        position: Set(rows.last().map_or(0, |last| last.position + 1)),
        is_done: Set(false),
        created_at: Set(now()),
    }
    .insert(&tx)
    .await?;
    record(&tx, ws, "column.create", id, None, Some(json!({ "name": name }))).await?;
    tx.commit().await?;
    Ok(id)
}

/// Gives a column another name, and says whether what stands in it is done.
///
/// # Errors
/// Forbidden; NotFound; Invalid (`name`).
pub async fn change(ws: &WorkspaceCtx, id: TaskColumnId, name: &str, is_done: bool) -> Result<()> {
    ws.require(Permission::ManageWorkspace)?;
    let name = check_column(name)?;
    let tx = ws.db().begin().await?;
    let old = find(stored(&tx, ws).await?, id)?;
    let values = |name: &str, is_done: bool| Some(json!({ "name": name, "done": is_done }));
    let (before, after) = (values(&old.name, old.is_done), values(&name, is_done));
    task_column::ActiveModel { id: Set(id), name: Set(name), is_done: Set(is_done), ..Default::default() }
        .update(&tx)
        .await?;
    record(&tx, ws, "column.change", id, before, after).await?;
    tx.commit().await?;
    Ok(())
}

/// Moves a column to another place, counted from 0 at the left.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn place(ws: &WorkspaceCtx, id: TaskColumnId, to: usize) -> Result<()> {
    ws.require(Permission::ManageWorkspace)?;
    let tx = ws.db().begin().await?;
    let mut rows = stored(&tx, ws).await?;
    let from = rows.iter().position(|row| row.id == id).ok_or_else(|| AppError::not_found("column"))?;
    let row = rows.remove(from);
    let (name, to) = (row.name.clone(), to.min(rows.len()));
    rows.insert(to, row);
    for (place, row) in rows.into_iter().enumerate() {
        let position = place as i64;
        if row.position != position {
            task_column::ActiveModel { id: Set(row.id), position: Set(position), ..Default::default() }
                .update(&tx)
                .await?;
        }
    }
    let place = |number: usize| Some(json!({ "name": name, "place": number + 1 }));
    record(&tx, ws, "column.move", id, place(from), place(to)).await?;
    tx.commit().await?;
    Ok(())
}

/// Deletes a column; its tasks go to the end of another one.
///
/// # Errors
/// Forbidden; NotFound; Invalid (`into`) without another column.
pub async fn delete(ws: &WorkspaceCtx, id: TaskColumnId, into: &str) -> Result<()> {
    ws.require(Permission::ManageWorkspace)?;
    let tx = ws.db().begin().await?;
    let rows = stored(&tx, ws).await?;
    let old = find(rows.clone(), id)?;
    let into = into.parse().ok().and_then(|into: TaskColumnId| find(rows, into).ok()).filter(|into| into.id != id);
    let into = into.ok_or_else(|| AppError::invalid("into", "Choose another column for its tasks."))?;
    let end = super::tasks::end_of(&tx, into.id).await?;
    task::Entity::update_many()
        .col_expr(task::Column::ColumnId, Expr::value(into.id))
        .col_expr(task::Column::Position, Expr::col(task::Column::Position).add(end))
        .filter(task::Column::WorkspaceId.eq(ws.id()))
        .filter(task::Column::ColumnId.eq(id))
        .exec(&tx)
        .await?;
    task_column::Entity::delete_by_id(id).exec(&tx).await?;
    let new = Some(json!({ "tasks_went_to": into.name }));
    record(&tx, ws, "column.delete", id, Some(json!({ "name": old.name })), new).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) fn find(rows: Vec<task_column::Model>, id: TaskColumnId) -> Result<task_column::Model> {
    rows.into_iter().find(|row| row.id == id).ok_or_else(|| AppError::not_found("column"))
}

async fn record<C: ConnectionTrait>(
    tx: &C,
    ws: &WorkspaceCtx,
    action: &str,
    id: TaskColumnId,
    old: Option<Value>,
    new: Option<Value>,
) -> Result<()> {
    audit::record(tx, ws, Change { action, object_kind: "column", object_id: Some(id.0), old, new }).await
}
