//! Addresses of sites: where old ones lead, what search engines are told, what browsers in apps are told.

use mewayz::{
    entity::site,
    kernel::time::now,
    sites::{
        directory, sites,
        themes::THEMES,
        translations,
        types::{SiteDraft, SiteOptions, Visibility},
    },
};
use sea_orm::{EntityTrait, IntoActiveModel};

use super::make::{draft, link, publish, site as empty};
use crate::support::{TestApp, db_test};

/// Status and where it leads.
async fn ask(t: &TestApp, path: &str) -> (u16, String) {
    let reply = t.stranger().get(path).await;
    let to = reply.headers().get("location").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    (reply.status_code().as_u16(), to)
}

fn moved(to: &str) -> (u16, String) {
    (308, to.to_owned())
}

db_test!(old_addresses_lead_to_the_site_wherever_it_is, |t| async {
    let ws = t.owner("ada").await.ws;
    empty(&ws, "").await;
    let id = empty(&ws, "shop").await;
    publish(&ws, id, draft("Shop", Vec::new())).await;
    for slug in ["store", "studio"] {
        sites::rename(&ws, id, slug).await.unwrap();
    }
    // A chain is one step.
    for old in ["/@ada/shop", "/@ada/store"] {
        assert_eq!(ask(&t, old).await, moved("/@ada/studio"), "{old}");
    }
    assert_eq!(ask(&t, "/@ada/studio").await.0, 200);
    // Taken back: no loop.
    sites::rename(&ws, id, "shop").await.unwrap();
    assert_eq!(ask(&t, "/@ada/shop").await.0, 200);
    assert_eq!(ask(&t, "/@ada/studio").await, moved("/@ada/shop"));
    // A new site at an old address wins, online or not.
    let new = empty(&ws, "studio").await;
    assert_eq!(ask(&t, "/@ada/studio").await.0, 404);
    publish(&ws, new, draft("New", Vec::new())).await;
    assert_eq!(ask(&t, "/@ada/studio").await.0, 200);
    assert_eq!(ask(&t, "/@ada/store").await, moved("/@ada/shop"));
    // 90 days later the old address leads nowhere.
    t.app().clock().shift(chrono::TimeDelta::days(90));
    assert_eq!(ask(&t, "/@ada/store").await.0, 404);
    sites::delete(&ws, id).await.unwrap();
    assert_eq!(ask(&t, "/@ada/shop").await.0, 410);
});

db_test!(the_main_address_leads_on_too, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = empty(&ws, "").await;
    publish(&ws, id, draft("Ada", Vec::new())).await;
    sites::rename(&ws, id, "about-me").await.unwrap();
    assert_eq!(ask(&t, "/@ada").await, moved("/@ada/about-me"));
    mewayz::workspaces::handles::change(&ws, "lovelace").await.unwrap();
    assert_eq!(ask(&t, "/@ada").await, moved("/@lovelace"));
    assert_eq!(ask(&t, "/@lovelace").await, moved("/@lovelace/about-me"));
});

db_test!(the_sitemap_lists_what_is_online_for_everybody, |t| async {
    let (ada, bob) = (t.owner("ada").await.ws, t.owner("bob").await.ws);
    let main = empty(&ada, "").await;
    publish(&ada, main, draft("Ada", Vec::new())).await;
    let shop = empty(&ada, "shop").await;
    publish(&ada, shop, draft("Shop", Vec::new())).await;
    empty(&bob, "").await;
    let hidden = empty(&bob, "hidden").await;
    let options = SiteOptions { visibility: Visibility::Unlisted };
    publish(&bob, hidden, SiteDraft { options, ..draft("Hidden", Vec::new()) }).await;
    mewayz::workspaces::handles::change(&ada, "lovelace").await.unwrap();
    let reply = t.stranger().get("/sitemap.xml").await;
    assert_eq!(reply.header("content-type"), "application/xml; charset=utf-8");
    let text = reply.text();
    assert_eq!(text.matches("<url>").count(), 2, "{text}");
    for url in ["http://mewayz.test/@lovelace", "http://mewayz.test/@lovelace/shop"] {
        assert!(text.contains(&format!("<loc>{url}</loc>")), "{url}: {text}");
    }
    assert!(text.ends_with("</urlset>\n"));
    let changed = text.split("<lastmod>").nth(1).and_then(|rest| rest.split('<').next()).expect("when it changed");
    let changed = chrono::DateTime::parse_from_rfc3339(changed).expect("a time as RFC 3339 has it");
    assert!((mewayz::kernel::time::now() - changed.to_utc()).num_minutes() < 5, "{changed}");
    let second = t.stranger().get("/sitemaps/2.xml").await;
    assert_eq!((second.status_code().as_u16(), second.text().matches("<url>").count()), (200, 0));
    assert_eq!(ask(&t, "/sitemaps/0.xml").await.0, 404);
    let robots = t.stranger().get("/robots.txt").await.text();
    assert!(robots.contains("Disallow: /w/\n") && robots.contains("Sitemap: http://mewayz.test/sitemap.xml"));
    assert_eq!(ask(&t, "/favicon.ico").await, moved("/favicon.svg"));
    sites::delete(&ada, shop).await.unwrap();
    assert_eq!(t.stranger().get("/sitemap.xml").await.text().matches("<url>").count(), 1);
});

