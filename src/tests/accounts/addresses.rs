//! Password and address changed by whoever is signed in: with proof, once, and with a way back.

use leptos::server_fn::ServerFn;
use mewayz::{
    accounts::{
        passwords,
        rpc::{
            ResetPassword, SignIn, WhoAmI,
            profile::{AskAddress, ChangePassword, ConfirmAddress, ReadProfile, UndoAddress},
        },
        users,
    },
    entity::email_change,
    kernel::{AppError, time},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::{PASSWORD, account, entry, registration};
use crate::support::{Client, TestApp, db_test, token_of};

const NEW: &str = "another fine password";

fn ask(email: &str) -> AskAddress {
    AskAddress { email: email.to_owned(), password: PASSWORD.to_owned() }
}

async fn signed_in(t: &TestApp, email: &str) -> Client {
    let client = t.stranger();
    client.call(&entry(email, PASSWORD)).await.expect("the password works");
    client
}

db_test!(the_old_password_changes_the_password, |t| async {
    account(&t, "ada@example.com").await;
    let (desk, phone) = (signed_in(&t, "ada@example.com").await, signed_in(&t, "ada@example.com").await);
    let change = |old: &str, password: &str| ChangePassword { old: old.to_owned(), password: password.to_owned() };
    let wrong = desk.call(&change("not it at all", NEW)).await.expect_err("the old one is wrong");
    assert!(wrong.field("old").is_some(), "{wrong:?}");
    let weak = desk.call(&change(PASSWORD, "password")).await.expect_err("the new one is weak");
    assert!(weak.field("password").is_some(), "{weak:?}");
    let same = desk.call(&change(PASSWORD, PASSWORD)).await.expect_err("it is the same");
    assert!(same.field("password").is_some(), "{same:?}");
    assert!(phone.call(&WhoAmI {}).await.unwrap().is_some(), "nothing has changed");

    desk.call(&change(PASSWORD, NEW)).await.expect("it is changed");
    assert!(desk.call(&WhoAmI {}).await.unwrap().is_some(), "this device stays");
    assert_eq!(phone.call(&WhoAmI {}).await.unwrap(), None, "the other is signed out");
    assert!(t.stranger().call(&entry("ada@example.com", PASSWORD)).await.is_err());
    t.stranger().call(&entry("ada@example.com", NEW)).await.expect("the new one works");
    assert!(t.mails("ada@example.com").await.iter().any(|mail| mail.subject == "Your password was changed"));
});

db_test!(a_new_address_counts_once_it_is_confirmed, |t| async {
    account(&t, "ada@example.com").await;
    let client = signed_in(&t, "ada@example.com").await;
    let wrong = AskAddress { email: "new@example.com".to_owned(), password: "not it at all".to_owned() };
    assert!(client.call(&wrong).await.expect_err("no proof").field("password").is_some());
    client.call(&ask("new@example.com")).await.expect("it is asked for");
    assert_eq!(client.call(&ReadProfile {}).await.unwrap().email, "ada@example.com", "nothing has changed yet");
    let link = t.token_in("new@example.com", "Confirm").await;
    t.stranger().call(&ConfirmAddress { token: link.clone() }).await.expect("the link works, on any device");
    assert_eq!(client.call(&ReadProfile {}).await.unwrap().email, "new@example.com");
    let again = t.stranger().call(&ConfirmAddress { token: link }).await;
    assert!(matches!(again, Err(AppError::Gone(_))), "once: {again:?}");
    assert!(t.stranger().call(&entry("ada@example.com", PASSWORD)).await.is_err());
    t.stranger().call(&entry("new@example.com", PASSWORD)).await.expect("the new one signs in");
});

db_test!(the_old_address_takes_the_account_back, |t| async {
    account(&t, "ada@example.com").await;
    let thief = signed_in(&t, "ada@example.com").await;
    thief.call(&ask("thief@example.com")).await.unwrap();
    thief.call(&ConfirmAddress { token: t.token_in("thief@example.com", "Confirm").await }).await.unwrap();
    let undo = t.token_in("ada@example.com", "The e-mail address").await;
    // The thief goes on to a third address and takes their own first step back; the first owner's link still counts.
    thief.call(&ask("third@example.com")).await.unwrap();
    thief.call(&ConfirmAddress { token: t.token_in("third@example.com", "Confirm").await }).await.unwrap();
    // Meanwhile nobody can have the old address.
    t.stranger().call(&registration("ada@example.com")).await.expect("the answer is the same");
    assert!(t.mails("ada@example.com").await.iter().any(|mail| mail.subject.contains("in use already")));

    t.stranger().call(&UndoAddress { token: undo.clone() }).await.expect("the account comes back");
    assert_eq!(thief.call(&WhoAmI {}).await.unwrap(), None, "whoever took it is signed out");
    let found = users::by_email(t.db().write(), &mewayz::kernel::email::Email::parse("ada@example.com").unwrap()).await;
    assert!(found.unwrap().is_some());
    assert!(t.mails("ada@example.com").await.iter().any(|mail| mail.subject == "Choose a new password"));
    assert!(matches!(t.stranger().call(&UndoAddress { token: undo }).await, Err(AppError::Gone(_))), "once");
    let own = t.token_in("thief@example.com", "The e-mail address").await;
    let own = t.stranger().call(&UndoAddress { token: own }).await;
    assert!(matches!(own, Err(AppError::Gone(_))), "the thief's own way back is closed: {own:?}");
});

db_test!(a_taken_address_gives_the_same_answer, |t| async {
    account(&t, "ada@example.com").await;
    account(&t, "grace@example.com").await;
    let client = signed_in(&t, "ada@example.com").await;
    client.call(&ask("grace@example.com")).await.expect("the same answer");
    let waiting = client.call(&ReadProfile {}).await.unwrap().waiting.expect("it looks the same");
    assert_eq!(waiting.email, "grace@example.com");
    let mails = t.mails("grace@example.com").await;
    assert!(mails.iter().any(|mail| mail.subject.contains("in use already")), "{mails:?}");
    assert!(!mails.iter().any(|mail| mail.subject.starts_with("Confirm")), "no link leads to it");
});

db_test!(links_end, |t| async {
    account(&t, "ada@example.com").await;
    let client = signed_in(&t, "ada@example.com").await;
    client.call(&ask("new@example.com")).await.unwrap();
    let link = t.token_in("new@example.com", "Confirm").await;
    client.call(&ask("newer@example.com")).await.unwrap();
    let old = client.call(&ConfirmAddress { token: link }).await;
    assert!(matches!(old, Err(AppError::Gone(_))), "a later wish replaces it: {old:?}");
    let link = t.token_in("newer@example.com", "Confirm").await;
    for row in email_change::Entity::find().all(t.db().write()).await.unwrap() {
        let mut row = row.into_active_model();
        row.expires_at = Set(time::now() - chrono::TimeDelta::seconds(1));
        row.update(t.db().write()).await.unwrap();
    }
    let late = client.call(&ConfirmAddress { token: link }).await;
    assert!(matches!(late, Err(AppError::Gone(_))), "{late:?}");
    assert_eq!(client.call(&ReadProfile {}).await.unwrap().waiting, None);
});

db_test!(of_two_who_confirm_the_same_address_one_wins, |t| async {
    for email in ["ada@example.com", "grace@example.com"] {
        account(&t, email).await;
        signed_in(&t, email).await.call(&ask("shared@example.com")).await.unwrap();
    }
    let mails = t.mails("shared@example.com").await;
    let tokens: Vec<String> = mails.iter().filter_map(token_of).collect();
    assert_eq!(tokens.len(), 2);
    let (one, other) = (t.stranger(), t.stranger());
    let press = |at: usize| ConfirmAddress { token: tokens[at].clone() };
    let (first, second) = (press(0), press(1));
    let (one, other) = tokio::join!(one.call(&first), other.call(&second));
    assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|won| **won).count(), 1, "{one:?} {other:?}");
});

