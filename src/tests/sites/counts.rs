//! The promise: hiding, moving, deleting and restoring a block keeps its counts.

use mewayz::{
    kernel::id::{BlockId, SiteId},
    server::ctx::WorkspaceCtx,
    sites::{clicks, publishing, types::SiteDraft, visits},
};

use super::make::{block, draft, link, publish, save, site};
use crate::support::{TestApp, db_test};

const URL: &str = "https://example.com/";

/// Clicks of a block over the last week.
async fn count(ws: &WorkspaceCtx, site: SiteId, block: BlockId) -> u64 {
    let found = clicks::of_site(ws, site, 7).await.expect("clicks can be read");
    found.blocks.iter().filter(|row| row.block == block).flat_map(|row| &row.per_day).sum()
}

/// The short codes of a published block.
async fn codes(t: &TestApp, site: SiteId, block: BlockId) -> Vec<String> {
    let snapshot = visits::snapshot(&t.visitor(), site).await.unwrap().expect("it is online");
    snapshot.blocks.into_iter().find(|found| found.id == block).map(|found| found.codes).unwrap_or_default()
}

/// Clicks once, as a visitor does; gives the status.
async fn click(t: &TestApp, code: &str) -> u16 {
    t.stranger().get(&format!("/l/{code}")).await.status_code().as_u16()
}

db_test!(a_block_keeps_its_counts, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let (one, two, three) = (link("One", URL), link("Two", URL), link("Three", URL));
    let of = |blocks: Vec<&mewayz::sites::types::Block>| -> SiteDraft {
        draft("Mine", blocks.into_iter().cloned().collect())
    };
    publish(&ws, id, of(vec![&one, &two, &three])).await;
    let code = codes(&t, id, two.id).await[0].clone();
    assert_eq!(click(&t, &code).await, 302);
    assert_eq!(click(&t, &code).await, 302);
    assert_eq!(count(&ws, id, two.id).await, 2);

    // Moved.
    publish(&ws, id, of(vec![&two, &three, &one])).await;
    assert_eq!(codes(&t, id, two.id).await, std::slice::from_ref(&code));
    assert_eq!(count(&ws, id, two.id).await, 2);

    // Hidden: the link stops, the counts stay.
    let mut hidden = two.clone();
    hidden.hidden = true;
    publish(&ws, id, of(vec![&hidden, &three, &one])).await;
    assert_eq!(click(&t, &code).await, 410);
    assert_eq!(count(&ws, id, two.id).await, 2);

    // Deleted and brought back by undo.
    save(&ws, id, of(vec![&three, &one])).await;
    assert_eq!(count(&ws, id, two.id).await, 2, "a deleted block keeps its counts");
    publish(&ws, id, of(vec![&three, &one, &two])).await;
    assert_eq!(codes(&t, id, two.id).await, std::slice::from_ref(&code), "the same short link leads there again");
    assert_eq!(click(&t, &code).await, 302);
    assert_eq!(count(&ws, id, two.id).await, 3);

    // Another address behind the same block.
    let mut other = two.clone();
    let mewayz::sites::blocks::BlockContent::Link(inner) = &mut other.content else { unreachable!("it is a link") };
    inner.url = "https://example.org/new".to_owned();
    publish(&ws, id, of(vec![&other])).await;
    let reply = t.stranger().get(&format!("/l/{code}")).await;
    assert_eq!(reply.header("location"), "https://example.org/new");
    assert_eq!(count(&ws, id, two.id).await, 4);

    // Offline and online again.
    publishing::unpublish(&ws, id).await.unwrap();
    assert_eq!(click(&t, &code).await, 410);
    publish(&ws, id, of(vec![&two])).await;
    assert_eq!(click(&t, &code).await, 302);
    assert_eq!(count(&ws, id, two.id).await, 5);
});

db_test!(a_copy_of_a_block_counts_for_itself, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let (one, copy) = (link("One", URL), link("One", URL));
    publish(&ws, id, draft("Mine", vec![one.clone(), copy.clone()])).await;
    let code = codes(&t, id, copy.id).await[0].clone();
    assert_ne!(codes(&t, id, one.id).await[0], code);
    click(&t, &code).await;
    assert_eq!((count(&ws, id, one.id).await, count(&ws, id, copy.id).await), (0, 1));
});

db_test!(sorted_icons_keep_their_links, |t| async {
    use mewayz::sites::blocks::{BlockContent, Network, Profile, Social};
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let profile = |name: &str| Profile { network: Network::Website, url: format!("https://example.com/{name}") };
    let mut block = block(BlockContent::Social(Social { profiles: vec![profile("a"), profile("b"), profile("c")] }));
    publish(&ws, id, draft("Mine", vec![block.clone()])).await;
    let before = codes(&t, id, block.id).await;
    block.content = BlockContent::Social(Social { profiles: vec![profile("c"), profile("a")] });
    publish(&ws, id, draft("Mine", vec![block.clone()])).await;
    assert_eq!(codes(&t, id, block.id).await, [before[2].clone(), before[0].clone()]);
    assert_eq!(click(&t, &before[1]).await, 410, "the link of the icon that is gone");
});
