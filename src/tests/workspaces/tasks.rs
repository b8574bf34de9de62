//! The board: tasks made, changed, moved, commented; columns; conflicts; whoever gets one is told.

use mewayz::{
    accounts::notices,
    kernel::{
        AppError,
        id::{TaskColumnId, TaskId},
        permission::Role,
    },
    server::ctx::WorkspaceCtx,
    sites::sites,
    workspaces::{boards, columns, members, tasks, types::tasks::TaskForm},
};

use crate::support::db_test;

fn titled(title: &str) -> TaskForm {
    TaskForm { title: title.to_owned(), ..TaskForm::default() }
}

/// The titles of the board, column by column.
async fn shown(ws: &WorkspaceCtx) -> Vec<Vec<String>> {
    let board = boards::read(ws).await.expect("the board");
    let of = |column: TaskColumnId| {
        board.tasks.iter().filter(|card| card.column == column).map(|card| card.title.clone()).collect()
    };
    board.columns.iter().map(|column| of(column.id)).collect()
}

async fn make(ws: &WorkspaceCtx, titles: &[&str]) -> Vec<TaskId> {
    let mut ids = Vec::new();
    for title in titles {
        ids.push(tasks::create(ws, &titled(title)).await.expect("a task"));
    }
    ids
}

db_test!(a_board_begins_with_three_columns_that_looking_does_not_store, |t| async {
    let owner = t.owner("studio").await;
    let board = boards::read(&owner.ws).await.unwrap();
    let names: Vec<_> = board.columns.iter().map(|column| (column.name.as_str(), column.is_done)).collect();
    assert_eq!(names, [("To do", false), ("Doing", false), ("Done", true)]);
    use sea_orm::{EntityTrait, PaginatorTrait};
    let stored = mewayz::entity::task_column::Entity::find().count(t.db().write()).await.unwrap();
    assert_eq!(stored, 0);
    make(&owner.ws, &["Glaze"]).await;
    assert_eq!(boards::read(&owner.ws).await.unwrap().columns, board.columns, "the same columns, now stored");
});

db_test!(tasks_move_within_and_between_columns, |t| async {
    let ws = t.owner("studio").await.ws;
    let ids = make(&ws, &["a", "b", "c"]).await;
    let board = boards::read(&ws).await.unwrap();
    let (todo, doing) = (board.columns[0].id, board.columns[1].id);
    tasks::place(&ws, ids[2], todo, 0).await.unwrap();
    assert_eq!(shown(&ws).await[0], ["c", "a", "b"]);
    tasks::place(&ws, ids[2], todo, 1).await.unwrap();
    assert_eq!(shown(&ws).await[0], ["a", "c", "b"]);
    tasks::place(&ws, ids[0], doing, 0).await.unwrap();
    tasks::place(&ws, ids[1], doing, 99).await.unwrap();
    assert_eq!(shown(&ws).await, [vec!["c"], vec!["a", "b"], vec![]]);
    tasks::place(&ws, ids[2], doing, 1).await.unwrap();
    assert_eq!(shown(&ws).await[1], ["a", "c", "b"]);
    tasks::delete(&ws, ids[2]).await.unwrap();
    let gone = tasks::place(&ws, ids[2], todo, 0).await;
    assert_eq!(gone, Err(AppError::not_found("task")));
});

db_test!(two_who_change_a_task_conflict_visibly, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = make(&ws, &["Glaze"]).await[0];
    assert_eq!(tasks::change(&ws, id, 1, &titled("Glaze the cups")).await, Ok(2));
    let late = tasks::change(&ws, id, 1, &titled("Glaze the bowls")).await;
    assert!(matches!(late, Err(AppError::Conflict(_))), "{late:?}");
    let task = boards::open(&ws, id).await.unwrap();
    assert_eq!((task.form.title.as_str(), task.version), ("Glaze the cups", 2), "the first change is whole");
    // Moving is no conflict: the words are the same.
    tasks::place(&ws, id, boards::read(&ws).await.unwrap().columns[1].id, 0).await.unwrap();
    assert_eq!(tasks::change(&ws, id, 2, &titled("Glaze all")).await, Ok(3));
    assert_eq!(shown(&ws).await[1], ["Glaze all"], "it stays where it was moved");
});

db_test!(whoever_gets_a_task_is_told_once, |t| async {
    let owner = t.owner("studio").await;
    let editor = t.member(&owner.ws, Role::Editor).await;
    let email = editor.ws.user().email.clone();
    let form = |who: String| TaskForm { assignee: who, due_on: "2026-12-01".to_owned(), ..titled("Glaze") };
    let id = tasks::create(&owner.ws, &form(editor.user.to_string())).await.unwrap();
    tasks::change(&owner.ws, id, 1, &form(editor.user.to_string())).await.unwrap();
    let mails = t.mails(&email).await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].subject.ends_with(": Glaze") && format!("{mails:?}").contains(&format!("/w/studio/tasks/{id}")));
    tasks::create(&editor.ws, &form(editor.user.to_string())).await.unwrap();
    assert_eq!(t.mails(&email).await.len(), 1, "nobody is told of their own doing");
    notices::save(&t.ctx(Some(editor.user)).await, &[]).await.unwrap();
    tasks::create(&owner.ws, &form(editor.user.to_string())).await.unwrap();
    assert_eq!(t.mails(&email).await.len(), 1, "nor who wants no such mails");
    let stranger = t.person("Mallory").await;
    let error = tasks::create(&owner.ws, &form(stranger.to_string())).await.expect_err("no member");
    assert!(error.field("assignee").is_some(), "{error:?}");
    let overdue =
        tasks::create(&owner.ws, &TaskForm { due_on: "2020-01-01".to_owned(), ..titled("Old") }).await.unwrap();
    let card = boards::read(&owner.ws).await.unwrap().tasks.into_iter().find(|card| card.id == overdue).unwrap();
    assert!(card.overdue);
});

