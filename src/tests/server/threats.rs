//! Scanners and intruders are noticed by what they ask for, blocked for a while, and told so; people who write about code are not.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use leptos::server_fn::ServerFn;
use mewayz::{
    entity::{blocked_ip, threat},
    kernel::time::now,
    server::threats::Sign,
    workspaces::rpc::CreateWorkspace,
};
use sea_orm::{EntityTrait, PaginatorTrait, sea_query::Expr};

use crate::support::{Backend, Client, TestApp, db_test, run_changed, service};

#[test]
fn signs_are_told_from_people() {
    let sign = |path: &str, query: &str| Sign::of_address(path, query);
    for path in [
        "/.env",
        "/.env.local",
        "/.git/config",
        "/wp-login.php",
        "/blog/wp-admin/setup",
        "/index.php",
        "/%2eenv",
        "/%252egit/HEAD",
    ] {
        assert_eq!(sign(path, ""), Some(Sign::Scanner), "{path}");
    }
    for query in [
        "id=1%27%20OR%20%271%27=%271",
        "q=1+UNION+ALL+SELECT+password",
        "x=%3Cscript%3Ealert(1)",
        "f=../../etc/x",
        "a=${jndi:ldap://x}",
    ] {
        assert_eq!(sign("/", query), Some(Sign::Injection), "{query}");
    }
    assert_eq!(sign("/m/..%2f..%2fdata", ""), Some(Sign::Injection));
    for (path, query) in [
        ("/@o-brien/select", ""),
        ("/@studio", "q=O%27Brien+%26+sons"),
        ("/w/studio/audience", "q=select+the+best+from+my+union"),
        ("/w/studio/media", "q=%3Cb%3Ebold%3C/b%3E"),
        ("/sign-in", "next=%2Fw%2Fstudio%2Fsites"),
        ("/.well-known/security.txt", ""),
        ("/@envy/environment", ""),
        ("/w/studio/analytics.csv", "table=all"),
        ("/pkg/mewayz.js", ""),
    ] {
        assert_eq!(sign(path, query), None, "{path}?{query}");
    }
}

fn watched(t: &TestApp) -> TestApp {
    t.variant(|config| config.limits.rate_limits = true)
}

async fn status(client: &Client, ip: &str, path: &str) -> u16 {
    client.get(path).add_header("x-forwarded-for", ip).await.status_code().as_u16()
}

