//! Saving: versions, conflicts, other people's blocks, deletion with undo, blocks that cannot be read.

use mewayz::{
    entity::block,
    kernel::{AppError, id::BlockId, time},
    sites::{
        blocks::{BlockContent, Broken, Text},
        drafts, publishing, sites,
        types::SiteDraft,
    },
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, PaginatorTrait};

use super::{block as shown, every_kind, link, site};
use crate::support::db_test;

db_test!(everything_comes_back_as_it_was_saved, |t| async {
    let owner = t.owner("ada").await;
    let mut blocks = every_kind();
    blocks[1].hidden = true;
    let (id, version) = site(&owner.ws, "", blocks.clone()).await;
    let details = sites::open(&owner.ws, id).await.expect("it opens");
    assert_eq!(details.draft.blocks, blocks);
    assert_eq!(details.version, version);
    // The same again is no change.
    let again = drafts::save(&owner.ws, id, version, details.draft).await.expect("it is saved");
    assert_eq!(again.version, version);
    let list = sites::list(&owner.ws).await.expect("sites are listed");
    assert_eq!((list[0].blocks, list[0].clicks_7_days, list[0].slug.as_str()), (5, Some(0), ""));
});

db_test!(the_second_of_two_savers_is_told, |t| async {
    let owner = t.owner("ada").await;
    let (id, version) = site(&owner.ws, "", every_kind()).await;
    let draft = sites::open(&owner.ws, id).await.expect("it opens").draft;
    let titled = |title: &str| SiteDraft { title: title.to_owned(), ..draft.clone() };
    let (first, second) = tokio::join!(
        drafts::save(&owner.ws, id, version, titled("First")),
        drafts::save(&owner.ws, id, version, titled("Second")),
    );
    let (won, lost) = if first.is_ok() { (first, second) } else { (second, first) };
    assert_eq!(won.expect("one of them is first").version, version + 1);
    assert!(matches!(lost, Err(AppError::Conflict(_))), "{lost:?}");
});

db_test!(a_deleted_block_comes_back_as_itself, |t| async {
    let owner = t.owner("ada").await;
    let blocks = every_kind();
    let (id, version) = site(&owner.ws, "", blocks.clone()).await;
    let draft = sites::open(&owner.ws, id).await.expect("it opens").draft;
    let less = SiteDraft { blocks: blocks[1..].to_vec(), ..draft.clone() };
    let saved = drafts::save(&owner.ws, id, version, less).await.expect("it is saved");
    assert_eq!(sites::open(&owner.ws, id).await.expect("it opens").draft.blocks, blocks[1..]);
    let saved = drafts::save(&owner.ws, id, saved.version, draft.clone()).await.expect("it is saved");
    assert_eq!(sites::open(&owner.ws, id).await.expect("it opens").draft.blocks, blocks);
    assert_eq!(block::Entity::find().count(t.db().read()).await.expect("blocks are counted"), 5);
    // Sorting is a change of places only.
    let sorted: Vec<_> = blocks.into_iter().rev().collect();
    let draft = SiteDraft { blocks: sorted.clone(), ..draft };
    drafts::save(&owner.ws, id, saved.version, draft).await.expect("it is saved");
    assert_eq!(sites::open(&owner.ws, id).await.expect("it opens").draft.blocks, sorted);
});

db_test!(blocks_of_other_sites_are_not_found, |t| async {
    let (ada, bob) = (t.owner("ada").await, t.owner("bob").await);
    let theirs = vec![link("Mine", "https://example.com")];
    let (of_bob, _) = site(&bob.ws, "", theirs.clone()).await;
    let (of_ada, version) = site(&ada.ws, "", Vec::new()).await;
    let draft = sites::open(&ada.ws, of_ada).await.expect("it opens").draft;
    let stolen = SiteDraft { blocks: theirs.clone(), ..draft };
    let refused = drafts::save(&ada.ws, of_ada, version, stolen).await;
    assert_eq!(refused, Err(AppError::not_found("block")));
    assert_eq!(sites::open(&bob.ws, of_bob).await.expect("it opens").draft.blocks, theirs);
    assert_eq!(sites::open(&ada.ws, of_bob).await.map(|_| ()), Err(AppError::not_found("site")));
});

