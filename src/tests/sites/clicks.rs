//! Short links: where they lead, what they record, and what stops them.

use axum::http::{Method, StatusCode};
use mewayz::{
    entity::{event, touch},
    kernel::{id::SiteId, permission::Role},
    server::ctx::WorkspaceCtx,
    sites::{blocks::BlockContent, clicks, drafts, publishing, sites, types::Block},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{codes, every_kind, link, make::clicked_at, online};
use crate::support::{Reply, TestApp, db_test};

/// The clicks that were recorded; pages that were opened on the way are no clicks.
async fn clicked(t: &TestApp) -> Vec<touch::Model> {
    let clicks = touch::Entity::find().filter(touch::Column::Kind.eq("click"));
    clicks.all(t.db().write()).await.expect("touches are read")
}

fn header(reply: &Reply, name: &str) -> String {
    reply.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

db_test!(a_click_leads_on_and_is_counted, |t| async {
    let owner = t.owner("ada").await;
    let id = online(&owner.ws, "", every_kind()).await;
    let client = t.stranger();
    let codes = codes(&client.page("/@ada").await);
    assert_eq!(codes.len(), 3, "a link and two icons");
    let reply =
        client.get(&format!("/l/{}", codes[0])).add_header("referer", "https://www.instagram.com/somebody").await;
    assert_eq!(reply.status_code(), StatusCode::FOUND);
    assert_eq!(header(&reply, "location"), "https://shop.example.com/%C3%BC?a=1");
    assert_eq!(header(&reply, "cache-control"), "no-store");
    let cookie = header(&reply, "set-cookie");
    assert!(cookie.starts_with("mwv=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    // The same browser is known again; a machine and a preview are counted apart; looking at the head is no click.
    client.get(&format!("/l/{}", codes[0])).await;
    client.get(&format!("/l/{}", codes[0])).add_header("sec-purpose", "prefetch").await;
    let mut bot = t.stranger();
    bot.server().get(&format!("/l/{}", codes[0])).add_header("user-agent", "Googlebot/2.1").await;
    client.request(Method::HEAD, &format!("/l/{}", codes[0])).await;
    let touches = clicked(&t).await;
    assert_eq!(touches.len(), 4);
    assert_eq!(touches.iter().filter(|touch| touch.bot).count(), 2);
    assert!(touches.iter().any(|touch| touch.referrer_host.as_deref() == Some("instagram.com")));
    let people: Vec<_> = touches.iter().filter(|touch| !touch.bot).collect();
    assert_eq!(people[0].device, "desktop");
    assert!(people[0].visitor_id.is_some() && people[0].visitor_id == people[1].visitor_id);
    let events = event::Entity::find().filter(event::Column::Name.eq("link.clicked"));
    assert_eq!(events.all(t.db().read()).await.expect("events are read").len(), 4);
    let counted = clicks::of_site(&owner.ws, id, 7).await.expect("clicks are counted");
    assert_eq!((counted.days.len(), counted.bots, counted.blocks.len()), (7, 2, 1));
    assert_eq!(counted.blocks[0].per_day.iter().sum::<u64>(), 2);
    assert_eq!(sites::list(&owner.ws).await.expect("sites are listed")[0].clicks_7_days, Some(2));
    let support = t.member(&owner.ws, Role::Support).await;
    assert_eq!(sites::list(&support.ws).await.expect("sites are listed")[0].clicks_7_days, None);
    assert!(clicks::of_site(&support.ws, id, 7).await.is_err());
});

db_test!(who_objects_is_not_followed, |t| async {
    let owner = t.owner("ada").await;
    online(&owner.ws, "", every_kind()).await;
    for name in ["dnt", "sec-gpc"] {
        let client = t.stranger();
        let codes = codes(&client.page("/@ada").await);
        let reply = client.get(&format!("/l/{}", codes[0])).add_header(name, "1").await;
        assert_eq!((reply.status_code(), header(&reply, "set-cookie")), (StatusCode::FOUND, String::new()));
    }
    let touches = clicked(&t).await;
    assert!(touches.len() == 2 && touches.iter().all(|touch| touch.visitor_id.is_none()));
});

/// Changes the blocks of a site and puts it online again.
async fn republish(ws: &WorkspaceCtx, id: SiteId, change: fn(&mut Vec<Block>)) {
    let mut details = sites::open(ws, id).await.expect("it opens");
    change(&mut details.draft.blocks);
    let saved = drafts::save(ws, id, details.version, details.draft).await.expect("it is saved");
    publishing::publish(ws, id, saved.version).await.expect("it is published");
}

db_test!(a_link_keeps_its_code_and_counts, |t| async {
    let owner = t.owner("ada").await;
    let blocks = every_kind();
    let id = online(&owner.ws, "", blocks.clone()).await;
    let client = t.stranger();
    let before = codes(&client.page("/@ada").await);
    client.get(&format!("/l/{}", before[0])).await;
    // Moved, with another address, and its icons sorted.
    republish(&owner.ws, id, |blocks| {
        blocks.rotate_left(1);
        if let BlockContent::Link(link) = &mut blocks[4].content {
            link.url = "https://elsewhere.example.com/".to_owned();
        }
        if let BlockContent::Social(social) = &mut blocks[2].content {
            social.profiles.reverse();
        }
    })
    .await;
    let after = codes(&client.page("/@ada").await);
    assert_eq!(after, [before[2].clone(), before[1].clone(), before[0].clone()]);
    let reply = client.get(&format!("/l/{}", before[0])).await;
    assert_eq!(header(&reply, "location"), "https://elsewhere.example.com/");
    // Hidden it stops; shown again it works under the same code.
    republish(&owner.ws, id, |blocks| blocks[4].hidden = true).await;
    assert_eq!(client.get(&format!("/l/{}", before[0])).await.status_code(), StatusCode::GONE);
    republish(&owner.ws, id, |blocks| blocks[4].hidden = false).await;
    assert_eq!(client.get(&format!("/l/{}", before[0])).await.status_code(), StatusCode::FOUND);
    let counted = clicks::of_site(&owner.ws, id, 30).await.expect("clicks are counted");
    assert_eq!(counted.blocks[0].block, blocks[0].id);
    assert_eq!(counted.blocks[0].per_day.iter().sum::<u64>(), 3);
    publishing::unpublish(&owner.ws, id).await.expect("it goes offline");
    assert_eq!(client.get(&format!("/l/{}", before[0])).await.status_code(), StatusCode::GONE);
    assert_eq!(client.get("/l/unknown").await.status_code(), StatusCode::NOT_FOUND);
});

db_test!(days_begin_at_midnight_in_the_workspaces_zone, |t| async {
    let owner = t.owner("ada").await;
    let blocks = vec![link("Shop", "https://example.com")];
    let block = blocks[0].id;
    let id = online(&owner.ws, "", blocks).await;
    let zone: chrono_tz::Tz = owner.ws.workspace().time_zone.parse().expect("it is a zone");
    let today = mewayz::kernel::time::now().with_timezone(&zone).date_naive();
    let midnight = chrono::TimeZone::from_local_datetime(&zone, &today.and_hms_opt(0, 0, 0).expect("midnight"));
    let midnight = midnight.earliest().expect("Berlin has midnights").to_utc();
    let hours =
        [(midnight, 5), (midnight - chrono::TimeDelta::hours(1), 7), (midnight - chrono::TimeDelta::days(40), 9)];
    for (hour, clicks) in hours {
        clicked_at(&t, &owner.ws, (id, block), hour, (clicks, 1)).await;
    }
    let counted = clicks::of_site(&owner.ws, id, 7).await.expect("clicks are counted");
    assert_eq!(counted.days.last(), Some(&today.to_string()));
    assert_eq!((counted.blocks[0].per_day.as_slice(), counted.bots), ([0, 0, 0, 0, 0, 7, 5].as_slice(), 2));
    assert!(clicks::of_site(&owner.ws, id, 8).await.is_err());
});

db_test!(a_visitor_is_led_on_when_nothing_can_be_written, |t| async {
    let owner = t.owner("ada").await;
    online(&owner.ws, "", every_kind()).await;
    let client = t.stranger();
    let codes = codes(&client.page("/@ada").await);
    // On SQLite this keeps the only writer.
    let busy = t.db().begin().await.expect("a transaction begins");
    let reply = client.get(&format!("/l/{}", codes[0])).await;
    assert_eq!(reply.status_code(), StatusCode::FOUND);
    busy.rollback().await.expect("it ends");
});

/// A database in MaxMind's format in which every address belongs to Germany.
fn all_of_germany() -> Vec<u8> {
    let text = |text: &str| [&[0x40 | u8::try_from(text.len()).expect("short")], text.as_bytes()].concat();
    // One node, whose records both lead to the data: number of nodes + 16 + offset.
    let mut file = vec![0, 0, 17, 0, 0, 17];
    file.extend([0; 16]);
    file.extend([&[0xe1][..], &text("country"), &[0xe1], &text("iso_code"), &text("DE")].concat());
    file.extend(b"\xab\xcd\xefMaxMind.com");
    file.push(0xe9);
    for (name, value) in [
        ("binary_format_major_version", vec![0xa1, 2]),
        ("binary_format_minor_version", vec![0xa0]),
        ("build_epoch", vec![0x01, 2, 1]),
        ("database_type", text("Test")),
        ("description", vec![0xe0]),
        ("ip_version", vec![0xa1, 4]),
        ("languages", vec![0x00, 4]),
        ("node_count", vec![0xc1, 1]),
        ("record_size", vec![0xa1, 24]),
    ] {
        file.extend(text(name));
        file.extend(value);
    }
    file
}

db_test!(countries_are_known_from_the_configured_file, |t| async {
    let owner = t.owner("ada").await;
    online(&owner.ws, "", every_kind()).await;
    let file = t.folder().join("countries.mmdb");
    std::fs::write(&file, all_of_germany()).expect("it is written");
    let t = t.variant(|config| config.geo.database = Some(file));
    let client = t.stranger();
    let codes = codes(&client.page("/@ada").await);
    client.get(&format!("/l/{}", codes[0])).await;
    let touches = clicked(&t).await;
    assert_eq!(touches[0].country.as_deref(), Some("DE"));
});
