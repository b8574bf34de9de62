//! The board as people see it, and one task with its comments.

use std::collections::HashMap;

use chrono_tz::Tz;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, RelationDef,
};
use serde_json::json;

use super::{
    columns, records, tasks,
    types::{
        MAX_MEMBERS,
        tasks::{About, Assignee, Board, Card, Comment, MAX_COMMENTS, MAX_TASKS, Task, TaskForm, check_words},
    },
};
use crate::{
    accounts::avatars,
    entity::{member, task, task_comment, user},
    kernel::{
        AppError, FieldErrors, Result,
        id::{TaskCommentId, TaskId, UserId},
        permission::Permission,
        time::now,
    },
    server::ctx::{Scoped, WorkspaceCtx},
};

/// The whole board.
///
/// # Errors
/// Forbidden.
pub async fn read(ws: &WorkspaceCtx) -> Result<Board> {
    ws.require(Permission::ViewWorkspace)?;
    let db = ws.db().write();
    let columns = columns::list(db, ws).await?;
    let people = people(db, ws).await?;
    let rows = task::Entity::find()
        .scoped(ws)
        .order_by_asc(task::Column::Position)
        .order_by_asc(task::Column::Id)
        .limit(MAX_TASKS)
        .all(db)
        .await?;
    let comments: HashMap<TaskId, i64> = task_comment::Entity::find()
        .select_only()
        .column(task_comment::Column::TaskId)
        .column_as(task_comment::Column::Id.count(), "count")
        .scoped(ws)
        .group_by(task_comment::Column::TaskId)
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let today = today(ws);
    let card = |row: task::Model| {
        let done = columns.iter().any(|column| column.id == row.column_id && column.is_done);
        Card {
            overdue: !done && row.due_on.as_ref().is_some_and(|due| *due < today),
            assignee: row.assignee.and_then(|id| people.iter().find(|person| person.id == id).cloned()),
            comments: comments.get(&row.id).copied().unwrap_or(0).unsigned_abs(),
            id: row.id,
            column: row.column_id,
            title: row.title,
            due_on: row.due_on,
        }
    };
    let tasks = rows.into_iter().map(card).collect();
    Ok(Board { columns, tasks, people })
}

/// The day that it is where the person is.
fn today(ws: &WorkspaceCtx) -> String {
    let zone: Tz = ws.user().time_zone.parse().unwrap_or(Tz::UTC);
    now().with_timezone(&zone).format("%Y-%m-%d").to_string()
}

/// The members, by name.
async fn people<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx) -> Result<Vec<Assignee>> {
    let to_user: RelationDef =
        member::Entity::belongs_to(user::Entity).from(member::Column::UserId).to(user::Column::Id).into();
    let rows: Vec<(UserId, String)> = member::Entity::find()
        .select_only()
        .column(member::Column::UserId)
        .column(user::Column::Name)
        .join(JoinType::InnerJoin, to_user)
        .scoped(ws)
        .limit(MAX_MEMBERS)
        .into_tuple()
        .all(db)
        .await?;
    let ids: Vec<UserId> = rows.iter().map(|(id, _)| *id).collect();
    let mut pictures = avatars::of_all(db, &ids).await?;
    let mut people: Vec<Assignee> =
        rows.into_iter().map(|(id, name)| Assignee { avatar: pictures.remove(&id), id, name }).collect();
    people.sort_by_key(|person| (person.name.to_lowercase(), person.id));
    Ok(people)
}

/// One task with its comments.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn open(ws: &WorkspaceCtx, id: TaskId) -> Result<Task> {
    ws.require(Permission::ViewWorkspace)?;
    let db = ws.db().write();
    let row = tasks::find(db, ws, id).await?;
    let about = row.link_kind.as_deref().zip(row.link_id).map(|(kind, id)| format!("{kind}:{id}")).unwrap_or_default();
    let link = match About::parse(&about) {
        Some(about) => records::find(db, ws, about).await?,
        None => None,
    };
    let made_by = match row.created_by {
        Some(id) => user::Entity::find_by_id(id).one(db).await?.map(|user| user.name),
        None => None,
    };
    Ok(Task {
        id,
        form: TaskForm {
            column: row.column_id.to_string(),
            title: row.title,
            description: row.description,
            assignee: row.assignee.map(|id| id.to_string()).unwrap_or_default(),
            due_on: row.due_on.unwrap_or_default(),
            about,
        },
        link,
        version: row.version,
        made_by,
        made_at: row.created_at,
        comments: comments(db, ws, id).await?,
    })
}

async fn comments<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx, id: TaskId) -> Result<Vec<Comment>> {
    let rows = task_comment::Entity::find()
        .scoped(ws)
        .filter(task_comment::Column::TaskId.eq(id))
        .order_by_asc(task_comment::Column::CreatedAt)
        .order_by_asc(task_comment::Column::Id)
        .limit(MAX_COMMENTS)
        .all(db)
        .await?;
    let ids: Vec<UserId> = rows.iter().filter_map(|row| row.author).collect();
    let users = user::Entity::find().filter(user::Column::Id.is_in(ids.clone())).all(db).await?;
    let pictures = avatars::of_all(db, &ids).await?;
    let author = |id: UserId| {
        let name = users.iter().find(|user| user.id == id)?.name.clone();
        Some(Assignee { id, name, avatar: pictures.get(&id).cloned() })
    };
    let comment = |row: task_comment::Model| Comment {
        id: row.id,
        author: row.author.and_then(author),
        body: row.body,
        at: row.created_at,
    };
    Ok(rows.into_iter().map(comment).collect())
}

/// Writes something about a task.
///
/// # Errors
/// Forbidden; NotFound; Invalid (`body`).
pub async fn comment(ws: &WorkspaceCtx, id: TaskId, body: &str) -> Result<()> {
    ws.require(Permission::EditTasks)?;
    let mut errors = FieldErrors::default();
    let body = check_words(&mut errors, "body", body);
    if body.is_empty() {
        errors.add("body", "Write something first.");
    }
    errors.into_result()?;
    let tx = ws.db().begin().await?;
    let row = tasks::find(&tx, ws, id).await?;
    let written = task_comment::Entity::find().scoped(ws).filter(task_comment::Column::TaskId.eq(id));
    if written.count(&tx).await? >= MAX_COMMENTS {
        return Err(AppError::invalid("body", format!("A task has at most {MAX_COMMENTS} comments.")));
    }
    task_comment::ActiveModel {
        id: Set(TaskCommentId::new()),
        workspace_id: Set(ws.id()),
        task_id: Set(id),
        author: Set(Some(ws.user().id)),
        body: Set(body.clone()),
        created_at: Set(now()),
    }
    .insert(&tx)
    .await?;
    tasks::record(&tx, ws, "task.comment", id, None, Some(json!({ "title": row.title, "comment": body }))).await?;
    tx.commit().await?;
    Ok(())
}
