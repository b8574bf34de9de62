//! An OpenID Connect issuer of our own that can be told to lie: nobody is let in by an ID token that is not meant for exactly this
//! sign-in, and nobody of one issuer is taken for somebody of another.

use std::sync::{Arc, Mutex};

use axum::{
    Form, Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use data_encoding::BASE64URL_NOPAD;
use mewayz::{
    accounts::rpc::{WhoAmI, providers::SignInWith},
    entity::{external_identity, session},
    kernel::{id::UserId, time},
    server::config::{Config, ProviderConfig, ProviderKind},
};
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::account;
use crate::support::{Client, Reply, TestApp, db_test};

/// What an issuer does wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Lie {
    #[default]
    None,
    Nonce,
    NoNonce,
    Audience,
    Issuer,
    Expired,
    ForeignKey,
    Unsigned,
    NoToken,
    Unverified,
    SaysNothing,
}

#[derive(Clone)]
struct Issuer {
    address: String,
    keys: Arc<(EcdsaKeyPair, EcdsaKeyPair)>,
    lie: Arc<Mutex<Lie>>,
    /// Nonce and challenge of the browser that was sent here last.
    sent: Arc<Mutex<(String, String)>>,
}

fn key() -> EcdsaKeyPair {
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).expect("a key");
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &SystemRandom::new()).expect("a key")
}

impl Issuer {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = format!("http://{}", listener.local_addr().expect("it has an address"));
        let this = Self { address, keys: Arc::new((key(), key())), lie: Arc::default(), sent: Arc::default() };
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(this.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        this
    }

    /// An installation that offers it under a name.
    fn offered(&self, t: &TestApp, name: &str) -> TestApp {
        let provider = ProviderConfig {
            label: "Issuer".to_owned(),
            kind: ProviderKind::Oidc,
            issuer: Some(self.address.parse().expect("an address")),
            client_id: "our-id".to_owned(),
            client_secret: "our-secret".to_owned().into(),
        };
        t.variant(|config: &mut Config| drop(config.sign_in.providers.insert(name.to_owned(), provider)))
    }

    fn says(&self, lie: Lie) {
        *self.lie.lock().unwrap() = lie;
    }

    /// The ID token for the browser that was sent here last.
    fn id_token(&self) -> String {
        let lie = *self.lie.lock().unwrap();
        let at = time::now().timestamp();
        let mut claims = json!({
            "iss": self.address, "aud": "our-id", "sub": "1815", "iat": at, "exp": at + 300,
            "nonce": self.sent.lock().unwrap().0, "email": "ada@example.com", "email_verified": true, "name": "Ada",
        });
        let map = claims.as_object_mut().expect("an object");
        match lie {
            Lie::Nonce => drop(map.insert("nonce".to_owned(), json!("of-another-sign-in"))),
            Lie::NoNonce => drop(map.remove("nonce")),
            Lie::Audience => drop(map.insert("aud".to_owned(), json!("somebody-else"))),
            Lie::Issuer => drop(map.insert("iss".to_owned(), json!("https://evil.test"))),
            Lie::Expired => drop(map.insert("exp".to_owned(), json!(at - 60))),
            Lie::Unverified => drop(map.insert("email_verified".to_owned(), json!(false))),
            Lie::SaysNothing => drop(map.remove("email_verified")),
            Lie::None | Lie::ForeignKey | Lie::Unsigned | Lie::NoToken => {}
        }
        let alg = if lie == Lie::Unsigned { "none" } else { "ES256" };
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let text = format!("{}.{}", part(&json!({ "alg": alg, "kid": "one", "typ": "JWT" })), part(&claims));
        let key = if lie == Lie::ForeignKey { &self.keys.1 } else { &self.keys.0 };
        let signature = key.sign(&SystemRandom::new(), text.as_bytes()).expect("a signature");
        let signature = if lie == Lie::Unsigned { String::new() } else { BASE64URL_NOPAD.encode(signature.as_ref()) };
        format!("{text}.{signature}")
    }
}

async fn discovery(State(issuer): State<Issuer>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", issuer.address);
    Json(json!({
        "issuer": issuer.address, "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token"),
        "jwks_uri": at("/keys"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
    }))
}

async fn keys(State(issuer): State<Issuer>) -> Json<Value> {
    let (x, y) = issuer.keys.0.public_key().as_ref()[1..].split_at(32);
    let [x, y] = [x, y].map(|part| BASE64URL_NOPAD.encode(part));
    Json(json!({ "keys": [{ "kty": "EC", "crv": "P-256", "use": "sig", "kid": "one", "x": x, "y": y }] }))
}

async fn token(State(issuer): State<Issuer>, Form(form): Form<Value>) -> Response {
    let verifier = form["code_verifier"].as_str().unwrap_or_default();
    let challenge = BASE64URL_NOPAD.encode(&Sha256::digest(verifier));
    if challenge != issuer.sent.lock().unwrap().1 {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    }
    let mut answer = json!({ "access_token": "a-token", "token_type": "Bearer" });
    if *issuer.lie.lock().unwrap() != Lie::NoToken {
        answer["id_token"] = issuer.id_token().into();
    }
    Json(answer).into_response()
}

