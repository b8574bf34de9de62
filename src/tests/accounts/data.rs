//! A copy of all that somebody has here, and the end of an account: nothing of it is left.

use std::io::Read;

use bytes::Bytes;
use mewayz::{
    accounts::{
        deletions, exports,
        rpc::{
            WhoAmI,
            data::{AskExport, DeleteAccount, KeepAccount, ReadMyData},
            profile::{AskAddress, ConfirmAddress, RenameMe},
        },
    },
    entity::{account_deletion, audit, data_export, user},
    kernel::{
        AppError,
        id::{ExportId, UserId},
        permission::Role,
        time,
    },
    media::images,
    server::erasure,
    workspaces::{boards, invitations, tasks, types::tasks::TaskForm, workspaces},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait, Statement};

use super::{PASSWORD, entry};
use crate::{
    media::png,
    sites::{link, online},
    support::{TestApp, db_test},
    workspaces::owners::founder,
};

async fn made(t: &TestApp) -> ExportId {
    let row = data_export::Entity::find().one(t.db().write()).await.unwrap().expect("a copy was asked for");
    exports::make(&t.system(), row.id).await.expect("it is made");
    exports::make(&t.system(), row.id).await.expect("twice is no fault");
    row.id
}

db_test!(the_copy_holds_what_is_mine_and_no_secret, |t| async {
    let ada = founder(&t, "ada@example.com").await;
    online(&ada.ws, "", vec![link("Shop", "https://example.com/shop")]).await;
    images::upload(&ada.ws, "cup.png", Bytes::from(png(64, 64))).await.unwrap();
    let rival = t.owner("rival").await;
    online(&rival.ws, "", vec![link("Rival shop", "https://example.com/rival")]).await;
    ada.client.call(&AskExport {}).await.expect("it is asked for");
    ada.client.call(&AskExport {}).await.expect("twice is one");
    assert_eq!(data_export::Entity::find().count(t.db().write()).await.unwrap(), 1);
    assert_eq!(ada.client.call(&ReadMyData {}).await.unwrap().exports[0].bytes, None, "it is being made");
    let id = made(&t).await;
    assert!(t.mails("ada@example.com").await.iter().any(|mail| mail.subject.contains("copy of your data")));

    let path = format!("/account/exports/{id}");
    assert_eq!(t.stranger().get(&path).await.status_code().as_u16(), 401);
    assert_eq!(rival.client.get(&path).await.status_code().as_u16(), 404, "it is nobody else's");
    let reply = ada.client.get(&path).await;
    assert_eq!(reply.status_code().as_u16(), 200);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(reply.as_bytes().to_vec())).expect("it is an archive");
    let mut whole = String::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        if file.name().ends_with(".json") {
            let mut text = String::new();
            file.read_to_string(&mut text).expect("it is text");
            serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|error| panic!("{}: {error}", file.name()));
            whole += &text;
        }
    }
    let names: Vec<&str> = archive.file_names().collect();
    let handle = workspaces::open(&ada.ws).await.unwrap().handle;
    for wanted in ["profile.json", "account/session.json", "account/member.json", "account/audit.json"] {
        assert!(names.contains(&wanted), "{wanted} is missing: {names:?}");
    }
    for table in ["site", "block", "media", "person", "message", "tally"] {
        assert!(names.contains(&format!("workspaces/{handle}/{table}.json").as_str()), "{table}: {names:?}");
    }
    assert!(names.iter().any(|name| name.ends_with(".webp")), "pictures come along: {names:?}");
    assert!(whole.contains("ada@example.com") && whole.contains("https://example.com/shop"));
    for secret in ["$argon2", "password_hash", "key_hash", "token_hash", "Rival shop", "rival@", "Owner of rival"] {
        assert!(!whole.contains(secret), "{secret} is in the copy");
    }
});

db_test!(copies_end_after_a_week, |t| async {
    let ada = founder(&t, "ada@example.com").await;
    ada.client.call(&AskExport {}).await.unwrap();
    let id = made(&t).await;
    let file = t.folder().join(format!("files/exports/{}/{id}.zip", ada.user));
    assert!(file.exists(), "it lies in private storage");
    let mut row = data_export::ActiveModel { id: Set(id), ..Default::default() };
    row.expires_at = Set(time::now() - chrono::TimeDelta::seconds(1));
    row.update(t.db().write()).await.unwrap();
    assert_eq!(ada.client.get(&format!("/account/exports/{id}")).await.status_code().as_u16(), 404);
    exports::sweep(&t.system()).await.unwrap();
    assert!(!file.exists() && ada.client.call(&ReadMyData {}).await.unwrap().exports.is_empty());
});

fn ending(password: &str, with_workspaces: bool) -> DeleteAccount {
    DeleteAccount { password: password.to_owned(), with_workspaces }
}

