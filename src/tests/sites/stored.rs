//! Stored blocks that this version cannot read: nothing of them is lost, visitors do not see them.

use mewayz::{
    entity::block,
    kernel::time,
    sites::{blocks::BlockContent, sites, types::SiteDetails},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;

use super::make::{draft, link, publish, save, site};
use crate::support::{TestApp, db_test};

/// Puts something from the future into the place of a block.
async fn replace(t: &TestApp, id: mewayz::kernel::id::BlockId, kind: &str, version: i32, data: serde_json::Value) {
    let row = block::Entity::find_by_id(id).one(t.db().write()).await.unwrap().expect("it is stored");
    let mut row = row.into_active_model();
    (row.kind, row.kind_version, row.data) = (Set(kind.to_owned()), Set(version), Set(data));
    row.updated_at = Set(time::now());
    row.update(t.db().write()).await.unwrap();
}

fn kinds(details: &SiteDetails) -> Vec<bool> {
    details.draft.blocks.iter().map(|block| matches!(block.content, BlockContent::Broken(_))).collect()
}

db_test!(an_unknown_block_is_kept_and_skipped, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let url = "https://example.com/";
    let blocks = vec![link("One", url), link("Two", url), link("Three", url), link("Four", url)];
    save(&ws, id, draft("Mine", blocks.clone())).await;
    let odd = [
        ("hologram", 7, json!({ "depth": 3, "note": "from the future", "secret-of-tomorrow": [1.5, null] })),
        ("link", 2, json!({ "title": "A newer form", "url": { "nested": true } })),
        ("link", 1, json!({ "title": 5 })),
    ];
    for (block, (kind, version, data)) in blocks[1..].iter().zip(&odd) {
        replace(&t, block.id, kind, *version, data.clone()).await;
    }
    let details = sites::open(&ws, id).await.expect("the site opens all the same");
    assert_eq!(kinds(&details), [false, true, true, true]);

    // Moved, hidden and saved by this version, they stay what they are.
    let mut changed = details.draft.clone();
    changed.blocks.reverse();
    changed.blocks[0].hidden = true;
    changed.title = "Changed".to_owned();
    let details = publish(&ws, id, changed).await;
    assert_eq!(kinds(&details), [true, true, true, false]);
    for (block, (kind, version, data)) in blocks[1..].iter().zip(&odd) {
        let row = block::Entity::find_by_id(block.id).one(t.db().write()).await.unwrap().unwrap();
        assert_eq!((row.kind.as_str(), row.kind_version, &row.data), (*kind, *version, data));
    }
    let page = t.stranger().page("/@studio").await;
    assert!(page.contains("One") && !page.contains("future") && !page.contains("newer form"), "{page}");
});

db_test!(what_is_sent_as_broken_does_not_replace_what_is_readable, |t| async {
    use mewayz::sites::blocks::Broken;
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let mut block = link("One", "https://example.com/");
    save(&ws, id, draft("Mine", vec![block.clone()])).await;
    let before = block::Entity::find_by_id(block.id).one(t.db().write()).await.unwrap().unwrap();
    block.content =
        BlockContent::Broken(Broken { kind: "hologram".to_owned(), version: 9, data: "{\"x\":1}".to_owned() });
    let _ = mewayz::sites::drafts::save(&ws, id, 2, draft("Mine", vec![block.clone()])).await;
    let after = block::Entity::find_by_id(block.id).one(t.db().write()).await.unwrap().unwrap();
    assert_eq!((after.kind, after.data), (before.kind, before.data));
});