db_test!(a_long_sitemap_comes_in_parts, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = empty(&ws, "").await;
    publish(&ws, id, draft("Ada", Vec::new())).await;
    let row = site::Entity::find_by_id(id).one(t.db().write()).await.unwrap().expect("it is there");
    let more = (0..249).map(|n| {
        site::Model {
            id: mewayz::kernel::id::SiteId::new(),
            slug: format!("page-{n}"),
            created_at: now(),
            ..row.clone()
        }
        .into_active_model()
    });
    site::Entity::insert_many(more).exec_without_returning(t.db().write()).await.unwrap();
    let visitor = t.visitor();
    assert_eq!(directory::count(&visitor).await.unwrap(), 250);
    let (mut seen, size) = (Vec::new(), 70);
    for part in 0..5 {
        let mut after = directory::before_part(&visitor, part, size).await.unwrap();
        let mut left = size;
        while left > 0 {
            let found = directory::step(&visitor, after, left.min(30)).await.unwrap();
            let Some(last) = found.last() else { break };
            (after, left) = (Some(last.id), left - found.len() as u64);
            seen.extend(found.into_iter().map(|page| page.path));
        }
    }
    assert_eq!(seen.len(), 250);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 250, "every page once");
    let text = t.stranger().get("/sitemap.xml").await.text();
    assert_eq!(text.matches("<url>").count(), 250, "more than one step");
});

db_test!(pages_in_several_languages_name_each_other, |t| async {
    let ws = t.owner("ada").await.ws;
    let (english, german) = (empty(&ws, "").await, empty(&ws, "de").await);
    publish(&ws, english, draft("Hello", Vec::new())).await;
    publish(&ws, german, SiteDraft { language: "de".to_owned(), ..draft("Hallo", Vec::new()) }).await;
    assert!(!t.stranger().page("/@ada").await.contains("hreflang"));
    translations::link(&ws, german, &[english]).await.unwrap();
    for path in ["/@ada", "/@ada/de"] {
        let page = t.stranger().page(path).await;
        for (language, to) in [("en", "/@ada"), ("de", "/@ada/de"), ("x-default", "/@ada")] {
            let line = format!("hreflang=\"{language}\" href=\"http://mewayz.test{to}\"");
            assert!(page.contains(&line), "{path}: {line}: {page}");
        }
    }
    // What becomes of one is seen on the other at once.
    sites::rename(&ws, german, "deutsch").await.unwrap();
    assert!(t.stranger().page("/@ada").await.contains("/@ada/deutsch"));
    mewayz::sites::publishing::unpublish(&ws, german).await.unwrap();
    assert!(!t.stranger().page("/@ada").await.contains("hreflang"));
    assert!(translations::siblings(&ws, english).await.unwrap()[0].linked);
    translations::link(&ws, english, &[]).await.unwrap();
    assert!(!translations::siblings(&ws, english).await.unwrap()[0].linked);
    let foreign = empty(&t.owner("bob").await.ws, "").await;
    assert!(translations::link(&ws, english, &[foreign]).await.is_err());
});

db_test!(browsers_inside_of_apps_get_help_and_others_do_not, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = empty(&ws, "").await;
    publish(
        &ws,
        id,
        SiteDraft { theme: THEMES[0].key.to_owned(), ..draft("Ada", vec![link("One", "https://example.com/")]) },
    )
    .await;
    let app =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Instagram 390.0.0.1";
    for _ in 0..2 {
        let client = t.stranger();
        let mut inside = t.stranger();
        let inside = inside.server().get("/@ada").add_header("user-agent", app).await.text();
        assert!(inside.contains("Open this page in your browser") && !inside.contains("<script>"), "{inside}");
        assert!(!client.page("/@ada").await.contains("Open this page in your browser"));
    }
});