db_test!(deleting_waits_and_signing_in_can_keep_the_account, |t| async {
    let ada = founder(&t, "ada@example.com").await;
    let handle = workspaces::open(&ada.ws).await.unwrap().handle;
    online(&ada.ws, "", vec![link("Shop", "https://example.com/shop")]).await;
    assert!(ada.client.call(&ending("no", true)).await.expect_err("no proof").field("password").is_some());
    let owned = ada.client.call(&ending(PASSWORD, false)).await.expect_err("a workspace is left");
    assert!(owned.field("with_workspaces").is_some_and(|why| why.contains("Ada Lovelace")), "{owned:?}");
    ada.client.call(&ending(PASSWORD, true)).await.expect("it is asked for");
    assert_eq!(ada.client.call(&WhoAmI {}).await.unwrap(), None, "signed out everywhere");
    assert!(t.mails("ada@example.com").await.iter().any(|mail| mail.subject.contains("will be deleted")));
    let page = format!("/@{handle}");
    assert_eq!(t.stranger().get(&page).await.status_code().as_u16(), 410);
    assert_eq!(deletions::erase_due(&t.system()).await.unwrap(), 0, "not before its time");

    let again = t.stranger();
    again.call(&entry("ada@example.com", PASSWORD)).await.expect("signing in works");
    let sent = again.get(&format!("/w/{handle}")).await;
    assert_eq!(sent.headers().get("location").and_then(|to| to.to_str().ok()), Some("/account/leaving"));
    assert!(again.page("/account/leaving").await.contains("Keep my account"));
    again.call(&KeepAccount {}).await.expect("it is kept");
    assert_eq!(account_deletion::Entity::find().count(t.db().write()).await.unwrap(), 0);
    again.page(&format!("/w/{handle}")).await;
    t.stranger().page(&page).await;
});

/// Every text of the whole database in which a word stands.
async fn places(t: &TestApp, word: &str) -> Vec<String> {
    let db = t.db().write();
    let backend = db.get_database_backend();
    let mut out = Vec::new();
    for column in erasure::columns(db).await.unwrap().into_iter().filter(erasure::is_text) {
        let (table, name) = (&column.table, &column.name);
        let text = match backend {
            sea_orm::DbBackend::Postgres => format!("\"{name}\"::text"),
            _ => format!("CAST(\"{name}\" AS TEXT)"),
        };
        let sql = format!("SELECT 1 FROM \"{table}\" WHERE {text} LIKE '%{word}%' LIMIT 1");
        if db.query_one_raw(Statement::from_string(backend, sql)).await.unwrap().is_some() {
            out.push(format!("{table}.{name}"));
        }
    }
    out
}

async fn due(t: &TestApp, id: UserId) {
    let mut row = account_deletion::ActiveModel { user_id: Set(id), ..Default::default() };
    row.erase_at = Set(time::now() - chrono::TimeDelta::seconds(1));
    row.update(t.db().write()).await.expect("a deletion");
}

db_test!(nothing_of_the_person_is_left, |t| async {
    let zoe = founder(&t, "zoe.canary@example.com").await;
    let name = "Zoecanary Quux";
    zoe.client.call(&RenameMe { name: name.to_owned() }).await.unwrap();
    // Traces with others: a membership by invitation, a task, a comment, a removed role, another address.
    let host = t.owner("host").await;
    invitations::invite(&host.ws, "zoe.canary@example.com", "editor").await.unwrap();
    t.join(host.ws.id(), zoe.user, Role::Editor).await;
    let ws = t.ctx(Some(zoe.user)).await.workspace(host.ws.id()).await.unwrap();
    let form = TaskForm { assignee: zoe.user.to_string(), title: "Glaze".to_owned(), ..TaskForm::default() };
    let task = tasks::create(&host.ws, &form).await.unwrap();
    boards::comment(&ws, task, "Tomorrow.").await.unwrap();
    invitations::invite(
        &t.ctx(Some(zoe.user)).await.workspace(zoe.ws.id()).await.unwrap(),
        "guest@example.com",
        "viewer",
    )
    .await
    .unwrap();
    zoe.client
        .call(&AskAddress { email: "zoe.second@example.com".to_owned(), password: PASSWORD.to_owned() })
        .await
        .unwrap();
    let token = t.token_in("zoe.second@example.com", "Confirm").await;
    zoe.client.call(&ConfirmAddress { token }).await.unwrap();
    assert!(places(&t, "zoe.canary@").await.len() > 3 && places(&t, "Zoecanary").await.len() > 2, "there are traces");

    zoe.client.call(&ending(PASSWORD, true)).await.expect("it is asked for");
    due(&t, zoe.user).await;
    assert_eq!(deletions::erase_due(&t.system()).await.unwrap(), 1);
    for word in ["zoe.canary@", "zoe.second@", "Zoecanary"] {
        assert_eq!(places(&t, word).await, Vec::<String>::new(), "{word} is left");
    }
    assert!(user::Entity::find_by_id(zoe.user).one(t.db().write()).await.unwrap().is_none());
    let own = audit::Entity::find().all(t.db().write()).await.unwrap();
    assert!(own.iter().all(|row| row.user_id != Some(zoe.user)), "the audit log has lost the person");
    let comments = boards::open(&host.ws, task).await.unwrap().comments;
    assert_eq!((comments.len(), comments[0].author.clone()), (1, None), "what was said stays, nameless");
    assert!(t.stranger().call(&entry("zoe.second@example.com", PASSWORD)).await.is_err());
    let gone = zoe.client.call(&ReadMyData {}).await;
    assert_eq!(gone, Err(AppError::Unauthenticated));
});
