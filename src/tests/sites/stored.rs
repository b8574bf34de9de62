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

/// A kind that changed twice: a text became a list of texts, and the list got a name.
#[derive(serde::Deserialize)]
struct Verses {
    title: String,
    lines: Vec<String>,
}

impl mewayz::sites::blocks::Stored for Verses {
    const VERSION: i32 = 3;

    fn upgrade(version: i32, mut data: serde_json::Value) -> serde_json::Value {
        match version {
            1 => json!({ "lines": data["text"].as_str().unwrap_or_default().lines().collect::<Vec<_>>() }),
            _ => {
                data["title"] = json!("Untitled");
                data
            }
        }
    }
}

#[test]
fn earlier_forms_are_upgraded_step_by_step() {
    let read = |version, data| mewayz::sites::blocks::read::<Verses>(version, &data);
    let first = read(1, json!({ "text": "one\ntwo" })).expect("the first form is read");
    assert_eq!((first.title.as_str(), first.lines), ("Untitled", vec!["one".to_owned(), "two".to_owned()]));
    let second = read(2, json!({ "lines": ["three"] })).expect("the second form is read");
    assert_eq!((second.title.as_str(), second.lines.len()), ("Untitled", 1));
    let third = read(3, json!({ "title": "Mine", "lines": [] })).expect("the newest form is read");
    assert_eq!(third.title, "Mine");
    assert!(read(4, json!({ "title": "Mine", "lines": [] })).is_none(), "what is newer is not guessed");
    assert!(read(0, json!({ "text": "x" })).is_none() && read(3, json!({ "text": "x" })).is_none());
}

#[test]
fn every_kind_is_kept_under_its_own_word() {
    use mewayz::sites::blocks::KINDS;
    for kind in KINDS {
        let new = (kind.new)();
        assert_eq!(new.kind(), kind.key);
        let tagged = serde_json::to_value(&new).expect("it can be written");
        assert_eq!(tagged["kind"], kind.key, "the word on the wire and the stored word are one");
        assert_eq!(BlockContent::from_stored(kind.key, new.version(), &new.to_stored()), new);
        assert_eq!(new.label(), kind.label);
        // What an earlier build knew of the kind may be less.
        let bare = BlockContent::from_stored(kind.key, 1, &json!({}));
        let old = matches!(kind.key, "link" | "heading" | "text" | "image" | "social" | "capture");
        assert_eq!(matches!(bare, BlockContent::Broken(_)), old, "{}", kind.key);
    }
    for block in super::make::every_kind("Text", "https://example.com/") {
        let content = block.content;
        assert_eq!(BlockContent::from_stored(content.kind(), content.version(), &content.to_stored()), content);
        assert_eq!(content.problems().0, Default::default(), "{}", content.kind());
    }
    assert_eq!(super::make::every_kind("Text", "https://example.com/").len(), KINDS.len());
}
