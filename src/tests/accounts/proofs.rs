//! The fresh proof: a sign-in counts for ten minutes, then password or code are asked for.

use mewayz::{
    accounts::{
        rpc::{
            SignOut, WhoAmI,
            proofs::{ListProofs, ProveIt},
            second_step::EnterCode,
        },
        types::Proofs,
    },
    kernel::AppError,
};

use super::{PASSWORD, account, age_proofs, code, entry, set_up};
use crate::support::session_test;

fn by_password(password: &str) -> ProveIt {
    ProveIt { password: password.to_owned(), code: String::new(), next: None }
}

session_test!(a_sign_in_is_a_proof_for_ten_minutes, |t| async {
    let user = t.person("Ada Lovelace").await;
    t.ctx(Some(user)).await.require_recent().await.expect("the sign-in was a moment ago");
    assert_eq!(t.ctx(None).await.require_recent().await, Err(AppError::Unauthenticated));
});

session_test!(an_old_sign_in_needs_the_password_again, |t| async {
    account(&t, "ada@example.com").await;
    let browser = t.stranger();
    browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    age_proofs(&t).await;
    let start = mewayz::accounts::rpc::two_factor::StartTwoFactor {};
    assert_eq!(browser.call(&start).await, Err(AppError::Unproved));
    let wrong = browser.call(&by_password("not my password")).await.expect_err("wrong");
    assert!(wrong.field("password").is_some(), "{wrong:?}");
    assert_eq!(browser.call(&start).await, Err(AppError::Unproved), "a wrong one proves nothing");
    browser.call(&by_password(PASSWORD)).await.expect("right");
    browser.call(&start).await.expect("now it goes");
});

session_test!(a_proof_changes_the_session_id, |t| async {
    use leptos::server_fn::ServerFn;
    account(&t, "ada@example.com").await;
    let browser = t.stranger();
    let post = |path: &str, fields: serde_json::Value| {
        browser.request(axum::http::Method::POST, path).add_header("accept", "application/json").form(&fields)
    };
    let fields = serde_json::json!({ "email": "ada@example.com", "password": PASSWORD });
    let before = post(mewayz::accounts::rpc::SignIn::PATH, fields).await.cookie("mewayz").value().to_owned();
    let after =
        post(ProveIt::PATH, serde_json::json!({ "password": PASSWORD })).await.cookie("mewayz").value().to_owned();
    assert_ne!(before, after);
    let mut copy = t.stranger();
    copy.server().add_cookie(tower_sessions::cookie::Cookie::new("mewayz", before));
    assert_eq!(copy.call(&WhoAmI {}).await.unwrap(), None, "the id from before is worth nothing");
});

session_test!(codes_prove_it_too_and_once, |t| async {
    let user = account(&t, "ada@example.com").await;
    let browser = t.stranger();
    browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    let none = Proofs { password: true, code: false, passkey: false };
    assert_eq!(browser.call(&ListProofs {}).await.unwrap(), none);
    let codes = set_up(&t, &browser, user).await;
    assert!(browser.call(&ListProofs {}).await.unwrap().code);
    let by_code = |code: &str| ProveIt { password: String::new(), code: code.to_owned(), next: None };
    let current = code(&t, user, 0).await;
    browser.call(&by_code(&current)).await.expect("a code of the app");
    assert!(browser.call(&by_code(&current)).await.expect_err("not twice").field("code").is_some());
    browser.call(&by_code(&codes[0])).await.expect("a backup code");
    browser.call(&SignOut {}).await.unwrap();
    browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    let replay = browser.call(&EnterCode { code: codes[0].clone() }).await.expect_err("it is used up");
    assert!(replay.field("code").is_some(), "{replay:?}");
});

session_test!(a_plain_form_is_led_to_the_page_that_asks, |t| async {
    use leptos::server_fn::ServerFn;
    let browser = t.sign_in(t.person("Ada Lovelace").await).await;
    age_proofs(&t).await;
    let path = mewayz::accounts::rpc::two_factor::StartTwoFactor::PATH;
    let reply = browser.form(path, &[]).add_header("referer", "http://mewayz.test/account/security/two-factor").await;
    let to = reply.headers().get("location").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    assert_eq!(to, "/confirm?next=%2Faccount%2Fsecurity%2Ftwo-factor", "{}", reply.status_code());
    browser.page(&to).await;
});
