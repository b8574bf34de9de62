//! What staff decide about networks, browsers' reports and features.

use mewayz::{
    admin::{
        defences,
        types::defences::{FlagChange, NewBlock},
    },
    kernel::AppError,
    server::{
        csp::{self, Violation},
        flags::PAGE_IMPORT,
    },
    sites::{imports, imports::fetch::Fetcher},
};

use super::people::admin;
use crate::support::{TestApp, db_test};

fn block(net: &str) -> NewBlock {
    NewBlock { net: net.to_owned(), reason: "It copies pages.".to_owned(), ..NewBlock::default() }
}

async fn status(t: &TestApp, ip: &str) -> u16 {
    t.stranger().get("/sign-in").add_header("x-forwarded-for", ip).await.status_code().as_u16()
}

db_test!(staff_block_allow_and_lift, |t| async {
    let admin = admin(&t).await;
    assert_eq!(status(&t, "198.51.100.20").await, 200);
    defences::decide(&admin, &block("198.51.100.0/24")).await.expect("it is blocked");
    assert_eq!((status(&t, "198.51.100.20").await, status(&t, "198.51.101.20").await), (403, 200));
    let pass = NewBlock { allow: true, ..block("198.51.100.20") };
    defences::decide(&admin, &pass).await.expect("it is allowed");
    assert_eq!((status(&t, "198.51.100.20").await, status(&t, "198.51.100.21").await), (200, 403));
    let seen = defences::threats(&admin).await.expect("they are listed").nets;
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().all(|net| net.by == "Head" && net.until.is_none() && net.holds));
    defences::lift(&admin, "198.51.100.0/24").await.expect("it is lifted");
    assert_eq!(status(&t, "198.51.100.21").await, 200);
    assert!(matches!(defences::lift(&admin, "198.51.100.0/24").await, Err(AppError::NotFound(_))));
    defences::decide(&admin, &block("2001:db8::1")).await.expect("it is blocked");
    assert_eq!(status(&t, "2001:db8::ffff").await, 403, "one person has a whole /64");
});

db_test!(staff_cannot_shut_themselves_or_half_the_world_out, |t| async {
    let admin = admin(&t).await;
    for (net, why) in
        [("203.0.113.7", "yourself"), ("203.0.0.0/16", "yourself"), ("0.0.0.0/0", "too large"), ("here", "Write an")]
    {
        let refused = defences::decide(&admin, &block(net)).await;
        let words = refused.err().and_then(|error| error.field("net").map(str::to_owned)).unwrap_or_default();
        assert!(words.contains(why), "{net}: {words}");
    }
    let hours = NewBlock { hours: "soon".to_owned(), ..block("198.51.100.1") };
    assert!(defences::decide(&admin, &hours).await.is_err_and(|error| error.field("hours").is_some()));
    let unsaid = NewBlock { reason: String::new(), ..block("198.51.100.1") };
    assert!(defences::decide(&admin, &unsaid).await.is_err_and(|error| error.field("reason").is_some()));
});

db_test!(a_score_does_not_replace_what_staff_decided, |t| async {
    let admin = admin(&t).await;
    defences::decide(&admin, &block("198.51.100.5")).await.expect("it is blocked for good");
    let net = "198.51.100.5/32".parse().expect("a network");
    let t = t.variant(|config| config.limits.rate_limits = true);
    for _ in 0..4 {
        t.app().threats().score(net, mewayz::server::threats::Sign::Scanner, "/.env").await;
    }
    let seen = defences::threats(&admin).await.expect("they are listed").nets;
    assert_eq!((seen.len(), seen[0].until, seen[0].by.as_str()), (1, None, "Head"));
});

db_test!(reports_of_browsers_are_shown_and_forgotten, |t| async {
    let admin = admin(&t).await;
    let violation = Violation {
        directive: "img-src".to_owned(),
        blocked: "https://a.example/<b>".to_owned(),
        page: "/w/studio".to_owned(),
        sample: String::new(),
    };
    csp::keep(t.db(), &violation).await.expect("it is kept");
    let seen = defences::browser_reports(&admin, 1).await.expect("they are listed");
    assert_eq!((seen.total, seen.items[0].count), (1, 1));
    let page = t.sign_in(admin.user().id).await.page("/admin/browser-reports").await;
    assert!(page.contains("https://a.example/&lt;b&gt;"), "words are words");
    defences::clear_browser_reports(&admin).await.expect("they are forgotten");
    assert_eq!(defences::browser_reports(&admin, 1).await.expect("they are listed").total, 0);
});

db_test!(a_feature_obeys_its_flag, |t| async {
    let admin = admin(&t).await;
    let ws = t.owner("studio").await.ws;
    // The address is refused before anything is fetched, so this tells only whether the feature is on.
    let import = async || imports::from_url(&ws, &Fetcher::default(), "no address").await.err();
    let off = |error: Option<AppError>| matches!(error, Some(AppError::Unavailable(_)));
    assert!(!off(import().await), "on before anybody decides");
    let change = |state: &str, workspaces: String| FlagChange {
        name: PAGE_IMPORT.to_owned(),
        state: state.to_owned(),
        workspaces,
        ..FlagChange::default()
    };
    defences::change_flag(&admin, &change("off", String::new())).await.expect("it is off");
    assert!(off(import().await));
    defences::change_flag(&admin, &change("part", ws.id().to_string())).await.expect("it is on for one");
    assert!(!off(import().await));
    let flags = defences::flags(&admin).await.expect("they are listed");
    assert_eq!((flags[0].state.as_str(), flags[0].percent, flags[0].workspaces.len()), ("part", 0, 1));
    let wrong = FlagChange { percent: "101".to_owned(), ..change("part", String::new()) };
    assert!(defences::change_flag(&admin, &wrong).await.is_err_and(|error| error.field("percent").is_some()));
    let wrong = change("part", "studio".to_owned());
    assert!(defences::change_flag(&admin, &wrong).await.is_err_and(|error| error.field("workspaces").is_some()));
    let unknown = FlagChange { name: "unknown".to_owned(), ..change("on", String::new()) };
    assert!(matches!(defences::change_flag(&admin, &unknown).await, Err(AppError::NotFound(_))));
});
