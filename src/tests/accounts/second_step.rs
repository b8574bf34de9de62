//! The second step: every code once, few tries, a time limit, and no way around it.

use mewayz::{
    accounts::{
        passwords,
        rpc::{
            ResetPassword, SignOut, WhoAmI,
            second_step::{EnterCode, LookAtSecondStep},
        },
        types::SignedIn,
    },
    entity::{session, user},
    kernel::AppError,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{PASSWORD, account, code, entry, set_up};
use crate::support::{Client, TestApp, db_test, session_test};

const EMAIL: &str = "ada@example.com";

/// Somebody with two-factor sign-in, and their backup codes.
async fn guarded(t: &TestApp) -> (mewayz::kernel::id::UserId, Vec<String>) {
    let user = account(t, EMAIL).await;
    let browser = t.stranger();
    browser.call(&entry(EMAIL, PASSWORD)).await.unwrap();
    let codes = set_up(t, &browser, user).await;
    browser.call(&SignOut {}).await.unwrap();
    (user, codes)
}

/// A browser at its second step.
async fn halfway(t: &TestApp) -> Client {
    let browser = t.stranger();
    browser.call(&entry(EMAIL, PASSWORD)).await.expect("the first factor is right");
    browser
}

fn gone<T: std::fmt::Debug>(answer: Result<T, AppError>) {
    assert!(matches!(answer, Err(AppError::Gone(_))), "{answer:?}");
}

session_test!(a_code_is_worth_nothing_a_second_time, |t| async {
    let (user, codes) = guarded(&t).await;
    let code = code(&t, user, 0).await;
    halfway(&t).await.call(&EnterCode { code: code.clone() }).await.expect("the first use");
    let replay = halfway(&t).await.call(&EnterCode { code }).await.expect_err("the second use");
    assert!(replay.field("code").is_some(), "{replay:?}");
    let earlier = super::code(&t, user, -1).await;
    let replay = halfway(&t).await.call(&EnterCode { code: earlier }).await.expect_err("an earlier one neither");
    assert!(replay.field("code").is_some(), "{replay:?}");

    let backup = EnterCode { code: codes[3].clone() };
    halfway(&t).await.call(&backup).await.expect("the first use of a backup code");
    let replay = halfway(&t).await.call(&backup).await.expect_err("the second");
    assert!(replay.field("code").is_some(), "{replay:?}");
    let mails = t.mails(EMAIL).await;
    assert!(mails.iter().any(|mail| mail.subject == "A backup code was used"), "{mails:?}");
});

session_test!(of_two_who_enter_one_code_at_once_one_gets_in, |t| async {
    let (user, codes) = guarded(&t).await;
    let fresh = code(&t, user, 1).await;
    for code in [codes[0].clone(), codes[1].clone(), codes[2].clone(), fresh] {
        let (one, two) = (halfway(&t).await, halfway(&t).await);
        let form = EnterCode { code };
        let (first, second) = tokio::join!(one.call(&form), two.call(&form));
        assert_eq!([&first, &second].iter().filter(|answer| answer.is_ok()).count(), 1, "{first:?} {second:?}");
        let (winner, loser) = if first.is_ok() { (one, two) } else { (two, one) };
        assert!(winner.call(&WhoAmI {}).await.unwrap().is_some());
        assert_eq!(loser.call(&WhoAmI {}).await.unwrap(), None);
    }
});

session_test!(five_wrong_codes_end_it, |t| async {
    let (user, _) = guarded(&t).await;
    let browser = halfway(&t).await;
    for _ in 0..4 {
        let wrong = browser.call(&EnterCode { code: "no-such-code".to_owned() }).await.expect_err("wrong");
        assert!(wrong.field("code").is_some(), "{wrong:?}");
    }
    gone(browser.call(&EnterCode { code: "no-such-code".to_owned() }).await);
    gone(browser.call(&EnterCode { code: code(&t, user, 0).await }).await);
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None);
});

session_test!(it_ends_after_ten_minutes, |t| async {
    let (user, _) = guarded(&t).await;
    let browser = halfway(&t).await;
    browser.call(&LookAtSecondStep {}).await.expect("it waits");
    let late = |row: &mut session::Model| {
        if row.data.get("second_step").is_some() {
            row.data["second_step"]["until"] = "2020-01-01T00:00:00Z".into();
        }
    };
    t.change_sessions(late).await;
    gone(browser.call(&LookAtSecondStep {}).await);
    gone(browser.call(&EnterCode { code: code(&t, user, 0).await }).await);
});

