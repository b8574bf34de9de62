//! Views of pages: counted for people, apart for machines, without a cookie, and never in the way of the page.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use mewayz::{
    analytics::{
        types::{Dimension, Totals},
        visitor_keys,
    },
    entity::{day_salt, event, touch},
    kernel::time,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::{happened, record, report, rows, table};
use crate::{
    sites::make::{draft, link, publish, site},
    support::{TestApp, db_test},
};

/// Everything that was recorded by now.
async fn touches(t: &TestApp) -> Vec<touch::Model> {
    t.app().events().flush().await;
    touch::Entity::find().all(t.db().write()).await.expect("touches are read")
}

db_test!(a_view_is_counted_with_where_it_came_from, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    publish(&ws, id, draft("Mine", vec![link("One", "https://example.com/")])).await;
    let browser = t.stranger();
    let first = browser
        .get("/@studio?utm_source=Newsletter&utm_medium=email&utm_campaign=Spring%00Sale")
        .add_header("referer", "https://www.instagram.com/studio/")
        .await;
    assert_eq!(first.status_code(), StatusCode::OK);
    assert!(first.headers().get("set-cookie").is_none(), "a page sets no cookie");
    // The browser has the page already: it was looked at all the same. Our own pages are no referrer.
    let tag = first.header("etag").to_str().unwrap().to_owned();
    let again = browser.get("/@studio").add_header("if-none-match", tag).add_header("referer", "http://mewayz.test/@x");
    assert_eq!(again.await.status_code(), StatusCode::NOT_MODIFIED);
    // What is no view.
    browser.request(Method::HEAD, "/@studio").await;
    browser.get("/@studio/nothing").await;
    browser.get("/@Studio").await;
    let found = touches(&t).await;
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found.iter().all(|touch| touch.kind == "view" && touch.object_id == id.0 && touch.visitor_id.is_none()));
    let events = event::Entity::find().filter(event::Column::Name.eq("site.viewed")).all(t.db().write()).await.unwrap();
    assert_eq!(events.len(), 2);
    let seen = report(&ws, Some(id)).await;
    assert_eq!(seen.totals, Totals { views: 2, visitors: 1, ..Totals::default() });
    assert_eq!(seen.points.last().unwrap().totals, seen.totals, "today is the last point");
    let from = |name: &str| (name.to_owned(), 1);
    assert_eq!(table(&seen, Dimension::Referrer), [from("Direct, or not told"), from("instagram.com")]);
    assert_eq!(table(&seen, Dimension::Source), [from("newsletter")]);
    assert_eq!(table(&seen, Dimension::Medium), [from("email")]);
    assert_eq!(table(&seen, Dimension::Campaign), [from("springsale")]);
    assert_eq!(table(&seen, Dimension::Device), [("Computer".to_owned(), 2)]);
    assert_eq!(report(&ws, None).await.totals, seen.totals, "the workspace is the sum of its sites");
});

db_test!(machines_are_left_out_and_told, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    publish(&ws, id, draft("Mine", Vec::new())).await;
    for agent in ["Googlebot/2.1 (+http://www.google.com/bot.html)", "curl/8.5.0", "WhatsApp/2.23"] {
        let mut client = t.stranger();
        client.server().clear_headers();
        client.server().get("/@studio").add_header("user-agent", agent).await;
    }
    t.stranger().get("/@studio").add_header("sec-purpose", "prefetch;prerender").await;
    assert!(touches(&t).await.iter().all(|touch| touch.bot && touch.visitor_key.is_none()));
    assert_eq!(report(&ws, Some(id)).await.totals, Totals { bots: 4, ..Totals::default() });
});

db_test!(who_objects_is_counted_but_not_known_again, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    publish(&ws, id, draft("Mine", Vec::new())).await;
    for name in ["dnt", "sec-gpc"] {
        let browser = t.stranger();
        let cookie = format!("mwv={}", mewayz::kernel::id::VisitorId::new());
        browser.get("/@studio").add_header(name, "1").add_header("cookie", cookie).await;
        browser.get("/@studio").add_header(name, "1").await;
    }
    let found = touches(&t).await;
    assert!(found.iter().all(|touch| touch.visitor_key.is_none() && touch.visitor_id.is_none()), "{found:#?}");
    assert_eq!(report(&ws, Some(id)).await.totals, Totals { views: 4, unnamed: 4, ..Totals::default() });
});

