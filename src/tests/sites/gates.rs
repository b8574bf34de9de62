//! Gates before links: refusal, passing, one click for passing, and passes that were changed.

use axum::http::StatusCode;
use mewayz::{
    entity::touch,
    kernel::id::SiteId,
    server::ctx::WorkspaceCtx,
    sites::{
        blocks::{BlockContent, Network, Profile, Social},
        types::{Block, BlockRules, Gate, SiteDraft, SiteOptions, Visibility},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{
    codes,
    make::{draft, link, publish, site},
};
use crate::support::{Reply, TestApp, db_test};

const TARGET: &str = "https://target.example.com/";

fn gated(gate: Gate) -> Block {
    Block { rules: BlockRules { gate, ..BlockRules::default() }, ..link("Behind", TARGET) }
}

async fn put(t: &TestApp, ws: &WorkspaceCtx, id: SiteId, gate: Gate) -> String {
    let known = mewayz::sites::sites::open(ws, id).await.expect("the site opens").draft.blocks;
    let mut block = gated(gate);
    block.id = known.first().map_or(block.id, |known| known.id);
    publish(ws, id, draft("Ada", vec![block])).await;
    format!("/l/{}", codes(&t.stranger().page("/@ada").await)[0])
}

async fn clicks(t: &TestApp) -> u64 {
    touch::Entity::find()
        .filter(touch::Column::Kind.eq("click"))
        .count(t.db().read())
        .await
        .expect("touches are counted")
}

fn header(reply: &Reply, name: &str) -> String {
    reply.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

fn leads_on(reply: &Reply) -> bool {
    matches!(reply.status_code(), StatusCode::FOUND | StatusCode::SEE_OTHER) && header(reply, "location") == TARGET
}

db_test!(an_age_is_asked_for_and_passing_counts_once, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = site(&ws, "").await;
    let path = put(&t, &ws, id, Gate::Age(18)).await;
    let client = t.stranger();
    let asked = client.get(&path).await;
    assert_eq!((asked.status_code(), header(&asked, "cache-control").as_str()), (StatusCode::OK, "no-store"));
    let html = asked.text();
    assert!(html.contains("Are you at least 18?") && html.contains("<html lang=\"en\">") && html.contains("noindex"));
    assert!(!html.contains("<script") && !html.contains("target.example.com"), "{html}");
    assert!(header(&asked, "content-security-policy").contains("default-src 'none'"));
    assert!(header(&asked, "set-cookie").is_empty(), "asking changes nothing");
    let refused = client.form(&path, &[("answer", "no")]).await;
    assert_eq!(refused.status_code(), StatusCode::FORBIDDEN);
    assert!(refused.text().contains("href=\"/@ada\""), "back to the page");
    assert_eq!(clicks(&t).await, 0, "neither the question nor a no is a click");
    let passed = client.form(&path, &[("answer", "yes")]).await;
    assert!(leads_on(&passed), "{}", passed.text());
    assert_eq!(clicks(&t).await, 1);
    // The browser is not asked again for a while; following the link again is another click.
    assert!(leads_on(&client.get(&path).await));
    assert_eq!(clicks(&t).await, 2);
    t.app().clock().shift(chrono::TimeDelta::hours(1));
    assert!(!leads_on(&client.get(&path).await));
    // Another question ends the old answer.
    client.form(&path, &[("answer", "yes")]).await;
    put(&t, &ws, id, Gate::Age(21)).await;
    assert!(client.get(&path).await.text().contains("Are you at least 21?"));
    put(&t, &ws, id, Gate::None).await;
    assert!(leads_on(&client.get(&path).await));
});

db_test!(a_warning_and_a_password_stand_before_a_link, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = site(&ws, "").await;
    let path = put(&t, &ws, id, Gate::Sensitive).await;
    let client = t.stranger();
    assert!(client.page(&path).await.contains("may be upsetting"));
    assert!(leads_on(&client.form(&path, &[("answer", "yes")]).await));
    put(&t, &ws, id, Gate::Password("open sesame".to_owned())).await;
    let html = client.page(&path).await;
    assert!(html.contains("This link has a password") && !html.contains("sesame"));
    let wrong = client.form(&path, &[("password", "open barley"), ("answer", "yes")]).await;
    assert_eq!(wrong.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    let before = clicks(&t).await;
    let passed = client.form(&path, &[("password", "open sesame")]).await;
    assert!(leads_on(&passed));
    assert_eq!(clicks(&t).await, before + 1);
    let cookie = header(&passed, "set-cookie");
    let pass = passed.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let pass = pass.filter(|cookie| cookie.starts_with("mwp_")).collect::<Vec<_>>();
    assert!(pass.len() == 1 && pass[0].contains(&format!("Path={path};")) && pass[0].contains("HttpOnly"), "{cookie}");
    let pair = pass[0].split(';').next().expect("name and value").to_owned();
    assert!(leads_on(&t.stranger().get(&path).add_header("cookie", pair.clone()).await));
    for changed in [format!("{pair}0"), pair.replace('.', "1."), pair.replacen("=", "=9", 1)] {
        let reply = t.stranger().get(&path).add_header("cookie", changed.clone()).await;
        assert!(!leads_on(&reply), "{changed}");
    }
    let strict = t.variant(|config| config.limits.rate_limits = true);
    let client = strict.stranger();
    for _ in 0..10 {
        client.form(&path, &[("password", "guess")]).await;
    }
    let limited = client.form(&path, &[("password", "open sesame")]).await;
    assert_eq!(limited.status_code(), StatusCode::TOO_MANY_REQUESTS);
});

db_test!(both_locks_are_asked_for_and_the_click_counts_once, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = site(&ws, "").await;
    let path = put(&t, &ws, id, Gate::None).await;
    let options = SiteOptions { visibility: Visibility::Password("both".to_owned()) };
    let mut block = gated(Gate::Age(18));
    block.id = mewayz::sites::sites::open(&ws, id).await.unwrap().draft.blocks[0].id;
    publish(&ws, id, SiteDraft { options, ..draft("Ada", vec![block]) }).await;
    let client = t.stranger();
    let first = client.form(&path, &[("password", "both")]).await;
    assert_eq!((first.status_code(), header(&first, "location")), (StatusCode::SEE_OTHER, path.clone()));
    assert_eq!(clicks(&t).await, 0);
    assert!(client.page(&path).await.contains("Are you at least 18?"));
    assert!(leads_on(&client.form(&path, &[("answer", "yes")]).await));
    assert_eq!(clicks(&t).await, 1);
    assert!(client.page("/@ada").await.contains("Behind"), "the password opens the page, too");
});

db_test!(profiles_behind_a_gate_are_not_named_to_search_engines, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = site(&ws, "").await;
    let profile = Profile { network: Network::Website, url: "https://behind.example.com/me".to_owned() };
    let content = BlockContent::Social(Social { profiles: vec![profile] });
    let open = Block { content, ..link("", "") };
    publish(&ws, id, draft("Ada", vec![open.clone()])).await;
    assert!(t.stranger().page("/@ada").await.contains("behind.example.com"));
    let rules = BlockRules { gate: Gate::Sensitive, ..BlockRules::default() };
    publish(&ws, id, draft("Ada", vec![Block { rules, ..open }])).await;
    assert!(!t.stranger().page("/@ada").await.contains("behind.example.com"));
});
