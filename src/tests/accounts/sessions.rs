//! Signed-in devices: listed, ended from elsewhere, never somebody else's.

use mewayz::{
    accounts::{
        rpc::{ListSessions, RevokeOtherSessions, RevokeSession, SignIn, SignOutEverywhere, WhoAmI},
        sessions,
    },
    entity::{audit, session},
    kernel::{AppError, time},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{PASSWORD, account, age_proofs, entry};
use crate::support::{TestApp, db_test, session_test};

session_test!(one_device_ends_another, |t| async {
    account(&t, "ada@example.com").await;
    let (desk, phone) = (t.stranger(), t.stranger());
    desk.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    phone.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    let list = desk.call(&ListSessions {}).await.unwrap();
    assert_eq!(list.iter().map(|row| row.current).collect::<Vec<_>>(), [true, false]);
    assert_eq!(list[0].device, "Firefox on Linux");
    desk.call(&RevokeSession { session: list[1].id }).await.expect("it is one's own");
    assert_eq!(phone.call(&WhoAmI {}).await.unwrap(), None);
    assert_eq!(phone.call(&ListSessions {}).await, Err(AppError::Unauthenticated));
    assert!(desk.call(&WhoAmI {}).await.unwrap().is_some());
});

session_test!(all_other_devices_end, |t| async {
    account(&t, "ada@example.com").await;
    let browsers = [t.stranger(), t.stranger(), t.stranger()];
    for browser in &browsers {
        browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    }
    let somebody_else = t.sign_in(t.person("Grace Hopper").await).await;
    assert_eq!(browsers[0].call(&RevokeOtherSessions {}).await, Ok(2));
    assert!(browsers[0].call(&WhoAmI {}).await.unwrap().is_some());
    assert_eq!(browsers[1].call(&WhoAmI {}).await.unwrap(), None);
    assert_eq!(browsers[2].call(&WhoAmI {}).await.unwrap(), None);
    assert!(somebody_else.call(&WhoAmI {}).await.unwrap().is_some(), "only one's own devices");
    assert_eq!(browsers[0].call(&ListSessions {}).await.unwrap().len(), 1, "and only they are listed");
});

session_test!(a_session_of_somebody_else_is_not_found, |t| async {
    account(&t, "ada@example.com").await;
    let ada = t.stranger();
    ada.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    let target = ada.call(&ListSessions {}).await.unwrap()[0].id;
    let other = t.sign_in(t.person("Grace Hopper").await).await;
    assert_eq!(other.call(&RevokeSession { session: target }).await, Err(AppError::not_found("session")));
    assert!(ada.call(&WhoAmI {}).await.unwrap().is_some());
});

session_test!(a_session_ends_by_time_and_is_swept, |t| async {
    let user = t.person("Ada Lovelace").await;
    let browser = t.sign_in(user).await;
    assert!(browser.call(&WhoAmI {}).await.unwrap().is_some());
    t.change_sessions(|row| row.expires_at = time::now() - chrono::TimeDelta::seconds(1)).await;
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None);
    sessions::sweep(&t.system()).await.unwrap();
    assert!(t.kept_sessions().await.is_empty());
});

session_test!(cookies_are_not_kept, |t| async {
    account(&t, "ada@example.com").await;
    let reply = t.stranger().form(
        <mewayz::accounts::rpc::SignIn as leptos::server_fn::ServerFn>::PATH,
        &[("email", "ada@example.com"), ("password", PASSWORD)],
    );
    let cookie = reply.await.cookie("mewayz").value().to_owned();
    let rows = t.kept_sessions().await;
    assert!(!rows.is_empty() && !format!("{rows:?}").contains(&cookie));
    if t.app().config().redis_url().is_some() {
        let all = t.redis_text().await;
        assert!(all.contains(&rows[0].key_hash) && !all.contains(&cookie), "{all}");
    }
});

/// Makes every session look as if it had last been used so many minutes ago.
async fn leave_alone(t: &TestApp, minutes: i64) {
    t.change_sessions(|row| row.last_seen_at = time::now() - chrono::TimeDelta::minutes(minutes)).await;
}

session_test!(a_session_that_nobody_uses_ends, |t| async {
    account(&t, "ada@example.com").await;
    let (desk, kept) = (t.stranger(), t.stranger());
    desk.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    kept.call(&SignIn { remember: true, ..entry("ada@example.com", PASSWORD) }).await.unwrap();
    leave_alone(&t, 119).await;
    assert!(desk.call(&WhoAmI {}).await.unwrap().is_some(), "within two hours it goes on");
    leave_alone(&t, 121).await;
    assert_eq!(kept.call(&ListSessions {}).await.unwrap().len(), 1, "the list does not show it any more");
    assert_eq!(desk.call(&WhoAmI {}).await.unwrap(), None, "after two hours it has ended");
    assert!(kept.call(&WhoAmI {}).await.unwrap().is_some(), "whoever asked to stay signed in stays");

    let t = t.variant(|config| config.sign_in.idle_minutes = 10);
    let desk = t.stranger();
    desk.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    leave_alone(&t, 11).await;
    if t.app().config().redis_url().is_none() {
        assert_eq!(sessions::sweep(&t.system()).await.unwrap(), 1, "the operator's own time counts");
    }
    assert_eq!(desk.call(&WhoAmI {}).await.unwrap(), None);
});

