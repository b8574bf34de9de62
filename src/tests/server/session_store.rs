//! Where sessions are kept: ids that are taken, what ended stays ended, the end of a session that is used, and Redis that is away.

use std::process::{Child, Command, Stdio};

use axum::http::{Method, StatusCode};
use leptos::server_fn::ServerFn;
use mewayz::{
    accounts::rpc::{ListSessions, RevokeOtherSessions, SignIn, SignOut, WhoAmI, proofs::ProveIt},
    admin::users,
    entity::{session, user},
    kernel::{AppError, id::UserId, time},
    server::{authn, sessions::USER_ID},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait};
use tower_sessions::{
    SessionStore,
    cookie::{
        Cookie,
        time::{Duration, OffsetDateTime},
    },
    session::{Id, Record},
};

use crate::{
    admin::people::admin,
    support::{
        Backend, Client, PASSWORD, TestApp, block_on, free_address, run_changed, scratch, service, session_test,
    },
};

fn record(user: Option<UserId>) -> Record {
    let data = user.map(|user| (USER_ID.to_owned(), serde_json::json!(user))).into_iter().collect();
    Record { id: Id::default(), data, expiry_date: OffsetDateTime::now_utc() + Duration::hours(1) }
}

/// Somebody who can sign in, under an address.
async fn with_password(t: &TestApp, name: &str) -> (UserId, SignIn) {
    let id = t.person(name).await;
    let hash = authn::hash_password(t.app(), PASSWORD).await.expect("it is hashed");
    user::ActiveModel { id: Set(id), password_hash: Set(hash), ..Default::default() }
        .update(t.db().write())
        .await
        .expect("it is stored");
    let email = format!("{}@example.com", name.to_lowercase());
    (id, SignIn { email, password: PASSWORD.to_owned(), remember: false, next: None })
}

fn proof() -> ProveIt {
    ProveIt { password: PASSWORD.to_owned(), code: String::new(), next: None }
}

session_test!(an_id_that_is_taken_is_drawn_again, |t| async {
    let store = t.app().sessions();
    let mut first = record(Some(t.person("Ada").await));
    store.create(&mut first).await.expect("it is kept");
    let mut second = record(Some(t.person("Grace").await));
    second.id = first.id;
    store.create(&mut second).await.expect("it is kept under another id");
    assert_ne!(first.id, second.id);
    let of = |found: Option<Record>| found.expect("it is there").data[USER_ID].clone();
    assert_eq!(of(store.load(&first.id).await.expect("it loads")), first.data[USER_ID]);
    assert_eq!(of(store.load(&second.id).await.expect("it loads")), second.data[USER_ID]);
});

session_test!(a_request_under_way_does_not_bring_back_what_ended, |t| async {
    let store = t.app().sessions();
    let ada = t.person("Ada").await;
    let mut mine = record(Some(ada));
    store.create(&mut mine).await.expect("it is kept");
    assert_eq!(store.end_all(t.db().write(), ada, None).await, Ok(1));
    mine.data.insert("note".to_owned(), true.into());
    store.save(&mine).await.expect("it is not an error");
    assert_eq!(store.load(&mine.id).await.expect("the store answers"), None);
    assert!(store.of(t.db().read(), ada).await.expect("they are listed").is_empty());
});

session_test!(a_session_that_changes_hands_is_listed_for_one_of_them, |t| async {
    let store = t.app().sessions();
    let (ada, grace) = (t.person("Ada").await, t.person("Grace").await);
    let mut one = record(Some(ada));
    store.create(&mut one).await.expect("it is kept");
    one.data.insert(USER_ID.to_owned(), serde_json::json!(grace));
    store.save(&one).await.expect("it is kept");
    assert!(store.of(t.db().read(), ada).await.expect("they are listed").is_empty());
    assert_eq!(store.of(t.db().read(), grace).await.expect("they are listed").len(), 1);
    let seen = store.seen(t.db().read(), vec![ada, grace]).await.expect("they are asked");
    assert!(!seen.contains_key(&ada) && (time::now() - seen[&grace]).num_seconds() < 60);
});