db_test!(what_is_typed_is_checked_by_field, |t| async {
    let ws = t.owner("studio").await.ws;
    let rival = t.owner("rival").await.ws;
    let foreign = sites::create(&rival, "Theirs", "", "paper").await.unwrap();
    let site = sites::create(&ws, "Shop", "", "paper").await.unwrap();
    for (field, form) in [
        ("title", titled("  ")),
        ("title", titled(&"x".repeat(121))),
        ("description", TaskForm { description: "x".repeat(4001), ..titled("Glaze") }),
        ("due_on", TaskForm { due_on: "soon".to_owned(), ..titled("Glaze") }),
        ("column", TaskForm { column: TaskColumnId::new().to_string(), ..titled("Glaze") }),
        ("about", TaskForm { about: "kettle:1".to_owned(), ..titled("Glaze") }),
        ("about", TaskForm { about: format!("site:{foreign}"), ..titled("Glaze") }),
    ] {
        let error = tasks::create(&ws, &form).await.expect_err(field);
        assert!(error.field(field).is_some(), "{field}: {error:?}");
    }
    let id = tasks::create(&ws, &TaskForm { about: format!("site:{site}"), ..titled("Pictures") }).await.unwrap();
    let task = boards::open(&ws, id).await.unwrap();
    assert_eq!(task.link.as_ref().map(|record| record.label.as_str()), Some("Site Shop"));
    boards::comment(&ws, id, "  Tomorrow. ").await.unwrap();
    assert!(boards::comment(&ws, id, " ").await.expect_err("empty").field("body").is_some());
    let task = boards::open(&ws, id).await.unwrap();
    assert_eq!(task.comments.len(), 1);
    assert_eq!(task.comments[0].body, "Tomorrow.");
    sites::delete(&ws, site).await.unwrap();
    assert_eq!(boards::open(&ws, id).await.unwrap().link, None, "what is gone is not linked");
});

db_test!(columns_are_added_named_sorted_and_deleted, |t| async {
    let owner = t.owner("studio").await;
    let ws = &owner.ws;
    make(ws, &["a", "b"]).await;
    let later = columns::add(ws, " Some day ").await.unwrap();
    columns::change(ws, later, "Later", false).await.unwrap();
    columns::place(ws, later, 0).await.unwrap();
    let names = async || {
        let board = boards::read(ws).await.unwrap();
        board.columns.into_iter().map(|column| column.name).collect::<Vec<_>>()
    };
    assert_eq!(names().await, ["Later", "To do", "Doing", "Done"]);
    let todo = boards::read(ws).await.unwrap().columns[1].id;
    for wrong in ["", &todo.to_string(), &TaskColumnId::new().to_string()] {
        assert!(columns::delete(ws, todo, wrong).await.expect_err(wrong).field("into").is_some());
    }
    columns::delete(ws, todo, &later.to_string()).await.unwrap();
    assert_eq!(names().await, ["Later", "Doing", "Done"]);
    assert_eq!(shown(ws).await[0], ["a", "b"], "no task is lost");
    let editor = t.member(ws, Role::Editor).await;
    assert!(matches!(columns::add(&editor.ws, "Mine").await, Err(AppError::Forbidden(_))));
});

db_test!(tasks_of_another_workspace_do_not_exist, |t| async {
    let (ada, bob) = (t.owner("ada").await, t.owner("bob").await);
    let id = make(&bob.ws, &["Secret"]).await[0];
    let column = boards::read(&bob.ws).await.unwrap().columns[0].id;
    let missing = AppError::not_found("task");
    make(&ada.ws, &["Mine"]).await;
    assert_eq!(boards::open(&ada.ws, id).await.expect_err("theirs"), missing);
    assert_eq!(tasks::change(&ada.ws, id, 1, &titled("Mine")).await, Err(missing.clone()));
    assert_eq!(tasks::delete(&ada.ws, id).await, Err(missing.clone()));
    assert_eq!(boards::comment(&ada.ws, id, "Hello").await, Err(missing));
    assert_eq!(tasks::place(&ada.ws, id, column, 0).await, Err(AppError::not_found("column")));
    assert_eq!(columns::change(&ada.ws, column, "Mine", false).await, Err(AppError::not_found("column")));
    assert_eq!(shown(&ada.ws).await.concat(), ["Mine"]);
    let viewer = t.member(&ada.ws, Role::Viewer).await;
    assert!(matches!(tasks::create(&viewer.ws, &titled("No")).await, Err(AppError::Forbidden(_))));
    assert_eq!(shown(&viewer.ws).await.concat(), ["Mine"], "a viewer looks");
    members::team(&viewer.ws).await.unwrap();
});
