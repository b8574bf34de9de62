//! What every request passes through: panics, time, size, origin, headers, ids.

use std::time::Duration;

use axum::{
    Router,
    body::Bytes,
    http::{Method, StatusCode},
    response::IntoResponse,
    routing::{any, get, post},
};
use mewayz::{kernel::AppError, server::middleware::rpc};

use super::{guarded, process};
use crate::support::db_test;

fn routes() -> Router<mewayz::server::app::App> {
    Router::new()
        .route("/fine", any(|| async { "fine" }))
        .route("/panic", get(panics))
        .route("/panic-in-task", get(panic_in_task))
        .route("/slow", get(|| async { tokio::time::sleep(Duration::from_secs(30)).await }))
        .route("/body", post(|body: Bytes| async move { body.len().to_string() }))
}

async fn panics() {
    panic!("on purpose");
}

/// Like a page that waits for a resource whose task panics.
async fn panic_in_task() {
    any_spawner::Executor::spawn(async { panic!("on purpose, in a task") });
    std::future::pending::<()>().await;
}

db_test!(a_panic_is_a_500_for_that_request_only, |t| async {
    let server = guarded(t.app().clone(), routes());
    let reply = server.get("/panic").await;
    assert_eq!(reply.status_code(), StatusCode::INTERNAL_SERVER_ERROR);
    let id = reply.header("x-request-id");
    assert_eq!(reply.json::<AppError>(), AppError::Internal { request_id: id.to_str().unwrap().to_owned() });

    let page = server.get("/panic").add_header("accept", "text/html").await;
    assert_eq!(page.status_code(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.text().contains("<h1>Something went wrong</h1>"), "{}", page.text());
    assert!(page.text().contains(page.header("x-request-id").to_str().unwrap()), "the page names the request");
    assert_eq!(page.header("x-content-type-options"), "nosniff", "errors are guarded too");

    let _ = t.stranger(); // installs the executor of pages, as the whole service does
    let reply = server.get("/panic-in-task").await;
    assert_eq!(reply.status_code(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(server.get("/fine").await.text(), "fine", "the server lives");
});

db_test!(a_request_that_takes_too_long_is_stopped, |t| async {
    let server = guarded(process(&t, |config| config.limits.request_seconds = 1), routes());
    let reply = server.get("/slow").await;
    assert_eq!(reply.status_code(), StatusCode::SERVICE_UNAVAILABLE);
    let AppError::Unavailable(words) = reply.json() else { panic!("{}", reply.text()) };
    assert!(words.contains("1 second"), "{words}");
});

db_test!(a_body_that_is_too_large_is_refused, |t| async {
    let app = process(&t, |config| {
        config.limits.body_kib = 64;
        config.limits.upload_kib = 128;
    });
    let server = guarded(app, routes());
    let send = |bytes: usize, kind: &str| server.post("/body").bytes(vec![b'x'; bytes].into()).content_type(kind);
    assert_eq!(send(64 * 1024, "text/plain").await.text(), "65536");
    let reply = send(64 * 1024 + 1, "text/plain").await;
    assert_eq!(reply.status_code(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(
        reply.json::<AppError>(),
        AppError::invalid("", "This is too large: at most 64 KiB can be sent at once.")
    );
    let upload = "multipart/form-data; boundary=x";
    assert_eq!(send(128 * 1024, upload).await.status_code(), StatusCode::OK);
    assert_eq!(send(1024 * 1024, upload).await.status_code(), StatusCode::PAYLOAD_TOO_LARGE);
});

db_test!(only_our_own_pages_may_change_something, |t| async {
    let server = guarded(t.app().clone(), routes());
    let send = |method: Method, headers: &[(&'static str, &'static str)]| {
        let request = server.method(method, "/fine").add_header("host", "mewayz.test");
        let request = headers.iter().fold(request, |request, (name, value)| request.add_header(*name, *value));
        async move { request.await.status_code() }
    };
    let cross = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
        assert_eq!(send(method.clone(), &cross).await, StatusCode::FORBIDDEN, "{method}");
    }
    assert_eq!(send(Method::POST, &[("origin", "https://evil.example")]).await, StatusCode::FORBIDDEN);
    assert_eq!(send(Method::POST, &[("origin", "null")]).await, StatusCode::FORBIDDEN);
    assert_eq!(
        send(Method::POST, &[("sec-fetch-site", "same-site")]).await,
        StatusCode::FORBIDDEN,
        "a tenant's domain"
    );
    assert_eq!(send(Method::GET, &cross).await, StatusCode::OK, "reading is free");
    assert_eq!(send(Method::POST, &[("sec-fetch-site", "same-origin")]).await, StatusCode::OK);
    assert_eq!(send(Method::POST, &[("origin", "http://mewayz.test")]).await, StatusCode::OK);
    assert_eq!(send(Method::POST, &[]).await, StatusCode::OK, "a program without a browser's cookies");

    let refused =
        server.post("/fine").add_header("sec-fetch-site", "cross-site").add_header("accept", "text/html").await;
    assert!(refused.text().contains("another website"), "{}", refused.text());
});

db_test!(a_request_id_is_taken_from_trusted_proxies_only, |t| async {
    let given = "0199e0c4-edge-request";
    let trusting = guarded(t.app().clone(), routes());
    let reply = trusting.get("/fine").add_header("x-request-id", given).await;
    assert_eq!(reply.header("x-request-id"), given);
    let reply = trusting.get("/fine").add_header("x-request-id", "no spaces, please").await;
    assert_ne!(reply.header("x-request-id"), "no spaces, please");

    let wary = guarded(process(&t, |config| config.site.trusted_proxies = vec!["10.0.0.0/8".to_owned()]), routes());
    let reply = wary.get("/fine").add_header("x-request-id", given).await;
    let id = reply.header("x-request-id").to_str().unwrap().to_owned();
    assert_eq!(uuid::Uuid::parse_str(&id).map(|id| id.get_version_num()), Ok(7), "{id}");
});

db_test!(https_is_kept_and_development_pages_are_hidden, |t| async {
    let app = process(&t, |config| {
        config.environment = mewayz::server::config::Environment::Production;
        config.site.public_url = "https://mewayz.example".parse().unwrap();
    });
    let server = guarded(app, routes().route("/dev/thing", get(|| async { "thing" })));
    let reply = server.get("/fine").await;
    assert_eq!(reply.header("strict-transport-security"), "max-age=31536000");
    assert_eq!(server.get("/dev/thing").await.status_code(), StatusCode::NOT_FOUND);
    let here = guarded(t.app().clone(), routes());
    assert!(here.get("/fine").await.maybe_header("strict-transport-security").is_none());
});

#[tokio::test]
async fn a_failed_server_function_has_the_status_of_its_error() {
    let failed = |error: &AppError| {
        let body = serde_json::to_string(error).unwrap();
        (StatusCode::INTERNAL_SERVER_ERROR, [("serverfnerror", "/rpc/x")], body).into_response()
    };
    let limited = rpc::finish(false, failed(&AppError::Limited { retry_after: 30 })).await;
    assert_eq!(limited.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(limited.headers()["retry-after"], "30");
    let gone = rpc::finish(false, failed(&AppError::Gone("This link was used.".to_owned()))).await;
    assert_eq!(gone.status(), StatusCode::GONE);
    let back = (StatusCode::FOUND, [("serverfnerror", "/rpc/x"), ("location", "/page?__err=x")]).into_response();
    assert_eq!(rpc::finish(true, back).await.status(), StatusCode::FOUND, "a plain form goes back to its page");
    let unknown = rpc::finish(false, StatusCode::BAD_REQUEST.into_response()).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
}