db_test!(a_scanner_is_blocked_in_words_and_others_are_not, |t| async {
    let t = watched(&t);
    let client = t.stranger();
    let ip = "203.0.113.50";
    assert_eq!(status(&client, ip, "/sign-in").await, 200);
    for path in ["/.env", "/wp-login.php"] {
        assert_eq!(status(&client, ip, path).await, 404, "{path}");
    }
    assert_eq!(status(&client, ip, "/.git/config").await, 403, "the third time is too much");
    let reply = client.get("/sign-in").add_header("x-forwarded-for", ip).await;
    assert_eq!(reply.status_code(), StatusCode::FORBIDDEN);
    assert!(reply.text().contains("looked like an attack"), "{}", reply.text());
    let wait: u64 = reply.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((800..=900).contains(&wait), "a quarter of an hour at first: {wait}");
    assert_eq!(status(&client, "203.0.113.51", "/sign-in").await, 200, "a neighbour");
    let another = t.variant(|_| {});
    assert_eq!(status(&another.stranger(), ip, "/sign-in").await, 403, "another process");
    for _ in 0..50 {
        if threat::Entity::find().count(t.db().write()).await.expect("counted") > 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let written = threat::Entity::find().all(t.db().write()).await.expect("they are read");
    assert!((1..=2).contains(&written.len()), "one row a minute and kind is enough: {written:?}");
});

db_test!(the_next_block_is_longer, |t| async {
    let t = watched(&t);
    let (client, ip) = (t.stranger(), "203.0.113.60");
    for round in [15, 60] {
        for _ in 0..3 {
            status(&client, ip, "/.env").await;
        }
        let row = blocked_ip::Entity::find().one(t.db().write()).await.expect("read").expect("it is blocked");
        let minutes = ((row.until.expect("it ends") - row.at).num_seconds() + 30) / 60;
        assert_eq!(minutes, round);
        blocked_ip::Entity::update_many()
            .col_expr(blocked_ip::Column::Until, Expr::value(now() - TimeDelta::minutes(1)))
            .exec(t.db().write())
            .await
            .expect("time passes");
        t.app().threats().blocks().renew().await;
        assert_eq!(status(&client, ip, "/sign-in").await, 200, "it is over");
    }
});

db_test!(many_refused_requests_are_too_much, |t| async {
    let t = watched(&t);
    let (client, ip) = (t.stranger(), "203.0.113.70");
    let mut refused = 0;
    for at in 0..60 {
        if status(&client, ip, &format!("/@nobody-{at}")).await == 403 {
            refused += 1;
        }
    }
    assert!((5..=15).contains(&refused), "after about fifty: {refused}");
    for at in 0..60 {
        assert_eq!(
            status(&client, "203.0.113.71", &format!("/m/missing-{at}")).await,
            404,
            "a page with missing pictures"
        );
    }
});

db_test!(this_machine_and_private_networks_are_never_blocked_by_themselves, |t| async {
    let t = watched(&t);
    let client = t.stranger();
    for ip in ["10.1.2.3", "192.168.1.9", "127.0.0.2", "fd00::1"] {
        for _ in 0..6 {
            status(&client, ip, "/.env").await;
        }
        assert_eq!(status(&client, ip, "/sign-in").await, 200, "{ip}");
    }
});

db_test!(what_people_write_in_forms_is_never_looked_at, |t| async {
    let t = watched(&t);
    let owner = t.owner("studio").await;
    let words = "'; DROP TABLE users; -- <script>alert('1')</script> UNION SELECT ../../etc/passwd O'Brien ${jndi:x}";
    for _ in 0..20 {
        let request =
            owner.client.request(Method::POST, CreateWorkspace::PATH).form(&[("name", words), ("handle", "x'")]);
        let reply =
            request.add_header("x-forwarded-for", "203.0.113.80").add_header("accept", "application/json").await;
        assert_ne!(reply.status_code(), StatusCode::FORBIDDEN, "{}", reply.text());
    }
    assert_eq!(status(&owner.client, "203.0.113.80", "/w/studio").await, 200);
    assert_eq!(threat::Entity::find().count(t.db().write()).await.expect("counted"), 0);
});

/// Two processes on one database: each alone sees too little.
async fn two_processes(t: TestApp) {
    let url = service("TEST_REDIS_URL").expect("it is set");
    let one = watched(&t.with_redis(&url));
    let other = one.variant(|_| {});
    let (here, there, ip) = (one.stranger(), other.stranger(), "203.0.113.80");
    assert_eq!(status(&here, ip, "/.env").await, 404);
    assert_eq!(status(&there, ip, "/.env").await, 404);
    assert_eq!(status(&here, ip, "/.git/config").await, 403, "the sum of both is too much");
    let rows = blocked_ip::Entity::find().all(t.db().write()).await.expect("read");
    assert_eq!((rows.len(), rows[0].times), (1, 1), "one block");
    other.app().threats().blocks().renew().await;
    assert_eq!(status(&there, ip, "/sign-in").await, 403);
    let written = threat::Entity::find().count(t.db().write()).await.expect("counted");
    assert!(written <= 1, "one row a minute and kind, whoever saw it: {written}");
    let net = "203.0.113.81/32".parse().expect("a network");
    for _ in 0..2 {
        assert_eq!(one.app().threats().score(net, Sign::Scanner, "/.env").await, None);
    }
    other.app().threats().forget(net).await;
    assert_eq!(one.app().threats().score(net, Sign::Scanner, "/.env").await, None, "forgotten by one, by all");
}

#[test]
fn processes_score_together_through_redis() {
    if service("TEST_REDIS_URL").is_some() {
        run_changed(Backend::Sqlite, |t| t, two_processes);
        run_changed(Backend::Postgres, |t| t, two_processes);
    }
}

db_test!(a_process_scores_for_itself_while_redis_is_away, |t| async {
    let t = watched(&t).variant(|config| config.redis.url = Some("redis://127.0.0.1:9".to_owned().into()));
    let (client, ip) = (t.stranger(), "203.0.113.82");
    for path in ["/.env", "/wp-login.php"] {
        assert_eq!(status(&client, ip, path).await, 404, "{path}");
    }
    assert_eq!(status(&client, ip, "/.git/config").await, 403);
});