session_test!(using_a_session_does_not_make_it_longer, |t| async {
    let (_, entry) = with_password(&t, "Ada").await;
    let browser = t.stranger();
    browser.call(&entry).await.expect("the door opens");
    let end = async || t.kept_sessions().await.iter().find(|row| row.user_id.is_some()).map(|row| row.expires_at);
    let before = end().await.expect("it is kept");
    let hours = (before - time::now()).num_minutes();
    assert!((719..=720).contains(&hours), "twelve hours: {hours} minutes");
    browser.call(&proof()).await.expect("it is the password");
    let after = end().await.expect("it is kept");
    assert!((after - before).num_seconds().abs() <= 1, "it ended at {before} and ends at {after} now");
    let reply = t.stranger().request(Method::POST, SignIn::PATH).add_header("accept", "application/json");
    let reply = reply.form(&SignIn { remember: true, ..entry }).await;
    let kept = reply.cookie("mewayz");
    let mut again = t.stranger();
    again.server().add_cookie(Cookie::new("mewayz", kept.value().to_owned()));
    let reply = again.request(Method::POST, ProveIt::PATH).add_header("accept", "application/json");
    let reply = reply.form(&proof()).await;
    let age = reply.cookie("mewayz").max_age().map(|age| age.whole_minutes());
    assert!(age.is_some_and(|age| (43_190..=43_200).contains(&age)), "it is kept for thirty days: {age:?}");
});

/// Redis as an operator runs it: what was said to be kept is on the disk.
struct Redis {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Redis {
    fn spawn(port: u16, folder: &std::path::Path) -> Child {
        let program = ["redis-server", "valkey-server"].into_iter().find(|name| {
            Command::new(name).arg("--version").stdout(Stdio::null()).status().is_ok_and(|status| status.success())
        });
        let mut command = Command::new(program.expect("TEST_REDIS_URL is set, so Redis is installed"));
        command.args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "yes", "--appendfsync", "always"]);
        command.arg("--port").arg(port.to_string()).arg("--dir").arg(folder);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("Redis starts");
        let listens = (0..500).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        assert!(listens, "Redis does not listen");
        child
    }

    fn start() -> Self {
        let (port, folder) = (free_address().port(), scratch());
        Self { child: Self::spawn(port, folder.path()), port, folder }
    }

    fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    fn again(&mut self) {
        self.child = Self::spawn(self.port, self.folder.path());
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.stop();
    }
}

fn is_away<T: std::fmt::Debug>(answer: Result<T, AppError>) {
    assert!(matches!(answer, Err(AppError::Unavailable(_))), "{answer:?}");
}

async fn status(browser: &Client, path: &str) -> StatusCode {
    browser.get(path).await.status_code()
}

async fn redis_goes_and_comes(t: TestApp) {
    let mut redis = Redis::start();
    let t = t.with_redis(&format!("redis://127.0.0.1:{}", redis.port));
    let (ada, entry) = with_password(&t, "Ada").await;
    let browser = t.stranger();
    browser.call(&entry).await.expect("the door opens");
    let head = admin(&t).await;

    redis.stop();
    is_away(browser.call(&WhoAmI {}).await);
    is_away(browser.call(&RevokeOtherSessions {}).await);
    is_away(browser.call(&SignOut {}).await);
    let reply = browser.get("/account/security").await;
    assert_eq!(reply.status_code(), StatusCode::SERVICE_UNAVAILABLE, "not signed out, and not in");
    assert!(reply.maybe_cookie("mewayz").is_none(), "the cookie stays as it is");
    is_away(t.stranger().call(&entry).await);
    is_away(users::suspend(&head, ada, "It sends spam.").await);
    let row = user::Entity::find_by_id(ada).one(t.db().write()).await.expect("it is read").expect("it is there");
    assert_eq!(row.status, "active", "who cannot be signed out is not suspended by half");
    assert_eq!(status(&t.stranger(), "/sign-in").await, StatusCode::OK, "who brings no session needs no Redis");
    assert_eq!(status(&t.stranger(), "/health").await, StatusCode::OK);
    let health = t.stranger().get("/health").await.text();
    assert!(health.contains("\"sessions\"") && health.contains("\"down\""), "{health}");

    redis.again();
    assert!(browser.call(&WhoAmI {}).await.expect("Redis is back").is_some(), "the session was not lost");
    users::suspend(&head, ada, "It sends spam.").await.expect("now it is done");
    assert_eq!(browser.call(&WhoAmI {}).await, Ok(None));
    assert_eq!(t.kept_sessions().await.iter().filter(|row| row.user_id == Some(ada)).count(), 0);
}

