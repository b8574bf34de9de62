//! Links from mails: used once, for a time, by one of two.

use mewayz::{
    accounts::{
        passwords,
        rpc::{LookAtLink, ResetPassword, VerifyEmail},
        types::{LinkKind, SignedIn},
        verification,
    },
    entity::user_token,
    kernel::{AppError, time},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::{PASSWORD, account, entry, registration};
use crate::support::{TestApp, db_test};

const NEW: &str = "another fine password";

async fn age(t: &TestApp) {
    for row in user_token::Entity::find().all(t.db().write()).await.unwrap() {
        let mut row = row.into_active_model();
        row.expires_at = Set(time::now() - chrono::TimeDelta::seconds(1));
        row.update(t.db().write()).await.unwrap();
    }
}

fn gone<T: std::fmt::Debug>(answer: Result<T, AppError>) -> String {
    match answer {
        Err(AppError::Gone(why)) => why,
        other => panic!("it should be gone: {other:?}"),
    }
}

db_test!(a_link_to_confirm_works_once, |t| async {
    t.stranger().call(&registration("ada@example.com")).await.unwrap();
    let token = t.token("ada@example.com").await;
    let link = LookAtLink { kind: LinkKind::Verify, token: token.clone() };
    assert_eq!(t.stranger().call(&link).await.expect("looking uses nothing up").email, "ada@example.com");
    t.stranger().call(&VerifyEmail { token: token.clone(), next: None }).await.expect("the first use");
    let why = gone(t.stranger().call(&VerifyEmail { token, next: None }).await);
    assert!(why.contains("used already"), "{why}");
});

db_test!(an_old_link_is_refused_and_says_so, |t| async {
    t.stranger().call(&registration("ada@example.com")).await.unwrap();
    age(&t).await;
    let token = t.token("ada@example.com").await;
    let why = gone(t.stranger().call(&VerifyEmail { token, next: None }).await);
    assert!(why.contains("older than a day"), "{why}");

    account(&t, "grace@example.com").await;
    passwords::forgot(&t.ctx(None).await, "grace@example.com").await.unwrap();
    age(&t).await;
    let token = t.token("grace@example.com").await;
    let why = gone(t.stranger().call(&ResetPassword { token, password: NEW.to_owned() }).await);
    assert!(why.contains("30 minutes"), "{why}");
});

db_test!(a_link_of_one_kind_opens_no_other_door, |t| async {
    t.stranger().call(&registration("ada@example.com")).await.unwrap();
    let token = t.token("ada@example.com").await;
    gone(t.stranger().call(&ResetPassword { token, password: NEW.to_owned() }).await);
    gone(t.stranger().call(&VerifyEmail { token: "made-up".to_owned(), next: None }).await);
});

db_test!(a_newer_link_ends_the_older_one, |t| async {
    account(&t, "grace@example.com").await;
    passwords::forgot(&t.ctx(None).await, "grace@example.com").await.unwrap();
    let older = t.token("grace@example.com").await;
    passwords::forgot(&t.ctx(None).await, "grace@example.com").await.unwrap();
    let newer = t.token("grace@example.com").await;
    assert_ne!(older, newer);
    gone(t.stranger().call(&ResetPassword { token: older, password: NEW.to_owned() }).await);
    t.stranger().call(&ResetPassword { token: newer, password: NEW.to_owned() }).await.expect("the newer link works");
});

db_test!(of_two_who_use_a_link_at_once_one_succeeds, |t| async {
    for round in 0..5 {
        let email = format!("ada{round}@example.com");
        t.stranger().call(&registration(&email)).await.unwrap();
        let token = t.token(&email).await;
        let (one, two) = (t.ctx(None).await, t.ctx(None).await);
        let (first, second) = tokio::join!(verification::verify(&one, &token), verification::verify(&two, &token));
        assert_eq!([&first, &second].iter().filter(|answer| answer.is_ok()).count(), 1, "{first:?} {second:?}");
        gone(if first.is_ok() { second } else { first });
    }
});

db_test!(of_two_resets_with_one_link_one_succeeds, |t| async {
    let id = account(&t, "grace@example.com").await;
    passwords::forgot(&t.ctx(None).await, "grace@example.com").await.unwrap();
    let token = t.token("grace@example.com").await;
    let (one, two) = (t.ctx(None).await, t.ctx(None).await);
    let (first, second) = tokio::join!(
        passwords::reset(&one, &token, "first fine password"),
        passwords::reset(&two, &token, "second fine password")
    );
    let winner = match (&first, &second) {
        (Ok(SignedIn::Yes(user)), Err(AppError::Gone(_))) if *user == id => "first fine password",
        (Err(AppError::Gone(_)), Ok(SignedIn::Yes(user))) if *user == id => "second fine password",
        other => panic!("one of two: {other:?}"),
    };
    let entered = t.stranger();
    entered.call(&entry("grace@example.com", winner)).await.expect("the winner's password counts");
});

db_test!(tokens_are_stored_as_hashes, |t| async {
    t.stranger().call(&registration("ada@example.com")).await.unwrap();
    let token = t.token("ada@example.com").await;
    let rows = user_token::Entity::find().all(t.db().write()).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert!(!format!("{rows:?}").contains(&token) && rows[0].token_hash.len() == 64, "{rows:?}");
    assert!(!format!("{rows:?}").contains(PASSWORD));
});
