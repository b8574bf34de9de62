//! Known devices: the owner of an account hears of a browser that is new to it, and of nothing else.

use mewayz::{accounts::rpc::SignOut, entity::device};
use sea_orm::EntityTrait;

use super::{PASSWORD, account, entry, registration};
use crate::support::{TestApp, db_test};

async fn told(t: &TestApp, email: &str) -> usize {
    t.mails(email).await.iter().filter(|mail| mail.subject == "New sign-in").count()
}

db_test!(a_browser_that_is_new_to_the_account_is_told, |t| async {
    account(&t, "ada@example.com").await;
    let (desk, phone) = (t.stranger(), t.stranger());
    desk.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    assert_eq!(told(&t, "ada@example.com").await, 0, "the first one is the person");
    desk.call(&SignOut {}).await.unwrap();
    desk.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    assert_eq!(told(&t, "ada@example.com").await, 0, "it is known, also after signing out");
    phone.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    assert_eq!(told(&t, "ada@example.com").await, 1, "the second one is new");
    phone.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    assert_eq!(told(&t, "ada@example.com").await, 1, "and known from now on");
    let mails = t.mails("ada@example.com").await;
    let text = format!("{:?}", mails.last().unwrap().parts);
    assert!(text.contains("Firefox on Linux") && text.contains("/account/security"), "{text}");
});

db_test!(registering_is_no_new_device, |t| async {
    let browser = t.stranger();
    browser.call(&registration("ada@example.com")).await.unwrap();
    let token = t.token("ada@example.com").await;
    browser.call(&mewayz::accounts::rpc::VerifyEmail { token, next: None }).await.unwrap();
    assert_eq!(told(&t, "ada@example.com").await, 0);
});

db_test!(what_is_stored_joins_no_accounts, |t| async {
    account(&t, "ada@example.com").await;
    account(&t, "grace@example.com").await;
    let browser = t.stranger();
    let path = <mewayz::accounts::rpc::SignIn as leptos::server_fn::ServerFn>::PATH;
    let reply = browser.form(path, &[("email", "ada@example.com"), ("password", PASSWORD)]).await;
    let cookie = reply.cookie("mewayz-device");
    browser.call(&entry("grace@example.com", PASSWORD)).await.unwrap();
    let rows = device::Entity::find().all(t.db().write()).await.unwrap();
    assert_eq!(rows.len(), 2);
    assert_ne!(rows[0].token_hash, rows[1].token_hash, "one browser, two accounts");
    assert!(!format!("{rows:?}").contains(cookie.value()));
});

db_test!(strangers_get_no_cookie, |t| async {
    let reply = t.stranger().get("/sign-in").await;
    assert!(reply.maybe_cookie("mewayz-device").is_none());
    let path = <mewayz::accounts::rpc::SignIn as leptos::server_fn::ServerFn>::PATH;
    let reply = t.stranger().form(path, &[("email", "ada@example.com"), ("password", "wrong password")]).await;
    assert!(reply.maybe_cookie("mewayz-device").is_none(), "not for a wrong password either");
});