session_test!(a_half_session_gets_an_id_of_its_own_at_each_step, |t| async {
    let (user, _) = guarded(&t).await;
    let browser = t.stranger();
    let post = |path: &str, fields: serde_json::Value| {
        browser.request(axum::http::Method::POST, path).add_header("accept", "application/json").form(&fields)
    };
    use leptos::server_fn::ServerFn;
    let first = post(mewayz::accounts::rpc::SignIn::PATH, serde_json::json!({ "email": EMAIL, "password": PASSWORD }));
    let half = first.await.cookie("mewayz").value().to_owned();
    let code = code(&t, user, 0).await;
    let whole = post(EnterCode::PATH, serde_json::json!({ "code": code })).await.cookie("mewayz").value().to_owned();
    assert_ne!(half, whole);
    let mut planted = t.stranger();
    planted.server().add_cookie(tower_sessions::cookie::Cookie::new("mewayz", half));
    assert_eq!(planted.call(&WhoAmI {}).await.unwrap(), None, "whoever knows the id from before gets nothing");
    gone(planted.call(&LookAtSecondStep {}).await);
});

session_test!(a_new_password_does_not_lead_around_it, |t| async {
    let (user, _) = guarded(&t).await;
    passwords::forgot(&t.ctx(None).await, EMAIL).await.unwrap();
    let browser = t.stranger();
    let form = ResetPassword { token: t.token(EMAIL).await, password: "another fine password".to_owned() };
    browser.call(&form).await.expect("the link works");
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None, "the mailbox alone opens nothing");
    browser.call(&EnterCode { code: code(&t, user, 0).await }).await.expect("the code is still asked for");
    assert!(browser.call(&WhoAmI {}).await.unwrap().is_some());
    passwords::forgot(&t.ctx(None).await, EMAIL).await.unwrap();
    let done = passwords::reset(&t.ctx(None).await, &t.token(EMAIL).await, "one more fine password").await;
    assert_eq!(done, Ok(SignedIn::SecondStep));
});

session_test!(suspended_people_do_not_finish_it, |t| async {
    let (id, codes) = guarded(&t).await;
    let browser = halfway(&t).await;
    user::ActiveModel { id: Set(id), status: Set("suspended".to_owned()), ..Default::default() }
        .update(t.db().write())
        .await
        .unwrap();
    let refused = browser.call(&EnterCode { code: codes[0].clone() }).await;
    assert!(matches!(refused, Err(AppError::Forbidden(_))), "{refused:?}");
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None);
});

session_test!(tries_are_counted_for_the_account, |t| async {
    guarded(&t).await;
    let t = t.variant(|config| config.limits.rate_limits = true);
    let mut limited = false;
    // Whoever begins anew after five tries, from anywhere, has no more of them.
    for round in 0..8 {
        let browser = t.stranger();
        let at = format!("198.51.100.{round}");
        let form = serde_json::json!({ "email": EMAIL, "password": PASSWORD });
        let path = <mewayz::accounts::rpc::SignIn as leptos::server_fn::ServerFn>::PATH;
        let post = |path: &str, form: &serde_json::Value| {
            let request = browser.request(axum::http::Method::POST, path).add_header("x-forwarded-for", at.as_str());
            request.add_header("accept", "application/json").form(form)
        };
        post(path, &form).await;
        let path = <EnterCode as leptos::server_fn::ServerFn>::PATH;
        for _ in 0..4 {
            limited |= post(path, &serde_json::json!({ "code": "000000" })).await.status_code().as_u16() == 429;
        }
    }
    assert!(limited);
});

db_test!(the_code_that_turned_it_on_does_not_sign_in, |t| async {
    use mewayz::accounts::rpc::two_factor::{ConfirmTwoFactor, StartTwoFactor};
    let user = account(&t, EMAIL).await;
    let browser = t.stranger();
    browser.call(&entry(EMAIL, PASSWORD)).await.unwrap();
    browser.call(&StartTwoFactor {}).await.unwrap();
    let code = code(&t, user, 0).await;
    browser.call(&ConfirmTwoFactor { code: code.clone() }).await.expect("the code is right");
    let replay = halfway(&t).await.call(&EnterCode { code }).await.expect_err("somebody looked over the shoulder");
    assert!(replay.field("code").is_some(), "{replay:?}");
});

db_test!(an_id_that_was_planted_before_is_at_no_second_step, |t| async {
    use leptos::server_fn::ServerFn;
    guarded(&t).await;
    let browser = t.stranger();
    let post = |path: &str, fields: serde_json::Value| {
        browser.request(axum::http::Method::POST, path).add_header("accept", "application/json").form(&fields)
    };
    let fields = serde_json::json!({
        "name": "Ada", "email": "new@example.com", "password": PASSWORD, "terms": "true",
    });
    let planted = post(mewayz::accounts::rpc::Register::PATH, fields).await.cookie("mewayz").value().to_owned();
    post(mewayz::accounts::rpc::SignIn::PATH, serde_json::json!({ "email": EMAIL, "password": PASSWORD })).await;
    browser.call(&LookAtSecondStep {}).await.expect("this browser is");
    let mut other = t.stranger();
    other.server().add_cookie(tower_sessions::cookie::Cookie::new("mewayz", planted));
    gone(other.call(&LookAtSecondStep {}).await);
});
