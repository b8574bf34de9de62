//! Limits by class: who is counted, what the headers say, one count for all processes through Redis.

use axum::http::{HeaderMap, Method, StatusCode};
use axum_test::TestResponse;
use leptos::server_fn::ServerFn;
use mewayz::{
    accounts::rpc::{ListSessions, SignIn},
    server::{
        config::Config,
        rates::{Class, Rates},
    },
};
use secrecy::SecretString;

use crate::support::{Fresh, TestApp, block_on, config, db_test, service};

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name).and_then(|value| value.to_str().ok()?.parse().ok())
}

fn limited(t: &TestApp, change: impl FnOnce(&mut Config)) -> TestApp {
    t.variant(|config| {
        config.limits.rate_limits = true;
        change(config);
    })
}

db_test!(calls_are_counted_for_the_person_and_refused_in_words, |t| async {
    let t = limited(&t, |config| config.limits.api_per_hour = 3);
    let ada = t.sign_in(t.person("Ada").await).await;
    let call = async |who: &crate::support::Client| -> TestResponse {
        who.request(Method::POST, ListSessions::PATH).add_header("accept", "application/json").form(&[("a", "b")]).await
    };
    for left in [2, 1, 0] {
        let reply = call(&ada).await;
        assert_eq!(reply.status_code(), StatusCode::OK);
        let headers = reply.headers();
        assert_eq!(
            (number(headers, "x-ratelimit-limit"), number(headers, "x-ratelimit-remaining")),
            (Some(3), Some(left))
        );
        assert!(number(headers, "x-ratelimit-reset").is_some_and(|seconds| (1..=3600).contains(&seconds)));
    }
    let reply = call(&ada).await;
    assert_eq!(reply.status_code(), StatusCode::TOO_MANY_REQUESTS);
    let wait = number(reply.headers(), "retry-after");
    assert!(wait.is_some_and(|seconds| (1..=1201).contains(&seconds)), "one comes back in 20 minutes: {wait:?}");
    assert_eq!(number(reply.headers(), "x-ratelimit-remaining"), Some(0));
    assert!(reply.text().contains("Limited"), "{}", reply.text());
    let bob = t.sign_in(t.person("Bob").await).await;
    assert_eq!(call(&bob).await.status_code(), StatusCode::OK, "at the same place, but somebody else");
});

db_test!(doors_uploads_and_searches_have_limits_of_their_own, |t| async {
    let t = limited(&t, |config| {
        config.limits.auth_per_5_minutes = 2;
        config.limits.searches_per_hour = 1;
        config.limits.uploads_per_hour = 1;
    });
    let door = async |place: &str| {
        let request =
            t.stranger().request(Method::POST, SignIn::PATH).form(&[("email", "a@example.com"), ("password", "x")]);
        request
            .add_header("accept", "application/json")
            .add_header("x-forwarded-for", place)
            .await
            .status_code()
            .as_u16()
    };
    assert_eq!([door("203.0.113.1").await, door("203.0.113.1").await, door("203.0.113.1").await], [422, 422, 429]);
    assert_eq!(door("203.0.113.2").await, 422, "another network");
    assert_eq!(
        [door("2001:db8::1").await, door("2001:db8::2").await, door("2001:db8::3").await],
        [422, 422, 429],
        "one /64"
    );
    let owner = t.owner("studio").await.client;
    let status = async |path: &str| owner.get(path).await.status_code().as_u16();
    assert_eq!([status("/w/studio/audience?q=a").await, status("/w/studio/audience?q=b").await], [200, 429]);
    assert_eq!(status("/w/studio/audience?q=").await, 200, "nothing is searched");
    let send = async || {
        let part = axum_test::multipart::Part::bytes(b"no picture".to_vec()).file_name("a.png");
        let form = axum_test::multipart::MultipartForm::new().add_part("file", part);
        let request = owner.request(Method::POST, "/w/studio/media").multipart(form);
        request.await.status_code().as_u16()
    };
    assert_ne!(send().await, 429);
    assert_eq!(send().await, 429);
});

db_test!(a_search_in_a_form_counts_and_arrives_whole, |t| async {
    use mewayz::contacts::rpc::ListPeople;
    let t = limited(&t, |config| config.limits.searches_per_hour = 1);
    let owner = t.owner("studio").await;
    let ask = |search: &str| ListPeople { workspace: owner.ws.id(), search: search.to_owned(), before: String::new() };
    owner.client.call(&ask("ada & bob")).await.expect("the form arrives");
    owner.client.call(&ask("")).await.expect("a list is no search");
    assert!(owner.client.call(&ask("again")).await.is_err());
});

db_test!(without_limits_nothing_is_counted, |t| async {
    let ada = t.sign_in(t.person("Ada").await).await;
    let reply = ada.form(ListSessions::PATH, &[]).await;
    assert_eq!(number(reply.headers(), "x-ratelimit-limit"), None);
});

/// The counters of a process.
fn counters(redis: Option<&str>) -> Rates {
    let mut config = config(&Fresh::nowhere());
    config.limits.rate_limits = true;
    config.redis.url = redis.map(|url| SecretString::from(url.to_owned()));
    config.limits.auth_per_5_minutes = 5;
    Rates::new(&config)
}

#[test]
fn processes_count_together_through_redis() {
    let Some(url) = service("TEST_REDIS_URL") else { return };
    block_on(async {
        let (one, other) = (counters(Some(&url)), counters(Some(&url)));
        let key = format!("test {}", mewayz::kernel::id::UserId::new());
        let mut left = Vec::new();
        for _ in 0..2 {
            for process in [&one, &other] {
                let count = process.count(Class::Auth, &key).await.expect("it counts");
                assert!(count.allowed);
                left.push(count.remaining);
            }
        }
        assert_eq!(left, [4, 3, 2, 1]);
        assert!(one.count(Class::Auth, &key).await.is_some_and(|count| count.allowed && count.remaining == 0));
        let refused = other.count(Class::Auth, &key).await.expect("it counts");
        assert!(!refused.allowed && (1..=60).contains(&refused.retry_after), "one comes back a minute: {refused:?}");
        assert!((241..=300).contains(&refused.reset), "all are back in five minutes: {refused:?}");
        assert!(other.count(Class::Api, &key).await.is_some_and(|count| count.allowed), "another class");
    });
}

#[test]
fn a_process_counts_for_itself_while_redis_is_away() {
    block_on(async {
        // Nobody listens on port 9 of this machine.
        let rates = counters(Some("redis://127.0.0.1:9"));
        for left in [4, 3, 2, 1, 0] {
            assert_eq!(rates.count(Class::Auth, "a").await.map(|count| count.remaining), Some(left));
        }
        assert!(rates.count(Class::Auth, "a").await.is_some_and(|count| !count.allowed));
    });
}
