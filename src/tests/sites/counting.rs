//! Short links: lead on, count once, know machines, respect people who do not want to be followed.

use chrono::{Datelike, TimeZone, Timelike};
use mewayz::{
    entity::{event, tally, touch, visitor, workspace},
    kernel::{
        id::{BlockId, SiteId},
        time,
    },
    server::ctx::WorkspaceCtx,
    sites::{clicks, types::SiteClicks, visits},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, PaginatorTrait};

use super::make::{clicked_at, draft, link, publish, site};
use crate::support::{TestApp, db_test};

/// A published link: its workspace, site, block and code.
async fn published(t: &TestApp) -> (WorkspaceCtx, SiteId, BlockId, String) {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let block = link("One", "https://example.com/päth?q=1#here");
    publish(&ws, id, draft("Mine", vec![block.clone()])).await;
    let snapshot = visits::snapshot(&t.visitor(), id).await.unwrap().expect("it is online");
    (ws, id, block.id, snapshot.blocks[0].codes[0].clone())
}

fn total(clicks: &SiteClicks, block: BlockId) -> u64 {
    clicks.blocks.iter().filter(|row| row.block == block).flat_map(|row| &row.per_day).sum()
}

db_test!(a_click_leads_on_and_counts_once, |t| async {
    let (ws, id, block, code) = published(&t).await;
    let browser = t.stranger();
    let reply = browser.get(&format!("/l/{code}")).add_header("referer", "https://www.instagram.com/studio/").await;
    assert_eq!(reply.status_code().as_u16(), 302);
    assert_eq!(reply.header("location"), "https://example.com/p%C3%A4th?q=1#here");
    assert_eq!(reply.header("cache-control"), "no-store");
    let cookie = reply.headers().get("set-cookie").expect("a browser is recognised").to_str().unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");

    let row =
        touch::Entity::find().one(t.db().write()).await.unwrap().expect("the touch is committed before the answer");
    assert_eq!((row.object_id, row.kind.as_str(), row.bot), (block.0, "click", false));
    assert_eq!((row.referrer_host.as_deref(), row.device.as_str()), (Some("instagram.com"), "desktop"));
    assert_eq!(event::Entity::find().count(t.db().write()).await.unwrap(), 1);
    for days in [7, 30] {
        let found = clicks::of_site(&ws, id, days).await.unwrap();
        assert_eq!((found.days.len(), total(&found, block), found.bots), (days as usize, 1, 0));
        assert_eq!(found.blocks[0].per_day.last(), Some(&1), "today is the last day");
    }
    let again = browser.get(&format!("/l/{code}")).await;
    assert!(again.headers().get("set-cookie").is_none(), "the browser is known by now");
    assert_eq!(visitor::Entity::find().count(t.db().write()).await.unwrap(), 1);
    assert_eq!(total(&clicks::of_site(&ws, id, 7).await.unwrap(), block), 2);
});

db_test!(machines_are_counted_apart, |t| async {
    let (ws, id, block, code) = published(&t).await;
    for agent in [
        "Googlebot/2.1 (+http://www.google.com/bot.html)",
        "curl/8.5.0",
        "facebookexternalhit/1.1",
        "WhatsApp/2.23",
        "",
    ] {
        let mut client = t.stranger();
        client.server().clear_headers();
        let reply = client.server().get(&format!("/l/{code}")).add_header("user-agent", agent).await;
        assert_eq!(reply.status_code().as_u16(), 302, "{agent}");
    }
    let ahead = t.stranger().get(&format!("/l/{code}")).add_header("sec-purpose", "prefetch;prerender").await;
    assert_eq!(ahead.status_code().as_u16(), 302);
    let found = clicks::of_site(&ws, id, 7).await.unwrap();
    assert_eq!((total(&found, block), found.bots), (0, 6));
    let head = t.stranger().request(axum::http::Method::HEAD, &format!("/l/{code}")).await;
    assert_eq!(head.status_code().as_u16(), 302);
    assert_eq!(clicks::of_site(&ws, id, 7).await.unwrap().bots, 6, "a HEAD follows nothing");
});

db_test!(clicks_at_the_same_time_are_all_counted, |t| async {
    let (ws, id, block, code) = published(&t).await;
    // From one place that would be a machine.
    let tasks = (0..200).map(|place| {
        let (t, code) = (t.clone(), code.clone());
        tokio::spawn(async move {
            let client = t.stranger();
            let request =
                client.get(&format!("/l/{code}")).add_header("x-forwarded-for", format!("198.51.100.{place}"));
            request.await.status_code().as_u16()
        })
    });
    for status in futures::future::join_all(tasks).await {
        assert_eq!(status.unwrap(), 302);
    }
    assert_eq!(total(&clicks::of_site(&ws, id, 7).await.unwrap(), block), 200);
    assert_eq!(touch::Entity::find().count(t.db().write()).await.unwrap(), 200);
    assert_eq!(event::Entity::find().count(t.db().write()).await.unwrap(), 200);
});

db_test!(unknown_and_stopped_links_lead_nowhere, |t| async {
    let (ws, id, _, code) = published(&t).await;
    assert_eq!(t.stranger().get("/l/nosuchlnk").await.status_code().as_u16(), 404);
    publish(&ws, id, draft("Mine", Vec::new())).await;
    assert_eq!(t.stranger().get(&format!("/l/{code}")).await.status_code().as_u16(), 410);
    assert_eq!(touch::Entity::find().count(t.db().write()).await.unwrap(), 0);
});

db_test!(days_begin_at_midnight_where_the_workspace_is, |t| async {
    let (ws, id, block, _) = published(&t).await;
    for zone in ["Pacific/Auckland", "America/Los_Angeles", "Europe/Berlin"] {
        workspace::ActiveModel { id: Set(ws.id()), time_zone: Set(zone.to_owned()), ..Default::default() }
            .update(t.db().write())
            .await
            .unwrap();
        tally::Entity::delete_many().exec(t.db().write()).await.unwrap();
        let ws = t.ctx(Some(ws.user().id)).await.workspace(ws.id()).await.unwrap();
        let zone: chrono_tz::Tz = zone.parse().unwrap();
        let today = time::now().with_timezone(&zone).date_naive();
        let at = |day: chrono::NaiveDate, hour: u32| {
            zone.from_local_datetime(&day.and_hms_opt(hour, 30, 0).unwrap()).earliest().unwrap().to_utc()
        };
        let yesterday = today.pred_opt().unwrap();
        clicked_at(&t, &ws, (id, block), at(yesterday, 23), (3, 0)).await;
        clicked_at(&t, &ws, (id, block), at(yesterday, 5), (4, 0)).await;
        clicked_at(&t, &ws, (id, block), at(today, 0), (5, 0)).await;
        let oldest = today - chrono::Days::new(6);
        clicked_at(&t, &ws, (id, block), at(oldest, 0), (7, 0)).await;
        clicked_at(&t, &ws, (id, block), at(oldest.pred_opt().unwrap(), 23), (100, 0)).await;
        let found = clicks::of_site(&ws, id, 7).await.unwrap();
        assert_eq!(found.days.last().unwrap(), &today.to_string(), "{zone}");
        assert_eq!(found.blocks[0].per_day, [7, 0, 0, 0, 0, 7, 5], "{zone}, {} {}", today.day(), time::now().hour());
        assert_eq!(total(&clicks::of_site(&ws, id, 30).await.unwrap(), block), 119, "{zone}");
    }
});