db_test!(visitors_are_told_apart_for_a_day, |t| async {
    let ws = t.owner("studio").await.ws;
    let (id, other) = (site(&ws, "").await, site(&ws, "more").await);
    publish(&ws, id, draft("Mine", Vec::new())).await;
    publish(&ws, other, draft("More", Vec::new())).await;
    for place in ["198.51.100.1", "198.51.100.2", "198.51.100.1", "2001:db8:1:2::3", "2001:db8:1:2:ffff::9"] {
        t.stranger().get("/@studio").add_header("x-forwarded-for", place).await;
    }
    t.stranger().get("/@studio/more").add_header("x-forwarded-for", "198.51.100.1").await;
    let keys: Vec<i64> = touches(&t).await.iter().filter_map(|touch| touch.visitor_key).collect();
    assert_eq!(keys.len(), 6);
    let unlike: std::collections::BTreeSet<&i64> = keys.iter().collect();
    assert_eq!(unlike.len(), 4, "two addresses, one household, and somebody on another site whom nobody can join");
    assert_eq!((report(&ws, Some(id)).await.totals.visitors, report(&ws, None).await.totals.visitors), (3, 4));

    // The salt of the day goes, and with it the way back to a key.
    let today = visitor_keys::day_of(time::now());
    let row = day_salt::ActiveModel { day: Set(today - 3), salt: Set("old".to_owned()) };
    row.insert(t.db().write()).await.unwrap();
    visitor_keys::forget(&t.system()).await.unwrap();
    let kept = day_salt::Entity::find().all(t.db().write()).await.unwrap();
    assert_eq!(kept.iter().map(|row| row.day).collect::<Vec<_>>(), [today]);
    day_salt::Entity::delete_many().exec(t.db().write()).await.unwrap();
    t.stranger().get("/@studio").add_header("x-forwarded-for", "198.51.100.1").await;
    let last = touches(&t).await.into_iter().max_by_key(|touch| touch.id).and_then(|touch| touch.visitor_key).unwrap();
    assert!(!keys.contains(&last), "under another salt the same visitor is another");
});

db_test!(a_page_does_not_wait_for_its_view, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    publish(&ws, id, draft("Mine", Vec::new())).await;
    // On SQLite this keeps the only writer.
    let busy = t.db().begin().await.unwrap();
    let answer = tokio::time::timeout(Duration::from_secs(3), t.stranger().page("/@studio")).await;
    assert!(answer.expect("the page is answered").contains("Mine"));
    busy.rollback().await.unwrap();
    t.app().events().flush().await;
    assert_eq!(report(&ws, Some(id)).await.totals.views, 1, "and its view is counted afterwards");
});

db_test!(made_up_campaigns_do_not_flood_the_tables, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let at = time::now();
    let made_up = |n: usize| {
        let mut view = record(&ws, id, None, Some(n as i64), at);
        view.touch.source = Some(format!("made-up-{n}"));
        view
    };
    happened(&t, (0..150).map(made_up).collect()).await;
    happened(&t, (140..160).map(made_up).collect()).await;
    let sources = rows(&t).await.into_keys().filter(|name| name.contains(&format!("{} source 24", id.0))).count();
    assert_eq!(sources, 101, "a hundred values, and the rest together");
    let seen = report(&ws, Some(id)).await;
    assert_eq!(table(&seen, Dimension::Source)[0], ("Others, together".to_owned(), 70));
    let counted = seen.tables.iter().find(|table| table.dimension == Dimension::Source).unwrap();
    assert_eq!((counted.lines.len(), counted.count, counted.all.views), (10, 101, 170));
});

db_test!(a_view_of_a_workspace_that_is_gone_harms_nobody, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let mut orphan = record(&ws, id, None, Some(1), time::now());
    orphan.touch.workspace_id = mewayz::kernel::id::WorkspaceId::new();
    happened(&t, vec![record(&ws, id, None, Some(2), time::now()), orphan]).await;
    assert_eq!(report(&ws, Some(id)).await.totals.views, 1);
    let stored = touch::Entity::find().one(t.db().write()).await.unwrap().expect("one is stored");
    assert_eq!(stored.clone().into_active_model().workspace_id, sea_orm::ActiveValue::Unchanged(ws.id()));
});
