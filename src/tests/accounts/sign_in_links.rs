//! Sign-in links: once, for 15 minutes, opening is not using, and nobody learns who has an account.

use leptos::server_fn::ServerFn;
use mewayz::{
    accounts::{
        rpc::{
            WhoAmI,
            links::{AskSignInLink, UseSignInLink},
            second_step::EnterCode,
        },
        sign_in_links,
        sign_ins::Wish,
        types::SignedIn,
    },
    entity::{user, user_token},
    kernel::{AppError, time},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::{PASSWORD, account, code, entry, registration, set_up};
use crate::support::{Reply, TestApp, db_test};

async fn ask(t: &TestApp, email: &str) {
    t.stranger().call(&AskSignInLink { email: email.to_owned(), next: None }).await.expect("the answer is the same");
}

fn with(token: String) -> UseSignInLink {
    UseSignInLink { token, remember: false, next: None }
}

fn gone<T: std::fmt::Debug>(answer: Result<T, AppError>) -> String {
    match answer {
        Err(AppError::Gone(why)) => why,
        other => panic!("it should be gone: {other:?}"),
    }
}

db_test!(a_link_signs_in_once, |t| async {
    let id = account(&t, "ada@example.com").await;
    ask(&t, "ada@example.com").await;
    let token = t.token("ada@example.com").await;
    let browser = t.stranger();
    let page = browser.page(&format!("/sign-in/link?token={token}")).await;
    assert!(page.contains("ada@example.com"));
    browser.page(&format!("/sign-in/link?token={token}")).await;
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None, "opening it signs nobody in");
    browser.call(&with(token.clone())).await.expect("the button does");
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap().map(|me| me.id), Some(id));
    let why = gone(t.stranger().call(&with(token)).await);
    assert!(why.contains("used already"), "{why}");
});

db_test!(an_old_link_and_a_made_up_one_are_refused, |t| async {
    account(&t, "ada@example.com").await;
    ask(&t, "ada@example.com").await;
    for row in user_token::Entity::find().all(t.db().write()).await.unwrap() {
        let minutes = (row.expires_at - row.created_at).num_minutes();
        assert_eq!(minutes, 15);
        let mut row = row.into_active_model();
        row.expires_at = Set(time::now() - chrono::TimeDelta::seconds(1));
        row.update(t.db().write()).await.unwrap();
    }
    let why = gone(t.stranger().call(&with(t.token("ada@example.com").await)).await);
    assert!(why.contains("15 minutes"), "{why}");
    gone(t.stranger().call(&with("made-up".to_owned())).await);
});

db_test!(of_two_who_use_a_link_at_once_one_gets_in, |t| async {
    let id = account(&t, "ada@example.com").await;
    for _ in 0..3 {
        ask(&t, "ada@example.com").await;
        let token = t.token("ada@example.com").await;
        let (one, two) = (t.ctx(None).await, t.ctx(None).await);
        let (first, second) = tokio::join!(
            sign_in_links::enter(&one, &token, Wish::default()),
            sign_in_links::enter(&two, &token, Wish::default())
        );
        let got_in = [&first, &second].iter().filter(|done| ***done == Ok(SignedIn::Yes(id))).count();
        assert_eq!(got_in, 1, "{first:?} {second:?}");
    }
});

db_test!(it_is_a_first_factor_only, |t| async {
    let user = account(&t, "ada@example.com").await;
    let browser = t.stranger();
    browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    set_up(&t, &browser, user).await;
    ask(&t, "ada@example.com").await;
    let fresh = t.stranger();
    fresh.call(&with(t.token("ada@example.com").await)).await.expect("the link works");
    assert_eq!(fresh.call(&WhoAmI {}).await.unwrap(), None);
    fresh.call(&EnterCode { code: code(&t, user, 0).await }).await.expect("the code is asked for");
    assert!(fresh.call(&WhoAmI {}).await.unwrap().is_some());
});

/// What a stranger can see of an answer.
fn seen(reply: &Reply) -> (u16, String, Vec<(String, String)>) {
    let told = |name: &str| !["date", "set-cookie", "x-request-id", "server-timing"].contains(&name);
    let headers = reply.iter_headers().map(|(name, value)| (name.to_string(), value.to_str().unwrap_or("").to_owned()));
    (reply.status_code().as_u16(), reply.text(), headers.filter(|(name, _)| told(name)).collect())
}

db_test!(known_and_unknown_addresses_get_the_same_answer, |t| async {
    account(&t, "known@example.com").await;
    t.stranger().call(&registration("waiting@example.com")).await.unwrap();
    let suspended = account(&t, "suspended@example.com").await;
    user::ActiveModel { id: Set(suspended), status: Set("suspended".to_owned()), ..Default::default() }
        .update(t.db().write())
        .await
        .unwrap();
    let post = async |email: &str| seen(&t.stranger().form(AskSignInLink::PATH, &[("email", email)]).await);
    let unknown = post("nobody@example.com").await;
    assert_eq!(unknown.0, 302);
    for email in ["known@example.com", "waiting@example.com", "suspended@example.com"] {
        assert_eq!(post(email).await, unknown, "{email}");
    }
    assert!(t.mails("nobody@example.com").await.is_empty() && t.mails("suspended@example.com").await.is_empty());
    assert!(t.mails("waiting@example.com").await.iter().all(|mail| mail.subject.contains("Confirm")));
    assert_eq!(t.mails("known@example.com").await.len(), 1);
});

db_test!(a_link_to_an_address_that_was_given_up_is_refused, |t| async {
    let id = account(&t, "old@example.com").await;
    ask(&t, "old@example.com").await;
    user::ActiveModel { id: Set(id), email: Set("new@example.com".to_owned()), ..Default::default() }
        .update(t.db().write())
        .await
        .unwrap();
    gone(t.stranger().call(&with(t.token("old@example.com").await)).await);
});

db_test!(it_leads_to_where_the_person_wanted_to_go_and_nowhere_else, |t| async {
    account(&t, "ada@example.com").await;
    for (next, to) in [("/account/security", "/account/security"), ("//evil.test", "/w")] {
        ask(&t, "ada@example.com").await;
        let token = t.token("ada@example.com").await;
        let reply = t.stranger().form(UseSignInLink::PATH, &[("token", &token), ("next", next)]).await;
        assert_eq!(reply.header("location").to_str().unwrap(), to, "{next}");
    }
});
