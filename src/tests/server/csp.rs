//! Reports of browsers and `security.txt`.

use axum::http::{Method, StatusCode};
use mewayz::{
    entity::csp_report,
    server::csp::{self, Violation},
};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use crate::support::{TestApp, db_test};

fn old_report(blocked: &str, page: &str) -> String {
    json!({ "csp-report": {
        "document-uri": page, "effective-directive": "script-src-elem", "violated-directive": "script-src-elem",
        "blocked-uri": blocked, "script-sample": "alert(1)",
    } })
    .to_string()
}

#[test]
fn both_kinds_of_reports_are_read() {
    let expected = Violation {
        directive: "script-src-elem".to_owned(),
        blocked: "https://evil.example/x.js".to_owned(),
        page: "/w/studio".to_owned(),
        sample: "alert(1)".to_owned(),
    };
    let (blocked, page) = ("https://evil.example/x.js?secret=1#a", "https://mewayz.test/w/studio?token=secret");
    let old = csp::read(old_report(blocked, page).as_bytes());
    assert_eq!(old, std::slice::from_ref(&expected), "no queries, no fragments");
    let new = json!([
        { "type": "csp-violation", "body": { "documentURL": page, "effectiveDirective": "script-src-elem", "blockedURL": blocked, "sample": "alert(1)" } },
        { "type": "deprecation", "body": {} },
    ]);
    assert_eq!(csp::read(new.to_string().as_bytes()), [expected]);
    assert_eq!(
        csp::read(old_report("chrome-extension://abc/x.js", page).as_bytes()),
        [],
        "an extension of the visitor"
    );
    for rubbish in ["", "{}", "[1]", "{\"csp-report\":7}", "{\"csp-report\":{\"document-uri\":\"no address\"}}"] {
        assert_eq!(csp::read(rubbish.as_bytes()), [], "{rubbish}");
    }
}

async fn send(t: &TestApp, body: String) -> u16 {
    let request = t.stranger().request(Method::POST, csp::PATH).text(body).content_type("application/csp-report");
    request.await.status_code().as_u16()
}

db_test!(reports_are_kept_once_for_each_kind, |t| async {
    for _ in 0..3 {
        assert_eq!(send(&t, old_report("inline", "http://mewayz.test/sign-in")).await, 204);
    }
    assert_eq!(send(&t, old_report("inline", "http://mewayz.test/register")).await, 204);
    assert_eq!(send(&t, "x".repeat(20_000)).await, 204, "too large, and nobody is told");
    let mut rows = csp_report::Entity::find().all(t.db().write()).await.expect("they are read");
    rows.sort_by_key(|row| row.count);
    let seen: Vec<(&str, i64)> = rows.iter().map(|row| (row.page.as_str(), row.count)).collect();
    assert_eq!(seen, [("/register", 1), ("/sign-in", 3)]);
});

db_test!(a_flood_of_kinds_does_not_fill_the_table, |t| async {
    for at in 0..1005 {
        let violation = Violation {
            directive: "img-src".to_owned(),
            blocked: format!("https://flood.example/{at}"),
            page: "/".to_owned(),
            sample: String::new(),
        };
        csp::keep(t.db(), &violation).await.expect("it is kept or dropped");
    }
    assert_eq!(csp_report::Entity::find().count(t.db().write()).await.expect("counted"), 1000);
});

db_test!(one_caller_sends_a_few_reports_only, |t| async {
    let t = t.variant(|config| config.limits.rate_limits = true);
    for at in 0..30 {
        assert_eq!(send(&t, old_report("inline", &format!("http://mewayz.test/{at}"))).await, 204);
    }
    assert_eq!(csp_report::Entity::find().count(t.db().write()).await.expect("counted"), 10);
});

db_test!(pages_ask_browsers_for_reports, |t| async {
    for path in ["/sign-in", "/nothing-here", "/@nobody"] {
        let reply = t.stranger().get(path).await;
        let policy = reply.headers()["content-security-policy"].to_str().expect("text").to_owned();
        assert!(policy.ends_with("; report-uri /csp-report"), "{path}: {policy}");
    }
    let data = t.stranger().request(Method::GET, "/liveness").await;
    assert!(
        !data.headers()["content-security-policy"].to_str().expect("text").contains("report-uri"),
        "data reports nothing"
    );
});

db_test!(whoever_finds_a_weakness_learns_whom_to_tell, |t| async {
    let reply = t.stranger().get("/.well-known/security.txt").await;
    assert_eq!(reply.status_code(), StatusCode::OK);
    let text = reply.text();
    assert!(text.starts_with("Contact: mailto:hello@mewayz.localhost\n"), "{text}");
    let expires = text.lines().find_map(|line| line.strip_prefix("Expires: ")).expect("it says until when");
    let expires: chrono::DateTime<chrono::Utc> = expires.parse().expect("an instant of RFC 3339");
    let days = (expires - mewayz::kernel::time::now()).num_days();
    assert!((80..=91).contains(&days));
    assert!(text.contains("Canonical: http://mewayz.test/.well-known/security.txt\n"));
    let own = t.variant(|config| config.security.contact = Some("https://example.com/report".to_owned()));
    assert!(
        own.stranger()
            .get("/.well-known/security.txt")
            .await
            .text()
            .starts_with("Contact: https://example.com/report\n")
    );
});
