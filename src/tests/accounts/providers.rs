//! Other sites to sign in with: who is let in, who is linked, who is told what to do instead; nothing works twice. The other site here
//! speaks GitHub's language; `issuers` has one that speaks OpenID Connect, and end2end/tests/doors.spec.ts a journey with it.

use std::sync::{Arc, Mutex};

use axum::{
    Form, Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use mewayz::{
    accounts::rpc::{
        WhoAmI,
        providers::{FinishRegistration, LinkWith, ListLinked, LookAtNewcomer, SignInWith, UnlinkIdentity},
    },
    entity::{external_identity, user},
    kernel::AppError,
    server::config::{Config, ProviderConfig, ProviderKind},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use super::{PASSWORD, account, age_proofs, entry, registration, set_up};
use crate::support::{Client, Reply, TestApp, db_test};

/// Who is signed in at the other site.
#[derive(Clone, Debug)]
struct Person {
    id: i64,
    email: &'static str,
    verified: bool,
}

const ADA: Person = Person { id: 1815, email: "ada@example.com", verified: true };

/// The other site: remembers what it was asked, says who it is.
#[derive(Clone)]
struct Elsewhere {
    person: Arc<Mutex<Person>>,
    asked: Arc<Mutex<Vec<Value>>>,
    address: String,
}

impl Elsewhere {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = format!("http://{}", listener.local_addr().expect("it has an address"));
        let this = Self { person: Arc::new(Mutex::new(ADA)), asked: Arc::default(), address };
        let routes = Router::new()
            .route("/login/oauth/access_token", post(token))
            .route("/api/v3/user", get(person))
            .route("/api/v3/user/emails", get(emails))
            .with_state(this.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        this
    }

    fn becomes(&self, person: Person) {
        *self.person.lock().unwrap() = person;
    }

    /// An installation that offers it.
    fn offered(&self, t: &TestApp) -> TestApp {
        let provider = ProviderConfig {
            label: "Example".to_owned(),
            kind: ProviderKind::Github,
            issuer: Some(self.address.parse().expect("an address")),
            client_id: "our-id".to_owned(),
            client_secret: "our-secret".to_owned().into(),
        };
        t.variant(|config: &mut Config| drop(config.sign_in.providers.insert("example".to_owned(), provider)))
    }
}

async fn token(State(site): State<Elsewhere>, Form(form): Form<Value>) -> Response {
    let right =
        form["client_secret"] == "our-secret" && form["code_verifier"].as_str().is_some_and(|text| text.len() > 40);
    site.asked.lock().unwrap().push(form);
    if right {
        Json(json!({ "access_token": "a-token" })).into_response()
    } else {
        StatusCode::BAD_REQUEST.into_response()
    }
}

async fn person(State(site): State<Elsewhere>) -> Json<Value> {
    Json(json!({ "id": site.person.lock().unwrap().id, "login": "ada", "name": "Ada Lovelace" }))
}

async fn emails(State(site): State<Elsewhere>) -> Json<Value> {
    let person = site.person.lock().unwrap().clone();
    Json(json!([
        { "email": "other@example.com", "primary": false, "verified": true },
        { "email": person.email, "primary": true, "verified": person.verified },
    ]))
}

/// The state that a browser was sent away with.
async fn sent_away(browser: &Client) -> String {
    let page = browser.page("/sign-in/leave").await;
    let address = page.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("it leads somewhere");
    let address = url::Url::parse(&address.replace("&amp;", "&")).expect("an address");
    let query = |name: &str| address.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    assert_eq!(query("redirect_uri").as_deref(), Some("http://mewayz.test/sign-in/with/example"));
    assert_eq!(query("code_challenge_method").as_deref(), Some("S256"));
    query("state").expect("a state")
}

async fn come_back(browser: &Client, state: &str) -> Reply {
    browser.get(&format!("/sign-in/with/example?code=a-code&state={state}")).await
}

fn to(reply: &Reply) -> String {
    let to = reply.headers().get("location").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if to.is_empty() { format!("{}: {}", reply.status_code(), reply.text()) } else { to.to_owned() }
}

/// Goes there and back; gives where it leads.
async fn round(browser: &Client) -> String {
    browser.call(&SignInWith { provider: "example".to_owned(), next: None }).await.expect("it is offered");
    let state = sent_away(browser).await;
    to(&come_back(browser, &state).await)
}

async fn identities(t: &TestApp) -> u64 {
    external_identity::Entity::find().count(t.db().write()).await.unwrap()
}

db_test!(somebody_new_registers_and_signs_in, |t| async {
    let elsewhere = Elsewhere::start().await;
    let t = elsewhere.offered(&t);
    let browser = t.stranger();
    assert_eq!(round(&browser).await, "/register/finish");
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None, "not before the terms are accepted");
    let view = browser.call(&LookAtNewcomer {}).await.unwrap();
    assert_eq!((view.email.as_str(), view.name.as_str()), ("ada@example.com", "Ada Lovelace"));
    let form = |terms| FinishRegistration { name: "Ada".to_owned(), terms, marketing: false };
    assert!(browser.call(&form(false)).await.expect_err("the terms are missing").field("terms").is_some());
    browser.call(&form(true)).await.expect("the account is made");
    let me = browser.call(&WhoAmI {}).await.unwrap().expect("signed in");
    let row = user::Entity::find_by_id(me.id).one(t.db().write()).await.unwrap().unwrap();
    assert!(row.email_verified_at.is_some() && row.password_hash.is_empty() && row.status == "active");
    let empty = t.stranger().call(&entry("ada@example.com", " ")).await;
    assert!(matches!(empty, Err(AppError::Invalid(_))), "no password fits an account without one: {empty:?}");

    let again = t.stranger();
    assert_eq!(round(&again).await, "/w");
    assert_eq!(again.call(&WhoAmI {}).await.unwrap().map(|me| me.id), Some(me.id));
    assert_eq!(identities(&t).await, 1);
});

db_test!(two_confirmed_addresses_that_are_the_same_are_one_person, |t| async {
    let elsewhere = Elsewhere::start().await;
    let t = elsewhere.offered(&t);
    let id = account(&t, "ada@example.com").await;
    let browser = t.stranger();
    assert_eq!(round(&browser).await, "/w");
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap().map(|me| me.id), Some(id));
    let mails = t.mails("ada@example.com").await;
    assert!(mails.iter().any(|mail| mail.subject.contains("Example")), "the owner hears of it: {mails:?}");
    // The link holds by the other site's own name for the person, whatever the address becomes.
    elsewhere.becomes(Person { email: "moved@example.com", verified: false, ..ADA });
    let later = t.stranger();
    assert_eq!(round(&later).await, "/w");
    assert_eq!(later.call(&WhoAmI {}).await.unwrap().map(|me| me.id), Some(id));
});

