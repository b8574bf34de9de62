//! The history of a site: what is kept, what restoring brings back, and that nothing newer is lost by it.

use mewayz::{
    entity::site_version,
    kernel::{AppError, permission::Role},
    sites::{
        clicks, sites,
        types::{Block, BlockRules, Gate, MAX_VERSIONS, SiteDraft, SiteOptions, VersionKind, Visibility},
        versions,
    },
};
use sea_orm::{EntityTrait, PaginatorTrait};

use super::{
    codes,
    make::{draft, link, publish, save, site},
};
use crate::support::db_test;

const URL: &str = "https://example.com/";

db_test!(restoring_brings_blocks_back_with_their_counts, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = site(&ws, "").await;
    let (one, two) = (link("One", URL), link("Two", URL));
    publish(&ws, id, draft("First", vec![one.clone(), two.clone()])).await;
    let code = codes(&t.stranger().page("/@ada").await)[1].clone();
    t.stranger().get(&format!("/l/{code}")).await;
    publish(&ws, id, draft("Second", vec![one.clone()])).await;
    let newer = save(&ws, id, draft("Unpublished thoughts", vec![one.clone(), link("Three", URL)])).await;
    let history = versions::list(&ws, id).await.unwrap();
    assert_eq!(history.iter().map(|version| version.online).collect::<Vec<_>>(), [true, false]);
    assert_eq!(history[1].summary, "The first version, with 2 blocks");
    assert_eq!(history[0].summary, "Title changed, 1 block taken away");
    assert_eq!(history[0].by.as_deref(), Some("Owner of ada"));
    let looked = versions::open(&ws, id, history[1].id).await.unwrap();
    assert_eq!((looked.draft.title.as_str(), looked.before), ("First", None));
    // Two editors: the one who did not see the newest version restores nothing.
    let stale = versions::restore(&ws, id, newer.version - 1, history[1].id).await;
    assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
    assert_eq!(versions::list(&ws, id).await.unwrap().len(), 2, "a refused restore keeps nothing");
    let restored = versions::restore(&ws, id, newer.version, history[1].id).await.unwrap();
    assert_eq!((&restored.draft.title, &restored.draft.blocks), (&"First".to_owned(), &vec![one, two.clone()]));
    assert!(t.stranger().page("/@ada").await.contains("Second"), "visitors see it after publishing only");
    let details = publish(&ws, id, restored.draft.clone()).await;
    assert_eq!(details.draft, restored.draft);
    assert_eq!(codes(&t.stranger().page("/@ada").await)[1], code, "the same short link");
    let counted = clicks::of_site(&ws, id, 7).await.unwrap();
    assert_eq!((counted.blocks.len(), counted.blocks[0].block), (1, two.id));
    assert_eq!(counted.blocks[0].per_day.iter().sum::<u64>(), 1, "neither lost nor doubled");
    // What was the draft before is in the history and comes back the same way.
    let history = versions::list(&ws, id).await.unwrap();
    let kept =
        history.iter().find(|version| version.kind == VersionKind::Replaced).expect("the replaced draft is kept");
    let back = versions::restore(&ws, id, details.version, kept.id).await.unwrap();
    assert_eq!(back.draft, newer.draft);
});

db_test!(the_last_50_are_kept, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = site(&ws, "").await;
    for number in 0..MAX_VERSIONS + 3 {
        publish(&ws, id, draft(&format!("Number {number}"), Vec::new())).await;
    }
    let history = versions::list(&ws, id).await.unwrap();
    assert_eq!(history.len() as u64, MAX_VERSIONS);
    assert_eq!(site_version::Entity::find().count(t.db().read()).await.unwrap(), MAX_VERSIONS);
    let oldest = versions::open(&ws, id, history[history.len() - 1].id).await.unwrap();
    assert_eq!((oldest.draft.title.as_str(), oldest.before), ("Number 3", None));
});

db_test!(restoring_neither_opens_a_page_nor_brings_old_passwords_back, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = site(&ws, "").await;
    let gate = |password: &str| BlockRules { gate: Gate::Password(password.to_owned()), ..BlockRules::default() };
    let block = Block { rules: gate("old link"), ..link("One", URL) };
    publish(&ws, id, draft("Open", vec![block.clone()])).await;
    let options = SiteOptions { visibility: Visibility::Password("page".to_owned()) };
    let now = SiteDraft { options, ..draft("Closed", vec![Block { rules: gate("new link"), ..block }]) };
    let details = publish(&ws, id, now.clone()).await;
    let rows = site_version::Entity::find().all(t.db().read()).await.unwrap();
    assert!(rows.iter().all(|row| {
        !["old link", "new link", "\"page\""].iter().any(|secret| row.content.to_string().contains(secret))
    }));
    let first = versions::list(&ws, id).await.unwrap().pop().expect("it is kept").id;
    let restored = versions::restore(&ws, id, details.version, first).await.unwrap();
    assert_eq!(restored.draft.title, "Open");
    assert_eq!(restored.draft.options, now.options);
    assert_eq!(restored.draft.blocks[0].rules, gate("new link"));
});

db_test!(history_of_others_is_not_found, |t| async {
    let (ada, bob) = (t.owner("ada").await.ws, t.owner("bob").await.ws);
    let (of_ada, of_bob) = (site(&ada, "").await, site(&bob, "").await);
    publish(&ada, of_ada, draft("Ada", Vec::new())).await;
    let version = versions::list(&ada, of_ada).await.unwrap()[0].id;
    assert!(matches!(versions::list(&bob, of_ada).await, Err(AppError::NotFound(_))));
    assert!(matches!(versions::open(&bob, of_bob, version).await, Err(AppError::NotFound(_))));
    let at = sites::open(&bob, of_bob).await.unwrap().version;
    assert!(matches!(versions::restore(&bob, of_bob, at, version).await, Err(AppError::NotFound(_))));
    let viewer = t.member(&ada, Role::Viewer).await.ws;
    assert!(versions::list(&viewer, of_ada).await.is_ok());
    assert!(matches!(versions::restore(&viewer, of_ada, 1, version).await, Err(AppError::Forbidden(_))));
});