session_test!(signing_out_everywhere_ends_this_device_too, |t| async {
    account(&t, "ada@example.com").await;
    let (desk, phone) = (t.stranger(), t.stranger());
    for browser in [&desk, &phone] {
        browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    }
    let somebody_else = t.sign_in(t.person("Grace Hopper").await).await;
    desk.call(&SignOutEverywhere {}).await.unwrap();
    assert_eq!(desk.call(&WhoAmI {}).await.unwrap(), None);
    assert_eq!(phone.call(&WhoAmI {}).await.unwrap(), None);
    assert!(somebody_else.call(&WhoAmI {}).await.unwrap().is_some());
});

db_test!(a_session_lives_as_long_as_was_asked_for, |t| async {
    account(&t, "ada@example.com").await;
    for (remember, hours) in [(false, 12), (true, 30 * 24)] {
        let browser = t.stranger();
        browser.call(&SignIn { remember, ..entry("ada@example.com", PASSWORD) }).await.unwrap();
        let rows = session::Entity::find().all(t.db().write()).await.unwrap();
        let row = rows.iter().find(|row| row.user_id.is_some() && row.remembered == remember).expect("it is stored");
        let left = (row.expires_at - time::now()).num_minutes();
        assert!((hours * 60 - 5..=hours * 60).contains(&left), "remember {remember}: {left} minutes");
        // Using it does not prolong it: the person signs in again one day.
        leave_alone(&t, 60).await;
        browser.call(&WhoAmI {}).await.unwrap().expect("it goes on");
        let later = session::Entity::find_by_id(row.id).one(t.db().write()).await.unwrap().expect("the same one");
        assert!(later.last_seen_at > row.last_seen_at - chrono::TimeDelta::minutes(1), "it was used");
        let moved = (later.expires_at - row.expires_at).num_seconds();
        assert_eq!(moved, 0, "remember {remember}: it ends when it was to end");
    }
});

db_test!(ending_other_devices_needs_a_fresh_proof, |t| async {
    account(&t, "ada@example.com").await;
    let (desk, phone) = (t.stranger(), t.stranger());
    for browser in [&desk, &phone] {
        browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    }
    let list = desk.call(&ListSessions {}).await.unwrap();
    age_proofs(&t).await;
    assert_eq!(desk.call(&RevokeSession { session: list[1].id }).await, Err(AppError::Unproved));
    assert_eq!(desk.call(&RevokeOtherSessions {}).await, Err(AppError::Unproved));
    assert!(phone.call(&WhoAmI {}).await.unwrap().is_some(), "a borrowed browser signs nobody out");
    let path = <RevokeOtherSessions as leptos::server_fn::ServerFn>::PATH;
    let reply = desk.form(path, &[]).await;
    assert_eq!(reply.header("location").to_str().unwrap(), "/confirm?next=%2Faccount%2Fsecurity");
});

session_test!(the_operator_ends_sessions_of_one_or_of_all, |t| async {
    for email in ["ada@example.com", "grace@example.com"] {
        account(&t, email).await;
    }
    let (ada, phone, grace) = (t.stranger(), t.stranger(), t.stranger());
    for (browser, email) in [(&ada, "ada@example.com"), (&phone, "ada@example.com"), (&grace, "grace@example.com")] {
        browser.call(&entry(email, PASSWORD)).await.unwrap();
    }
    assert_eq!(sessions::end_by_operator(&t.system(), Some(" Ada@example.com")).await, Ok(2));
    for browser in [&ada, &phone] {
        assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None);
    }
    assert!(grace.call(&WhoAmI {}).await.unwrap().is_some(), "nobody else");
    let unknown = sessions::end_by_operator(&t.system(), Some("nobody@example.com")).await;
    assert_eq!(unknown, Err(AppError::not_found("person")), "a slip of the pen does not end everybody's");
    ada.call(&entry("ada@example.com", PASSWORD)).await.expect("the account itself is as it was");
    assert_eq!(sessions::end_by_operator(&t.system(), None).await, Ok(2));
    assert_eq!(grace.call(&WhoAmI {}).await.unwrap(), None);
    let written = audit::Entity::find().filter(audit::Column::Action.eq("session.end_by_operator"));
    assert_eq!(written.count(t.db().write()).await.unwrap(), 2);
});

db_test!(pages_of_a_workspace_have_a_way_out, |t| async {
    let owner = t.owner("studio").await.client;
    let form = format!("action=\"{}\"", <mewayz::accounts::rpc::SignOut as leptos::server_fn::ServerFn>::PATH);
    for path in ["/account/security", "/w/studio", "/w/studio/tasks", "/w/studio/settings", "/w/studio/media"] {
        assert!(owner.page(path).await.contains(&form), "{path}");
    }
});