db_test!(an_address_that_nobody_vouches_for_links_nothing_and_tells_nothing, |t| async {
    let elsewhere = Elsewhere::start().await;
    let t = elsewhere.offered(&t);
    account(&t, "ada@example.com").await;
    let mut answers = Vec::new();
    for email in ["ada@example.com", "nobody@example.com"] {
        elsewhere.becomes(Person { email, verified: false, ..ADA });
        let browser = t.stranger();
        browser.call(&SignInWith { provider: "example".to_owned(), next: None }).await.unwrap();
        let reply = come_back(&browser, &sent_away(&browser).await).await;
        assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None);
        answers.push((reply.status_code().as_u16(), reply.text()));
    }
    assert_eq!(answers[0].0, 409);
    assert_eq!(answers[0], answers[1], "known and unknown addresses get the same answer");
    assert!(answers[0].1.contains("does not confirm your e-mail address"), "{}", answers[0].1);
    assert_eq!(identities(&t).await, 0);
});

db_test!(an_address_that_is_not_confirmed_here_is_not_linked, |t| async {
    let elsewhere = Elsewhere::start().await;
    let t = elsewhere.offered(&t);
    t.stranger().call(&registration("ada@example.com")).await.unwrap();
    let browser = t.stranger();
    assert!(round(&browser).await.contains("Confirm the address first"));
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None);
    assert_eq!(identities(&t).await, 0);
});