db_test!(what_cannot_be_read_is_kept, |t| async {
    let owner = t.owner("ada").await;
    let (id, version) = site(&owner.ws, "", every_kind()).await;
    let now = time::now();
    let strange = block::Model {
        id: BlockId::new(),
        workspace_id: owner.ws.id(),
        site_id: id,
        position: 9,
        kind: "hologram".to_owned(),
        kind_version: 7,
        data: serde_json::json!({ "depth": 3, "note": "<b>" }),
        hidden: false,
        rules: serde_json::json!({}),
        created_at: now,
        updated_at: now,
        deleted_at: None,
    };
    let kept = strange.clone();
    strange.into_active_model().insert(t.db().write()).await.expect("it is stored");
    let mut draft = sites::open(&owner.ws, id).await.expect("it opens").draft;
    assert!(matches!(draft.blocks[5].content, BlockContent::Broken(_)));
    // Whatever comes back as broken, the stored block stays what it was; it only moves.
    draft.blocks[5].content =
        BlockContent::Broken(Broken { kind: "link".to_owned(), version: 1, data: "{}".to_owned() });
    draft.blocks.rotate_right(1);
    let saved = drafts::save(&owner.ws, id, version, draft).await.expect("it is saved");
    let row = block::Entity::find_by_id(kept.id).one(t.db().read()).await.expect("it is read").expect("it is there");
    assert_eq!((row.kind, row.kind_version, row.data, row.position), (kept.kind, 7, kept.data, 0));
    publishing::publish(&owner.ws, id, saved.version).await.expect("it is left out of the page");
    let page = t.stranger().page("/@ada").await;
    assert!(!page.contains("hologram"));
});

db_test!(long_and_strange_texts_are_kept_and_named_before_publishing, |t| async {
    let owner = t.owner("ada").await;
    let text = format!("nul \0 here {}", "ü".repeat(10_000));
    let blocks = vec![shown(BlockContent::Text(Text { text: text.clone() })), link("", "javascript:alert(1)")];
    let ids: Vec<_> = blocks.iter().map(|block| block.id).collect();
    let (id, version) = site(&owner.ws, "", blocks).await;
    let stored = sites::open(&owner.ws, id).await.expect("it opens").draft;
    assert_eq!(stored.blocks[0].content, BlockContent::Text(Text { text: text.replace('\0', "") }));
    let refused = publishing::publish(&owner.ws, id, version).await.expect_err("it has problems");
    for field in [format!("{}.text", ids[0]), format!("{}.title", ids[1]), format!("{}.url", ids[1])] {
        assert!(refused.field(&field).is_some(), "{field}: {refused:?}");
    }
});

db_test!(addresses_are_unique_in_a_workspace, |t| async {
    let owner = t.owner("ada").await;
    site(&owner.ws, "ignored-for-the-first", Vec::new()).await;
    let again = sites::create(&owner.ws, "Second", "", "paper").await.expect_err("the main address is taken");
    assert!(again.field("slug").is_some());
    let second = sites::create(&owner.ws, "Second", "shop", "paper").await.expect("another address is free");
    let taken = sites::create(&owner.ws, "Third", "shop", "paper").await.expect_err("it is taken");
    assert!(taken.field("slug").is_some());
    assert!(sites::rename(&owner.ws, second, "").await.expect_err("it is taken").field("slug").is_some());
    sites::rename(&owner.ws, second, "store").await.expect("it is free");
    assert_eq!(sites::list(&owner.ws).await.expect("sites are listed")[1].slug, "store");
    assert!(sites::create(&owner.ws, "Fourth", "Not A Slug", "paper").await.is_err());
    assert!(sites::create(&owner.ws, "Fourth", "fourth", "no-theme").await.is_err());
});