db_test!(one_link_pressed_twice_at_once_works_once, |t| async {
    account(&t, "ada@example.com").await;
    signed_in(&t, "ada@example.com").await.call(&ask("new@example.com")).await.unwrap();
    let token = t.token_in("new@example.com", "Confirm").await;
    let (one, other) = (t.stranger(), t.stranger());
    let press = ConfirmAddress { token };
    let (one, other) = tokio::join!(one.call(&press), other.call(&press));
    assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|won| **won).count(), 1, "{one:?} {other:?}");
    assert_eq!(
        t.mails("ada@example.com").await.iter().filter(|mail| mail.subject.starts_with("The e-mail")).count(),
        1
    );
});

db_test!(a_changed_password_ends_the_session_id_and_the_links_from_before, |t| async {
    account(&t, "ada@example.com").await;
    passwords::forgot(&t.ctx(None).await, "ada@example.com").await.unwrap();
    let link = t.token("ada@example.com").await;
    let desk = t.stranger();
    let post = |path: &str, fields: serde_json::Value| {
        desk.request(axum::http::Method::POST, path).add_header("accept", "application/json").form(&fields)
    };
    let fields = serde_json::json!({ "email": "ada@example.com", "password": PASSWORD });
    let before = post(SignIn::PATH, fields).await.cookie("mewayz").value().to_owned();
    desk.call(&ChangePassword { old: PASSWORD.to_owned(), password: NEW.to_owned() }).await.expect("it is changed");
    assert!(desk.call(&WhoAmI {}).await.unwrap().is_some(), "this device stays, under another id");
    let mut copy = t.stranger();
    copy.server().add_cookie(tower_sessions::cookie::Cookie::new("mewayz", before));
    assert_eq!(copy.call(&WhoAmI {}).await.unwrap(), None, "the id from before is worth nothing");
    let old = t.stranger().call(&ResetPassword { token: link, password: "one more fine password".to_owned() }).await;
    assert!(matches!(old, Err(AppError::Gone(_))), "a link from before neither: {old:?}");
});