db_test!(a_way_back_works_once_and_only_for_whom_it_was_made, |t| async {
    let elsewhere = Elsewhere::start().await;
    let t = elsewhere.offered(&t);
    account(&t, "ada@example.com").await;
    let (browser, other) = (t.stranger(), t.stranger());
    browser.call(&SignInWith { provider: "example".to_owned(), next: None }).await.unwrap();
    let state = sent_away(&browser).await;
    assert_eq!(come_back(&other, &state).await.status_code().as_u16(), 410, "another browser");
    assert_eq!(come_back(&browser, &state).await.status_code().as_u16(), 303);
    assert_eq!(come_back(&browser, &state).await.status_code().as_u16(), 410, "a second time");

    let forged = t.stranger();
    forged.call(&SignInWith { provider: "example".to_owned(), next: None }).await.unwrap();
    let real = sent_away(&forged).await;
    assert_eq!(come_back(&forged, "forged").await.status_code().as_u16(), 410, "another state");
    assert_eq!(come_back(&forged, &real).await.status_code().as_u16(), 410, "the right one afterwards neither");
    assert_eq!(forged.call(&WhoAmI {}).await.unwrap(), None);
    assert_eq!(elsewhere.asked.lock().unwrap().len(), 1, "a code is exchanged only after the state was right");
});

db_test!(linking_needs_a_fresh_proof_and_an_account_that_nobody_has, |t| async {
    let elsewhere = Elsewhere::start().await;
    let t = elsewhere.offered(&t);
    elsewhere.becomes(Person { email: "elsewhere@example.com", verified: false, ..ADA });
    let (ada, grace) =
        (t.sign_in(t.person("Ada Lovelace").await).await, t.sign_in(t.person("Grace Hopper").await).await);
    let link = LinkWith { provider: "example".to_owned() };
    age_proofs(&t).await;
    assert_eq!(ada.call(&link).await, Err(AppError::Unproved));
    let user = account(&t, "mary@example.com").await;
    let mary = t.stranger();
    mary.call(&entry("mary@example.com", PASSWORD)).await.unwrap();
    mary.call(&link).await.expect("she has just signed in");
    assert_eq!(to(&come_back(&mary, &sent_away(&mary).await).await), "/account/security");
    let linked = mary.call(&ListLinked {}).await.unwrap();
    let (identity, email) = linked[0].identity.clone().expect("it is linked");
    assert_eq!(email, "elsewhere@example.com");
    assert_eq!(grace.call(&UnlinkIdentity { identity }).await, Err(AppError::Unproved));
    let grace = t.sign_in(grace.call(&WhoAmI {}).await.unwrap().unwrap().id).await;
    assert_eq!(grace.call(&UnlinkIdentity { identity }).await, Err(AppError::not_found("linked account")), "not hers");
    grace.call(&link).await.unwrap();
    let taken = come_back(&grace, &sent_away(&grace).await).await;
    assert_eq!(taken.status_code().as_u16(), 409, "{}", taken.text());
    let stranger = t.stranger();
    assert_eq!(round(&stranger).await, "/w");
    assert_eq!(stranger.call(&WhoAmI {}).await.unwrap().map(|me| me.id), Some(user));
    mary.call(&UnlinkIdentity { identity }).await.expect("her own");
    assert_eq!(identities(&t).await, 0);
});

db_test!(the_second_step_and_the_suspension_hold_here_too, |t| async {
    let elsewhere = Elsewhere::start().await;
    let t = elsewhere.offered(&t);
    let id = account(&t, "ada@example.com").await;
    let browser = t.stranger();
    browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    set_up(&t, &browser, id).await;
    let fresh = t.stranger();
    assert_eq!(round(&fresh).await, "/sign-in/code");
    assert_eq!(fresh.call(&WhoAmI {}).await.unwrap(), None);
    user::ActiveModel { id: Set(id), status: Set("suspended".to_owned()), ..Default::default() }
        .update(t.db().write())
        .await
        .unwrap();
    let suspended = t.stranger();
    assert!(round(&suspended).await.starts_with("403"));
    assert_eq!(suspended.call(&WhoAmI {}).await.unwrap(), None);
});

db_test!(what_is_not_configured_is_not_offered, |t| async {
    let elsewhere = Elsewhere::start().await;
    let offered = elsewhere.offered(&t);
    assert!(offered.stranger().page("/sign-in").await.contains("Continue with Example"));
    assert!(offered.stranger().page("/register").await.contains("Continue with Example"));
    assert!(!t.stranger().page("/sign-in").await.contains("Continue with"));
    let unknown = t.stranger().call(&SignInWith { provider: "example".to_owned(), next: None }).await;
    assert_eq!(unknown, Err(AppError::not_found("way to sign in")));
});
