//! Signing in: the same words for every wrong pair, nobody in without a confirmed address, tries counted.

use leptos::server_fn::ServerFn;
use mewayz::{
    accounts::{
        rpc::{ListSessions, SignIn, SignOut, WhoAmI},
        users,
    },
    entity::{session, user},
    kernel::AppError,
    server::authn,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use super::{PASSWORD, account, entry, registration};
use crate::support::{db_test, session_test};

db_test!(wrong_address_and_wrong_password_get_the_same_words, |t| async {
    account(&t, "ada@example.com").await;
    let wrong = t.stranger().call(&entry("ada@example.com", "wrong password")).await;
    let unknown = t.stranger().call(&entry("nobody@example.com", "wrong password")).await;
    assert!(wrong.is_err());
    assert_eq!(wrong, unknown);
    let browser = t.stranger();
    browser.call(&entry(" ADA@example.com ", PASSWORD)).await.expect("the right pair, typed carelessly");
    assert!(browser.call(&WhoAmI {}).await.unwrap().is_some());
});

db_test!(an_unknown_address_costs_a_hash_too, |t| async {
    account(&t, "ada@example.com").await;
    let cost = async |email: &str| {
        let before = t.app().hashers().asked();
        t.stranger().call(&entry(email, "wrong password")).await.expect_err("the password is wrong");
        t.app().hashers().asked() - before
    };
    assert_eq!((cost("ada@example.com").await, cost("nobody@example.com").await), (1, 1));
    assert!(!authn::needs_rehash(authn::NOBODYS), "and the same hash");
    assert_eq!(authn::verify_password(t.app(), PASSWORD, Some(authn::NOBODYS)).await, Ok(false), "which can be read");
});

db_test!(nobody_is_in_before_the_address_is_confirmed, |t| async {
    t.stranger().call(&registration("ada@example.com")).await.unwrap();
    let browser = t.stranger();
    browser.call(&entry("ada@example.com", PASSWORD)).await.expect("it says what to do");
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None);
});

session_test!(suspended_people_are_out_at_once, |t| async {
    let id = account(&t, "ada@example.com").await;
    let browser = t.stranger();
    browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    user::ActiveModel { id: Set(id), status: Set("suspended".to_owned()), ..Default::default() }
        .update(t.db().write())
        .await
        .unwrap();
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None, "the session is worth nothing");
    assert_eq!(browser.call(&ListSessions {}).await, Err(AppError::Unauthenticated));
    let again = t.stranger().call(&entry("ada@example.com", PASSWORD)).await;
    assert!(matches!(again, Err(AppError::Forbidden(_))), "{again:?}");
    let wrong = t.stranger().call(&entry("ada@example.com", "wrong password")).await;
    assert!(matches!(wrong, Err(AppError::Invalid(_))), "only the right password learns it: {wrong:?}");
});

session_test!(signing_in_changes_the_session_id, |t| async {
    account(&t, "ada@example.com").await;
    let browser = t.stranger();
    browser.call(&registration("new@example.com")).await.expect("this gives the browser a session");
    let cookie = |reply: &crate::support::Reply| reply.maybe_cookie("mewayz").map(|cookie| cookie.value().to_owned());
    let post = |form: SignIn| {
        browser.request(axum::http::Method::POST, SignIn::PATH).add_header("accept", "application/json").form(&form)
    };
    let first = cookie(&post(entry("ada@example.com", PASSWORD)).await).expect("signing in sets a cookie");
    let second = cookie(&post(entry("ada@example.com", PASSWORD)).await).expect("and once more");
    assert_ne!(first, second);
    let mut planted = t.stranger();
    planted.server().add_cookie(tower_sessions::cookie::Cookie::new("mewayz", first));
    assert_eq!(planted.call(&WhoAmI {}).await.unwrap(), None, "the id from before is worth nothing");
});

db_test!(the_session_cookie_is_kept_from_scripts_and_other_sites, |t| async {
    account(&t, "ada@example.com").await;
    let reply = t.stranger().form(SignIn::PATH, &[("email", "ada@example.com"), ("password", PASSWORD)]).await;
    let cookie = reply.headers().get("set-cookie").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
});

session_test!(signing_out_ends_the_session_for_good, |t| async {
    account(&t, "ada@example.com").await;
    let browser = t.stranger();
    let reply = browser.form(SignIn::PATH, &[("email", "ada@example.com"), ("password", PASSWORD)]).await;
    let cookie = reply.cookie("mewayz");
    browser.call(&SignOut {}).await.unwrap();
    let mut copy = t.stranger();
    copy.server().add_cookie(tower_sessions::cookie::Cookie::new("mewayz", cookie.value().to_owned()));
    assert_eq!(copy.call(&WhoAmI {}).await.unwrap(), None, "a copy of the cookie is worth nothing");
});

db_test!(too_many_tries_wait, |t| async {
    let t = t.variant(|config| config.limits.rate_limits = true);
    let browser = t.stranger();
    let mut refused = None;
    for _ in 0..40 {
        if let Err(AppError::Limited { retry_after }) = browser.call(&entry("ada@example.com", "wrong password")).await
        {
            refused = Some(retry_after);
            break;
        }
    }
    assert!(refused.is_some_and(|seconds| (1..=3600).contains(&seconds)), "{refused:?}");
});

db_test!(a_sign_in_never_leads_to_another_host, |t| async {
    account(&t, "ada@example.com").await;
    for next in ["https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)", "/rpc/sign_out"] {
        let fields = [("email", "ada@example.com"), ("password", PASSWORD), ("next", next)];
        let reply = t.stranger().form(SignIn::PATH, &fields).await;
        let to = reply.header("location").to_str().unwrap().to_owned();
        assert_eq!(to, "/w", "{next}");
    }
    let fields = [("email", "ada@example.com"), ("password", PASSWORD), ("next", "/account/security")];
    let reply = t.stranger().form(SignIn::PATH, &fields).await;
    assert_eq!(reply.header("location").to_str().unwrap(), "/account/security");
});

db_test!(a_password_counts_exactly_as_it_was_typed, |t| async {
    let long: String = (0..128u8).map(|at| char::from(33 + at.wrapping_mul(37) % 94)).collect();
    for (at, password) in [" Spaces Around It ", "пароль-длинный-7", long.as_str()].into_iter().enumerate()
    {
        let email = format!("ada{at}@example.com");
        users::create(&t.system(), "Ada", &email, password, false).await.expect("it is a fine password");
        t.stranger().call(&entry(&email, password)).await.expect("it works as it is");
        let shorter: String = password.chars().take(password.chars().count() - 1).collect();
        for other in [password.trim(), &password.to_lowercase(), &password.to_uppercase(), &shorter] {
            if other != password {
                assert!(t.stranger().call(&entry(&email, other)).await.is_err(), "{other:?} is not {password:?}");
            }
        }
    }
});

db_test!(what_a_browser_kept_before_does_not_come_along, |t| async {
    account(&t, "ada@example.com").await;
    let browser = t.stranger();
    browser.call(&registration("somebody.else@example.com")).await.expect("this leaves a note in the session");
    browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    let rows = session::Entity::find().all(t.db().write()).await.unwrap();
    assert!(rows.iter().any(|row| row.user_id.is_some()));
    assert!(!format!("{rows:?}").contains("somebody.else@"), "{rows:?}");
});
