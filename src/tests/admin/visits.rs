//! Staff in somebody's name: begun, seen on every page, recorded on both sides, ended and told.

use chrono::TimeDelta;
use mewayz::{
    admin::impersonations,
    entity::{audit, impersonation, user},
    kernel::{AppError, id::UserId, time::now},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::support::{Client, Member, TestApp, db_test};

async fn visit(t: &TestApp, staff: UserId, person: UserId) -> Client {
    let client = t.sign_in(staff).await;
    let reply = client.form(&format!("/admin/users/{person}/visit"), &[("reason", "A page looks odd.")]).await;
    assert_eq!(reply.status_code().as_u16(), 303, "{}", reply.text());
    client
}

async fn location(client: &Client, path: &str) -> String {
    let reply = client.get(path).await;
    reply.headers().get("location").and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned()
}

async fn log(t: &TestApp, action: &str) -> Vec<audit::Model> {
    let rows = audit::Entity::find().filter(audit::Column::Action.eq(action));
    rows.all(t.db().write()).await.expect("the log is read")
}

db_test!(staff_sees_with_somebody_elses_eyes_and_stops, |t| async {
    let Member { user, client: own, .. } = t.owner("studio").await;
    let head = t.admin("Head").await;
    let client = visit(&t, head, user).await;
    let page = client.page("/w/studio").await;
    assert!(page.contains("You act in the name of") && page.contains("action=\"/visit/stop\""));
    assert!(!own.page("/w/studio").await.contains("You act in the name of"), "the person sees no banner");
    assert!(location(&client, "/admin").await.is_empty() && client.get("/admin").await.status_code() == 404);
    let create = mewayz::workspaces::rpc::CreateWorkspace { name: "Second".to_owned(), handle: "second".to_owned() };
    client.call(&create).await.expect("staff acts");
    let made = log(&t, "workspace.create").await;
    let made = made.iter().find(|row| row.impersonating.is_some()).expect("it is recorded");
    assert_eq!((made.user_id, made.impersonating), (Some(head), Some(user)), "staff is the actor, in whose name");
    let others = mewayz::accounts::rpc::RevokeOtherSessions {};
    assert!(matches!(client.call(&others).await, Err(AppError::Forbidden(_))), "devices are the person's own");
    let reply = client.form("/visit/stop", &[]).await;
    assert_eq!(reply.headers().get("location").and_then(|to| to.to_str().ok()), Some(&*format!("/admin/users/{user}")));
    assert!(client.page("/admin").await.contains("Overview"), "staff is staff again");
    assert_eq!(client.form("/visit/stop", &[]).await.status_code().as_u16(), 409);
    let mails = t.mails("owner.of.studio@example.com").await;
    assert!(mails.iter().any(|mail| format!("{mail:?}").contains("A page looks odd.")), "the person hears of it");
    let told = own.page("/account/visits").await;
    assert!(told.contains("A page looks odd.") && told.contains("made the workspace") && !told.contains("Head"));
    assert_eq!((log(&t, "user.impersonate").await.len(), log(&t, "user.impersonate_end").await.len()), (1, 1));
});

db_test!(some_may_not_be_visited, |t| async {
    let head = t.admin("Head").await;
    let admin = t.ctx(Some(head)).await.staff().and_then(|staff| staff.require_admin()).expect("an administrator");
    let moderator = t.staff("Moderator").await;
    let person = t.person("Eve").await;
    assert!(matches!(impersonations::begin(&admin, moderator, "To see.").await, Err(AppError::Forbidden(_))));
    assert!(matches!(impersonations::begin(&admin, UserId::new(), "To see.").await, Err(AppError::NotFound(_))));
    assert!(impersonations::begin(&admin, person, " ").await.is_err_and(|error| error.field("reason").is_some()));
    let row = user::ActiveModel { id: Set(person), status: Set("suspended".to_owned()), ..Default::default() };
    row.update(t.db().write()).await.expect("it is stored");
    assert!(matches!(impersonations::begin(&admin, person, "To see.").await, Err(AppError::Forbidden(_))));
});

db_test!(a_visit_ends_with_what_made_it_possible, |t| async {
    let person = t.person("Eve").await;
    let (head, other) = (t.admin("Head").await, t.admin("Other").await);
    let (first, second) = (visit(&t, head, person).await, visit(&t, other, person).await);
    let set_role = async |id: UserId, role: &str| {
        let row = user::ActiveModel { id: Set(id), role: Set(role.to_owned()), ..Default::default() };
        row.update(t.db().write()).await.expect("it is stored");
    };
    assert!(!location(&first, "/account/visits").await.starts_with("/sign-in"));
    set_role(head, "moderator").await;
    assert!(location(&first, "/account/visits").await.starts_with("/sign-in"), "no administrator any more");
    assert!(!location(&second, "/account/visits").await.starts_with("/sign-in"));
    set_role(person, "moderator").await;
    assert!(location(&second, "/account/visits").await.starts_with("/sign-in"), "the person became staff");
});

db_test!(signing_out_ends_the_visit_too, |t| async {
    let person = t.person("Eve").await;
    let head = t.admin("Head").await;
    let client = visit(&t, head, person).await;
    client.call(&mewayz::accounts::rpc::SignOut {}).await.expect("it signs out");
    assert!(location(&client, "/admin").await.starts_with("/sign-in"), "neither the person nor staff");
    assert_eq!(log(&t, "user.impersonate_end").await.len(), 1);
    assert_eq!(t.mails("eve@example.com").await.len(), 1);
});

db_test!(the_clock_ends_a_visit, |t| async {
    let person = t.person("Eve").await;
    let head = t.admin("Head").await;
    visit(&t, head, person).await;
    assert_eq!(impersonations::sweep(&t.system()).await.expect("swept"), 0, "the hour is not over");
    impersonation::Entity::update_many()
        .col_expr(impersonation::Column::Until, Expr::value(now() - TimeDelta::minutes(1)))
        .exec(t.db().write())
        .await
        .expect("an hour passes");
    assert_eq!(impersonations::sweep(&t.system()).await.expect("swept"), 1);
    assert_eq!(impersonations::sweep(&t.system()).await.expect("swept"), 0, "once");
    assert_eq!(t.mails("eve@example.com").await.len(), 1);
});
