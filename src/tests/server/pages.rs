//! Pages and files: the policy with its nonce, what cannot be found, what is never served.

use axum::http::StatusCode;
use mewayz::kernel::AppError;

use crate::support::db_test;

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?.1.split_once(end).map(|(middle, _)| middle)
}

db_test!(scripts_run_with_the_nonce_of_one_answer, |t| async {
    let client = t.stranger();
    let mut seen = Vec::new();
    for _ in 0..2 {
        let reply = client.get("/sign-in").await;
        assert_eq!(reply.status_code(), StatusCode::OK);
        let policy = reply.header("content-security-policy").to_str().unwrap().to_owned();
        let scripts = between(&policy, "script-src ", ";").expect("scripts have a rule").to_owned();
        assert!(!scripts.contains("unsafe-inline") && !scripts.contains("'unsafe-eval'"), "{scripts}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("object-src 'none'"), "{policy}");
        let nonce = between(&scripts, "'nonce-", "'").expect("scripts need a nonce").to_owned();
        let page = reply.text();
        let inline =
            page.match_indices("<script").filter(|(at, _)| !page[*at..].split('>').next().unwrap().contains("src="));
        for (at, _) in inline {
            let tag = page[at..].split('>').next().unwrap();
            let data = tag.contains("application/json") || tag.contains("application/ld+json");
            assert!(data || tag.contains(&format!("nonce=\"{nonce}\"")), "{tag}");
        }
        seen.push(nonce);
    }
    assert_ne!(seen[0], seen[1], "every answer has a nonce of its own");
});

db_test!(a_public_page_keeps_its_own_stricter_policy, |t| async {
    let reply = t.stranger().get("/@nobody-has-this").await;
    assert_eq!(reply.status_code(), StatusCode::NOT_FOUND);
    let policy = reply.header("content-security-policy");
    assert!(!policy.to_str().unwrap().contains("script-src"), "{policy:?}");
});

db_test!(what_is_not_there_is_a_404_in_the_caller_s_language, |t| async {
    let client = t.stranger();
    let page = client.get("/no/such/page").await;
    assert_eq!(page.status_code(), StatusCode::NOT_FOUND);
    assert!(page.text().contains("<!DOCTYPE html>"));
    let data = client.request(axum::http::Method::GET, "/no/such/page").await;
    assert_eq!((data.status_code(), data.json::<AppError>()), (StatusCode::NOT_FOUND, AppError::not_found("address")));
    let function = client.request(axum::http::Method::POST, "/rpc/no_such_function").await;
    assert_eq!(function.status_code(), StatusCode::NOT_FOUND);
    let reading = client.request(axum::http::Method::GET, "/rpc/no_such_function").await;
    assert_eq!(reading.status_code(), StatusCode::METHOD_NOT_ALLOWED, "no server function answers a GET");
});

db_test!(only_files_of_the_site_are_served, |t| async {
    let site = t.app().config().site.root.clone();
    std::fs::create_dir_all(site.join("pkg")).unwrap();
    std::fs::write(site.join("pkg/mewayz.css"), "body{color:red}").unwrap();
    std::fs::write(site.join("pkg/mewayz.css.br"), "compressed ahead").unwrap();
    std::fs::write(site.join(".secret"), "secret").unwrap();
    std::fs::write(site.join("../outside.txt"), "outside").unwrap();
    let client = t.stranger();

    let plain = client.get("/pkg/mewayz.css").await;
    assert_eq!(plain.text(), "body{color:red}");
    assert_eq!(plain.header("cache-control"), "no-cache", "names without a hash are asked for anew");
    let tag = plain.header("etag");
    let again = client.get("/pkg/mewayz.css").add_header("if-none-match", tag).await;
    assert_eq!(again.status_code(), StatusCode::NOT_MODIFIED);
    let ahead = client.get("/pkg/mewayz.css").add_header("accept-encoding", "br").await;
    assert_eq!(
        (ahead.header("content-encoding"), ahead.text()),
        ("br".parse().unwrap(), "compressed ahead".to_owned())
    );

    for path in [
        "/.secret",
        "/%2esecret",
        "/../outside.txt",
        "/pkg/../../outside.txt",
        "/pkg/..%2f..%2foutside.txt",
        "/pkg/none",
    ] {
        assert_eq!(client.get(path).await.status_code(), StatusCode::NOT_FOUND, "{path}");
    }
});

db_test!(the_services_say_how_they_are, |t| async {
    let client = t.stranger();
    let health = client.request(axum::http::Method::GET, "/health").await;
    assert_eq!(health.status_code(), StatusCode::OK);
    let health: serde_json::Value = health.json();
    assert_eq!(health["status"], "up", "{health}");
    let names: Vec<&str> =
        health["services"].as_array().unwrap().iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names, ["database", "outbox", "mail", "sessions"]);
    assert!(health["services"][0]["latency_ms"].is_number() && health["version"].is_string(), "{health}");
    assert_eq!(client.page("/readiness").await, "ready");
    assert_eq!(client.page("/liveness").await, "alive");

    client.page("/sign-in").await;
    let numbers = client.page("/metrics").await;
    assert!(numbers.contains("mewayz_outbox_waiting"), "{numbers}");
    let far = client.get("/metrics").add_header("x-forwarded-for", "203.0.113.7").await;
    assert_eq!(far.status_code(), StatusCode::NOT_FOUND, "the numbers are for neighbours");
});
