//! Registering: what it makes, what it refuses, and that it tells nobody who has an account.

use mewayz::{
    accounts::rpc::{ForgotPassword, Register, ResendVerification, VerifyEmail, WhoAmI},
    entity::{handle, member, user, workspace},
    kernel::{AppError, permission::Role},
};
use sea_orm::{EntityTrait, PaginatorTrait};

use super::{PASSWORD, account, registration};
use crate::support::{Reply, TestApp, db_test};

async fn users(t: &TestApp) -> u64 {
    user::Entity::find().count(t.db().write()).await.expect("people can be counted")
}

db_test!(registering_makes_a_person_a_workspace_and_a_mail, |t| async {
    let browser = t.stranger();
    browser.call(&registration(" Ada@Example.COM ")).await.expect("the registration is accepted");
    let person = user::Entity::find().one(t.db().write()).await.unwrap().expect("somebody is stored");
    assert_eq!((person.email.as_str(), person.status.as_str()), ("ada@example.com", "pending"));
    assert!(person.email_verified_at.is_none() && person.marketing_consent_at.is_none());
    assert!(person.password_hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", person.password_hash);
    let place = workspace::Entity::find().one(t.db().write()).await.unwrap().expect("a workspace is stored");
    assert_eq!(place.name, "Ada Lovelace");
    let handle = handle::Entity::find().one(t.db().write()).await.unwrap().expect("a handle is stored");
    assert_eq!((handle.name.as_str(), handle.workspace_id), ("ada-lovelace", place.id));
    let member = member::Entity::find().one(t.db().write()).await.unwrap().expect("a member is stored");
    assert_eq!((member.user_id, member.workspace_id, member.role), (person.id, place.id, Role::Owner));
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None, "nobody is signed in before the address is confirmed");

    let token = t.token("ada@example.com").await;
    browser.call(&VerifyEmail { token, next: None }).await.expect("the link works");
    let me = browser.call(&WhoAmI {}).await.unwrap().expect("the link signs in");
    assert_eq!(me.id, person.id);
});

db_test!(a_registration_with_faults_changes_nothing, |t| async {
    let browser = t.stranger();
    let wrong = Register {
        name: " ".to_owned(),
        email: "ada".to_owned(),
        password: "short".to_owned(),
        terms: false,
        marketing: true,
        next: None,
    };
    let error = browser.call(&wrong).await.expect_err("it is refused");
    for field in ["name", "email", "password", "terms"] {
        assert!(error.field(field).is_some(), "{field} has a message in {error:?}");
    }
    assert_eq!(users(&t).await, 0);
});

/// What a stranger can see of an answer.
fn seen(reply: &Reply) -> (u16, String, Vec<(String, String)>) {
    let told = |name: &str| !["date", "set-cookie", "x-request-id", "server-timing"].contains(&name);
    let headers = reply.iter_headers().map(|(name, value)| (name.to_string(), value.to_str().unwrap_or("").to_owned()));
    (reply.status_code().as_u16(), reply.text(), headers.filter(|(name, _)| told(name)).collect())
}

db_test!(known_and_unknown_addresses_get_the_same_answer, |t| async {
    account(&t, "known@example.com").await;
    let post = async |path: &str, body: serde_json::Value| {
        let reply = t.stranger().request(axum::http::Method::POST, path).add_header("accept", "text/html").form(&body);
        seen(&reply.await)
    };
    use leptos::server_fn::ServerFn;
    for (path, fields) in [
        (Register::PATH, serde_json::json!({ "name": "Ada Lovelace", "password": PASSWORD, "terms": "true" })),
        (ForgotPassword::PATH, serde_json::json!({})),
        (ResendVerification::PATH, serde_json::json!({})),
    ] {
        let with = |email: &str| {
            let mut fields = fields.clone();
            fields["email"] = email.into();
            fields
        };
        let known = post(path, with("known@example.com")).await;
        let unknown = post(path, with("nobody@example.com")).await;
        assert_eq!(known, unknown, "{path}");
        assert_eq!(known.0, 302, "{path}");
    }
});

db_test!(a_known_address_keeps_its_account, |t| async {
    let id = account(&t, "known@example.com").await;
    let before = user::Entity::find_by_id(id).one(t.db().write()).await.unwrap();
    t.stranger().call(&registration("known@example.com")).await.expect("the answer is the same");
    assert_eq!(user::Entity::find_by_id(id).one(t.db().write()).await.unwrap(), before);
    assert_eq!(users(&t).await, 1);
    let mails = t.mails("known@example.com").await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].subject.contains("account already"), "{}", mails[0].subject);
});

db_test!(two_registrations_of_one_address_at_once_make_one_account, |t| async {
    let (one, two) = (t.stranger(), t.stranger());
    let form = registration("ada@example.com");
    let (first, second) = tokio::join!(one.call(&form), two.call(&form));
    assert_eq!((first, second), (Ok(()), Ok(())));
    assert_eq!(users(&t).await, 1);
    assert_eq!(workspace::Entity::find().count(t.db().write()).await.unwrap(), 1, "no workspace without an owner");
    let token = t.token("ada@example.com").await;
    one.call(&VerifyEmail { token, next: None }).await.expect("the newest link works");
});

db_test!(a_signed_in_person_does_not_register, |t| async {
    let user = t.person("Grace Hopper").await;
    let browser = t.sign_in(user).await;
    let answer = browser.call(&registration("other@example.com")).await;
    assert!(matches!(answer, Err(AppError::Conflict(_))), "{answer:?}");
    assert_eq!(users(&t).await, 1);
});

db_test!(script_in_a_name_is_text_in_mail_and_page, |t| async {
    let name = "<script>alert(1)</script>\" onload=x";
    let form = Register { name: name.to_owned(), ..registration("ada@example.com") };
    t.stranger().call(&form).await.expect("names are free");
    let person = user::Entity::find().one(t.db().write()).await.unwrap().expect("somebody is stored");
    assert_eq!(person.name, name);
    let handle = handle::Entity::find().one(t.db().write()).await.unwrap().expect("a handle is stored");
    assert!(mewayz::kernel::handle::Handle::parse(&handle.name).is_ok(), "{}", handle.name);
});

db_test!(nobody_is_asked_to_confirm_what_is_confirmed, |t| async {
    account(&t, "known@example.com").await;
    t.stranger().call(&ResendVerification { email: "known@example.com".to_owned() }).await.expect("the same answer");
    assert!(t.mails("known@example.com").await.is_empty());
});

db_test!(answers_come_in_steps_of_time_whatever_was_found, |t| async {
    account(&t, "known@example.com").await;
    for email in ["known@example.com", "nobody@example.com"] {
        for again in [true, false] {
            let begun = std::time::Instant::now();
            let answer = match again {
                true => t.stranger().call(&ResendVerification { email: email.to_owned() }).await,
                false => t.stranger().call(&ForgotPassword { email: email.to_owned() }).await,
            };
            answer.expect("the answer is the same");
            assert!(begun.elapsed().as_millis() >= 200, "{email}: {:?}", begun.elapsed());
        }
    }
});
