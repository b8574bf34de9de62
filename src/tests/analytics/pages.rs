//! The pages of numbers and the files for spreadsheets.

use axum::http::StatusCode;
use chrono::TimeDelta;
use mewayz::kernel::time::now;

use super::{happened, record};
use crate::{
    sites::make::{draft, link, publish, site},
    support::db_test,
};

db_test!(the_page_shows_what_was_counted, |t| async {
    let owner = t.owner("studio").await;
    let ws = &owner.ws;
    let id = site(ws, "").await;
    let one = link("<b>Shop</b>", "https://example.com/");
    publish(ws, id, draft("Mine", vec![one.clone()])).await;
    let empty = owner.client.page(&format!("/w/studio/sites/{id}/analytics")).await;
    assert!(empty.contains("Nothing to count yet"), "it says what to do before the first visitor");
    let click = record(ws, id, Some(one.id), Some(1), now());
    happened(&t, vec![record(ws, id, None, Some(1), now() - TimeDelta::seconds(9)), click]).await;
    for address in [format!("/w/studio/sites/{id}/analytics?range=7d"), "/w/studio/analytics".to_owned()] {
        let page = owner.client.page(&address).await;
        for words in
            ["Unique visitors", "Germany", "&lt;b&gt;Shop", ">100%<", "Views and clicks by day", "None in the "]
        {
            assert!(page.contains(words), "{address} lacks {words}");
        }
        assert!(!page.contains("<b>Shop"));
    }
    let block = owner.client.page(&format!("/w/studio/sites/{id}/analytics?block={}", one.id)).await;
    assert!(block.contains("People who clicked") && block.contains("Clicks by day"));
    let wrong = owner.client.page("/w/studio/analytics?range=custom&from=2026-02-02&to=2026-01-01").await;
    assert!(wrong.contains("The last day is before the first."));
});

db_test!(numbers_are_taken_out_as_files, |t| async {
    let owner = t.owner("studio").await;
    let ws = &owner.ws;
    let id = site(ws, "").await;
    let mut view = record(ws, id, None, Some(1), now());
    view.touch.source = Some("=cmd|' /C calc'!A0".to_owned());
    view.touch.referrer_host = Some("news.example".to_owned());
    happened(&t, vec![view]).await;
    let file = async |query: &str| {
        let reply = owner.client.get(&format!("/w/studio/analytics.csv?{query}")).await;
        (reply.status_code(), reply.text())
    };
    let (_, sources) = file("table=source&range=7d").await;
    assert_eq!(
        sources,
        "\u{feff}Campaign sources,Value,Views,Unique visitors,Clicks\r\n'=cmd|' /C calc'!A0,'=cmd|' /C calc'!A0,1,1,0\r\n"
    );
    let (_, referrers) = file(&format!("table=referrer&site={id}")).await;
    assert!(referrers.ends_with("news.example,news.example,1,1,0\r\n"), "{referrers}");
    let (_, days) = file("range=7d").await;
    assert_eq!(days.lines().count(), 8);
    assert!(days.starts_with("\u{feff}Day (Europe/Berlin),Views,Unique visitors,Clicks,"), "{days}");
    for (query, status) in [
        ("table=passwords", StatusCode::UNPROCESSABLE_ENTITY),
        ("site=01900000-0000-7000-8000-000000000000", StatusCode::NOT_FOUND),
        ("range=custom&from=x&to=y", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        assert_eq!(file(query).await.0, status, "{query}");
    }
});