db_test!(a_link_that_went_to_the_old_address_opens_nothing_any_more, |t| async {
    account(&t, "ada@example.com").await;
    passwords::forgot(&t.ctx(None).await, "ada@example.com").await.unwrap();
    let link = t.token("ada@example.com").await;
    let client = signed_in(&t, "ada@example.com").await;
    client.call(&ask("new@example.com")).await.unwrap();
    client.call(&ConfirmAddress { token: t.token_in("new@example.com", "Confirm").await }).await.unwrap();
    let old = t.stranger().call(&ResetPassword { token: link, password: NEW.to_owned() }).await;
    assert!(matches!(old, Err(AppError::Gone(_))), "{old:?}");
});

db_test!(the_way_back_is_open_for_a_week, |t| async {
    account(&t, "ada@example.com").await;
    let client = signed_in(&t, "ada@example.com").await;
    client.call(&ask("new@example.com")).await.unwrap();
    client.call(&ConfirmAddress { token: t.token_in("new@example.com", "Confirm").await }).await.unwrap();
    let undo = t.token_in("ada@example.com", "The e-mail address").await;
    for row in email_change::Entity::find().all(t.db().write()).await.unwrap() {
        let until = row.undo_until.expect("it can be undone");
        assert!((6..=7).contains(&(until - time::now()).num_days()), "{until}");
        let mut row = row.into_active_model();
        row.undo_until = Set(Some(time::now() - chrono::TimeDelta::seconds(1)));
        row.update(t.db().write()).await.unwrap();
    }
    let late = t.stranger().call(&UndoAddress { token: undo }).await;
    assert!(matches!(late, Err(AppError::Gone(_))), "{late:?}");
    assert_eq!(client.call(&ReadProfile {}).await.unwrap().email, "new@example.com");
});
