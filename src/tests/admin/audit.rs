//! The audit log: filtered, paged, read in words, taken out as a file.

use mewayz::{
    admin::{
        audit_log,
        types::audit::{Asked, FieldChange, Risk, changes},
        users,
    },
    kernel::AppError,
};
use serde_json::json;

use super::people::admin;
use crate::{sites::online, support::db_test};

#[test]
fn changes_are_read_field_by_field() {
    let (old, new) = (json!({ "a": 1, "same": "x", "deep": { "b": true } }), json!({ "a": 2, "same": "x", "c": [1] }));
    let change = |field: &str, old: Option<&str>, new: Option<&str>| FieldChange {
        field: field.to_owned(),
        old: old.map(str::to_owned),
        new: new.map(str::to_owned),
    };
    let expected =
        [change("a", Some("1"), Some("2")), change("c", None, Some("[1]")), change("deep.b", Some("true"), None)];
    assert_eq!(changes(Some(&old), Some(&new)), expected);
    assert_eq!(changes(None, Some(&json!("word"))), [change("", None, Some("word"))]);
    assert_eq!(changes(None, None), []);
}

#[test]
fn risk_comes_from_the_action() {
    assert_eq!(Risk::of("user.suspend"), Risk::High);
    assert_eq!(Risk::of("session.revoke"), Risk::Medium);
    assert_eq!(Risk::of("site.save"), Risk::Low);
}

db_test!(the_log_is_filtered, |t| async {
    let ws = t.owner("studio").await.ws;
    online(&ws, "", vec![]).await;
    let person = t.person("Eve").await;
    let admin = admin(&t).await;
    users::suspend(&admin, person, "It sends spam.").await.expect("it is done");
    let ask = async |asked: Asked| audit_log::list(&admin, &asked).await.expect("the log is read");
    let all = ask(Asked::default()).await;
    assert!(all.total > 2 && all.items[0].action == "user.suspend", "the newest first");
    let high = ask(Asked { risk: "high".to_owned(), ..Asked::default() }).await;
    assert_eq!((high.total, high.items[0].actor.as_str()), (1, "Head (head@example.com)"));
    let reason = high.items[0].changes.iter().find(|change| change.field == "reason");
    assert_eq!(reason.and_then(|change| change.new.as_deref()), Some("It sends spam."));
    let low = ask(Asked { risk: "low".to_owned(), ..Asked::default() }).await;
    assert_eq!(low.total, all.total - 1);
    let sites = ask(Asked { action: "site.".to_owned(), ..Asked::default() }).await;
    assert!(sites.total > 0 && sites.items.iter().all(|entry| entry.action.starts_with("site.")));
    assert_eq!(ask(Asked { actor: "HEAD@".to_owned(), ..Asked::default() }).await.total, 1);
    assert_eq!(ask(Asked { actor: "nobody at all".to_owned(), ..Asked::default() }).await.total, 0);
    assert_eq!(ask(Asked { object: person.to_string(), ..Asked::default() }).await.total, 1);
    assert_eq!(ask(Asked { object: "User".to_owned(), ..Asked::default() }).await.total, 1);
    let days = |from: &str, to: &str| Asked { from: from.to_owned(), to: to.to_owned(), ..Asked::default() };
    let today = mewayz::kernel::time::now().date_naive().to_string();
    assert_eq!(ask(days(&today, &today)).await.total, all.total);
    assert_eq!(ask(days("", "2020-01-01")).await.total, 0);
    let wrong = audit_log::list(&admin, &days("yesterday", "")).await;
    assert!(wrong.is_err_and(|error: AppError| error.field("from").is_some()));
    assert!(audit_log::list(&admin, &days("+262142-01-01", "")).await.is_err());
});

db_test!(the_log_has_pages_and_leaves_as_a_file, |t| async {
    let admin = admin(&t).await;
    for _ in 0..60 {
        let id = t.person(&format!("Person {}", mewayz::kernel::id::UserId::new())).await;
        users::set_role(&admin, id, "moderator").await.expect("it is done");
    }
    let first = audit_log::list(&admin, &Asked::default()).await.expect("read");
    let before = first.next.clone().expect("there is more");
    let second = audit_log::list(&admin, &Asked { before, ..Asked::default() }).await.expect("read");
    assert_eq!((first.items.len(), second.items.len(), second.next), (50, 10, None));
    assert!(first.items.iter().all(|entry| !second.items.contains(entry)), "no entry twice");
    let file = t.sign_in(admin.user().id).await.get("/admin/audit.csv?risk=high").await;
    let text = file.text();
    assert_eq!(text.lines().count(), 62, "head, 60 changes, and that the log was taken out: {text}");
    assert!(text.contains("role: user → moderator") && text.contains("audit.export"));
});