#[test]
fn nobody_gets_in_while_redis_is_away_and_nobody_is_out_when_it_is_back() {
    if service("TEST_REDIS_URL").is_some() {
        run_changed(Backend::Sqlite, |t| t, redis_goes_and_comes);
        run_changed(Backend::Postgres, |t| t, redis_goes_and_comes);
    }
}

async fn the_table_is_left(t: TestApp) {
    let ada = t.person("Ada").await;
    let from_before = t.sign_in(ada).await;
    let moved = t.with_redis(&service("TEST_REDIS_URL").expect("it is set"));
    let copy = |cookie: &str| {
        let mut browser = moved.stranger();
        browser.server().add_cookie(Cookie::new("mewayz", cookie.to_owned()));
        browser
    };
    assert!(from_before.call(&WhoAmI {}).await.unwrap().is_some());
    assert_eq!(copy("AAAAAAAAAAAAAAAAAAAAAA").call(&WhoAmI {}).await, Ok(None), "an id that nobody has");
    let here = moved.sign_in(ada).await;
    assert_eq!(here.call(&ListSessions {}).await.expect("they are listed").len(), 1);
    let mut redis = moved.redis().await;
    let set = moved.redis_keys(&mut redis, "sessions:*").await;
    let left: i64 = redis::cmd("TTL").arg(&set[0]).query_async(&mut redis).await.expect("Redis answers");
    assert!((3500..=3600).contains(&left), "the list of devices goes with the last of them: {left}");
    moved.app().sessions().end_all(moved.db().write(), ada, None).await.expect("all end");
    assert_eq!(here.call(&WhoAmI {}).await, Ok(None));
    assert_eq!(from_before.call(&WhoAmI {}).await, Ok(None), "those in the table end along");
    let row = session::Model {
        id: mewayz::kernel::id::SessionId::new(),
        key_hash: "old".to_owned(),
        user_id: None,
        data: serde_json::json!({}),
        ip_prefix: String::new(),
        user_agent: String::new(),
        created_at: time::now(),
        last_seen_at: time::now(),
        expires_at: time::now() + chrono::TimeDelta::days(30),
        remembered: true,
    };
    row.into_active_model().insert(t.db().write()).await.expect("it is stored");
    moved.app().sessions().sweep().await.expect("it sweeps");
    assert_eq!(session::Entity::find().count(t.db().write()).await.expect("counted"), 0);
}

#[test]
fn who_moves_to_redis_leaves_no_open_session_behind() {
    if service("TEST_REDIS_URL").is_some() {
        run_changed(Backend::Sqlite, |t| t, the_table_is_left);
    }
}

#[test]
fn an_address_that_cannot_be_used_lets_nobody_in() {
    block_on(async {
        let mut config = crate::support::config(&crate::support::Fresh::nowhere());
        config.sign_in.session_store = mewayz::server::config::SessionStoreKind::Redis;
        let folder = scratch();
        config.database.url = format!("sqlite://{}", folder.path().join("a.db").display());
        let db = mewayz::server::db::Db::connect(&config.database).await.expect("it opens");
        let store =
            mewayz::server::sessions::Sessions::new(&config, &mewayz::server::config::Secrets::for_tests(), &db);
        store.load(&Id::default()).await.expect_err("no session is read from nowhere");
        store.create(&mut record(None)).await.expect_err("and none is kept");
    });
}