/// Sends a browser to an issuer; gives the state that must come back.
async fn sent(browser: &Client, issuer: &Issuer, name: &str) -> String {
    browser.call(&SignInWith { provider: name.to_owned(), next: None }).await.expect("it is offered");
    let page = browser.page("/sign-in/leave").await;
    let address = page.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("it leads somewhere");
    let address = url::Url::parse(&address.replace("&amp;", "&")).expect("an address");
    assert!(address.as_str().starts_with(&format!("{}/authorize?", issuer.address)), "{address}");
    let query = |name: &str| {
        let found = address.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        found.unwrap_or_else(|| panic!("{name} is missing in {address}"))
    };
    assert_eq!((query("code_challenge_method").as_str(), query("response_type").as_str()), ("S256", "code"));
    *issuer.sent.lock().unwrap() = (query("nonce"), query("code_challenge"));
    query("state")
}

async fn back(browser: &Client, name: &str, state: &str) -> Reply {
    browser.get(&format!("/sign-in/with/{name}?code=a-code&state={state}")).await
}

/// Goes to an issuer and back.
async fn round(t: &TestApp, issuer: &Issuer, name: &str) -> (u16, Option<UserId>) {
    let browser = t.stranger();
    let state = sent(&browser, issuer, name).await;
    let reply = back(&browser, name, &state).await;
    (reply.status_code().as_u16(), browser.call(&WhoAmI {}).await.unwrap().map(|me| me.id))
}

async fn identities(t: &TestApp) -> u64 {
    external_identity::Entity::find().count(t.db().write()).await.unwrap()
}

db_test!(an_honest_token_signs_in_and_every_lie_is_refused, |t| async {
    let issuer = Issuer::start().await;
    let t = issuer.offered(&t, "issuer");
    let id = account(&t, "ada@example.com").await;
    for (lie, status) in [
        (Lie::Nonce, 422),
        (Lie::NoNonce, 422),
        (Lie::Audience, 422),
        (Lie::Issuer, 422),
        (Lie::Expired, 422),
        (Lie::ForeignKey, 422),
        (Lie::Unsigned, 422),
        (Lie::NoToken, 503),
        (Lie::Unverified, 409),
        (Lie::SaysNothing, 409),
    ] {
        issuer.says(lie);
        assert_eq!(round(&t, &issuer, "issuer").await, (status, None), "{lie:?}");
        assert_eq!(identities(&t).await, 0, "{lie:?} links nothing");
    }
    issuer.says(Lie::None);
    assert_eq!(round(&t, &issuer, "issuer").await, (303, Some(id)));
    assert_eq!(identities(&t).await, 1);
});

db_test!(a_code_is_worth_nothing_without_the_secret_of_its_browser, |t| async {
    let issuer = Issuer::start().await;
    let t = issuer.offered(&t, "issuer");
    account(&t, "ada@example.com").await;
    let browser = t.stranger();
    let state = sent(&browser, &issuer, "issuer").await;
    issuer.sent.lock().unwrap().1 = "the-challenge-of-another-browser".to_owned();
    assert_eq!(back(&browser, "issuer", &state).await.status_code().as_u16(), 503);
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None);
});

db_test!(two_issuers_are_two_name_spaces, |t| async {
    let (one, two) = (Issuer::start().await, Issuer::start().await);
    let t = two.offered(&one.offered(&t, "one"), "two");
    let id = account(&t, "ada@example.com").await;
    assert_eq!(round(&t, &one, "one").await, (303, Some(id)));
    // The other issuer calls somebody by the same name, and vouches for nothing.
    two.says(Lie::Unverified);
    assert_eq!(round(&t, &two, "two").await, (409, None), "the same subject, another issuer");

    let browser = t.stranger();
    let state = sent(&browser, &one, "one").await;
    assert_eq!(back(&browser, "two", &state).await.status_code().as_u16(), 410, "the way back of another issuer");
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None);
});

db_test!(a_way_back_is_open_for_a_quarter_of_an_hour, |t| async {
    let issuer = Issuer::start().await;
    let t = issuer.offered(&t, "issuer");
    account(&t, "ada@example.com").await;
    let browser = t.stranger();
    let state = sent(&browser, &issuer, "issuer").await;
    for row in session::Entity::find().all(t.db().write()).await.unwrap() {
        let mut data = row.data.clone();
        if data.get("away").is_some() {
            data["away"]["until"] = (data["away"]["until"].as_i64().expect("an end") - 901).into();
        }
        let mut row = row.into_active_model();
        row.data = Set(data);
        row.update(t.db().write()).await.unwrap();
    }
    assert_eq!(back(&browser, "issuer", &state).await.status_code().as_u16(), 410);
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None);
});
