//! Signed-in devices: listed, ended from elsewhere, never somebody else's.

use mewayz::{
    accounts::{
        rpc::{ListSessions, RevokeOtherSessions, RevokeSession, SignIn, SignOutEverywhere, WhoAmI},
        sessions,
    },
    kernel::{AppError, time},
};

use super::{PASSWORD, account, entry};
use crate::support::{TestApp, session_test};

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
