//! Players and maps: nothing of theirs before a visitor asks, a frame of ours until then, and a count.

use mewayz::{
    entity::touch,
    sites::{
        blocks::{BlockContent, Embed, Map, Vcard},
        types::{Block, BlockRules, Gate},
    },
};
use sea_orm::EntityTrait;

use super::{link, make::VIDEO, online};
use crate::support::{Reply, TestApp, db_test};

fn player(url: &str, title: &str) -> Block {
    Block::new(BlockContent::Embed(Embed { url: url.to_owned(), title: title.to_owned() }))
}

fn header(reply: &Reply, name: &str) -> String {
    reply.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

async fn clicks(t: &TestApp) -> usize {
    t.app().events().flush().await;
    let touches = touch::Entity::find().all(t.db().write()).await.expect("touches are read");
    touches.iter().filter(|touch| touch.kind == "click").count()
}

db_test!(a_player_waits_for_its_visitor, |t| async {
    let owner = t.owner("ada").await;
    let block = player(VIDEO, "My <film>");
    let id = block.id;
    online(&owner.ws, "", vec![link("Shop", "https://example.com/"), block]).await;
    let client = t.stranger();
    let page = client.get("/@ada").await;
    let policy = header(&page, "content-security-policy");
    assert!(policy.contains("frame-src 'self' https://www.youtube-nocookie.com;"), "{policy}");
    assert!(!policy.contains("spotify") && !policy.contains("openstreetmap"), "only who is on the page: {policy}");
    let html = page.text();
    assert!(html.contains(&format!("src=\"/embed/{id}\"")) && html.contains("loading=\"lazy\""), "{html}");
    assert!(!html.contains("youtube"), "no address of theirs: {html}");

    let frame = client.get(&format!("/embed/{id}")).await;
    let policy = header(&frame, "content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'self'"), "{policy}");
    assert!(!policy.contains("script-src") && !policy.contains("http"), "{policy}");
    assert_eq!(header(&frame, "x-frame-options"), "SAMEORIGIN");
    let html = frame.text();
    assert!(html.contains("My &lt;film") && !html.contains("youtube-nocookie"), "{html}");
    let code = html.split("href=\"/l/").nth(1).and_then(|rest| rest.split('"').next()).expect("a short link");

    assert_eq!(clicks(&t).await, 0, "looking is no click");
    let play = client.get(&format!("/l/{code}")).await;
    assert_eq!(header(&play, "location"), "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1");
    assert_eq!(clicks(&t).await, 1);
});

db_test!(a_page_without_players_allows_no_frames, |t| async {
    let owner = t.owner("ada").await;
    let by_words = Map { address: "Fördepromenade 3".to_owned(), ..Map::default() };
    let block = Block::new(BlockContent::Map(by_words));
    let id = block.id;
    online(&owner.ws, "", vec![block]).await;
    let page = t.stranger().get("/@ada").await;
    assert!(!header(&page, "content-security-policy").contains("frame-src"));
    assert!(!page.text().contains("<iframe"));
    assert_eq!(t.stranger().get(&format!("/embed/{id}")).await.status_code().as_u16(), 410);
    for path in ["/embed/none", "/embed/01900000-0000-7000-8000-000000000000", "/vcard/none"] {
        assert_eq!(t.stranger().get(path).await.status_code().as_u16(), 404, "{path}");
    }
});

db_test!(behind_a_gate_a_player_is_a_link, |t| async {
    let owner = t.owner("ada").await;
    let mut block = player(VIDEO, "My film");
    block.rules = BlockRules { gate: Gate::Sensitive, ..BlockRules::default() };
    online(&owner.ws, "", vec![block]).await;
    let page = t.stranger().page("/@ada").await;
    assert!(!page.contains("<iframe") && page.contains("href=\"/l/"), "{page}");
});

db_test!(a_contact_card_is_a_file_and_counts, |t| async {
    let owner = t.owner("ada").await;
    let card = Vcard { name: "Ada Lovelace".to_owned(), email: "ada@example.com".to_owned(), ..Vcard::default() };
    let block = Block::new(BlockContent::Vcard(card));
    let id = block.id;
    let site = online(&owner.ws, "", vec![block]).await;
    let client = t.stranger();
    assert!(client.page("/@ada").await.contains(&format!("href=\"/vcard/{id}\"")));
    let file = client.get(&format!("/vcard/{id}")).await;
    assert_eq!(header(&file, "content-type"), "text/vcard; charset=utf-8");
    assert!(header(&file, "content-disposition").starts_with("attachment"));
    assert!(file.text().contains("FN:Ada Lovelace\r\n"), "{}", file.text());
    assert_eq!(clicks(&t).await, 1);
    mewayz::sites::publishing::unpublish(&owner.ws, site).await.expect("it goes offline");
    assert_eq!(client.get(&format!("/vcard/{id}")).await.status_code().as_u16(), 410);
});
