//! Saving: whole, over a version, never over somebody else's work.

use mewayz::{
    entity::{audit, site as site_row},
    kernel::{AppError, id::SiteId},
    sites::{drafts, publishing, sites, types::MAX_DRAFT_TEXT},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::make::{draft, every_kind, link, save, site};
use crate::support::db_test;

const URL: &str = "https://example.com/";

db_test!(what_is_saved_is_what_opens, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    for text in [
        "Plain",
        "مرحبا بالعالم",
        "👩‍👩‍👧‍👦 🇺🇦",
        "a\u{202e}b",
        "tab\tand\nline",
        "<script>alert(1)</script>",
        "Zalgo e\u{301}\u{302}\u{303}",
    ] {
        let saved = draft(text, every_kind(text, URL));
        assert_eq!(save(&ws, id, saved.clone()).await.draft, saved, "{text:?}");
    }
});

db_test!(a_null_character_is_left_out_on_both_databases, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let details = save(&ws, id, draft("a\0b", every_kind("c\0d", URL))).await;
    assert_eq!(details.draft.title, "ab");
    assert!(!format!("{:?}", details.draft).contains("\\0"), "{:?}", details.draft);
});

db_test!(the_second_of_two_editors_gets_a_conflict, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let base = sites::open(&ws, id).await.unwrap().version;
    drafts::save(&ws, id, base, draft("First", vec![link("One", URL)])).await.expect("the first save");
    let second = drafts::save(&ws, id, base, draft("Second", Vec::new())).await;
    assert!(matches!(&second, Err(AppError::Conflict(why)) if why.contains("compare")), "{second:?}");
    let stored = sites::open(&ws, id).await.unwrap();
    assert_eq!((stored.draft.title.as_str(), stored.draft.blocks.len()), ("First", 1), "nothing was overwritten");
});

db_test!(of_saves_at_the_same_time_one_wins, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    for round in 0..5 {
        let base = sites::open(&ws, id).await.unwrap().version;
        let saves = (0..4).map(|editor| {
            let (ws, title) = (ws.clone(), format!("Round {round}, editor {editor}"));
            tokio::spawn(async move { drafts::save(&ws, id, base, draft(&title, vec![link(&title, URL)])).await })
        });
        let answers: Vec<_> = futures::future::join_all(saves).await.into_iter().map(|done| done.unwrap()).collect();
        let won: Vec<usize> = (0..4).filter(|editor| answers[*editor].is_ok()).collect();
        assert_eq!(won.len(), 1, "{answers:?}");
        assert!(
            answers.iter().filter(|answer| matches!(answer, Err(AppError::Conflict(_)))).count() == 3,
            "{answers:?}"
        );
        let stored = sites::open(&ws, id).await.unwrap().draft;
        let title = format!("Round {round}, editor {}", won[0]);
        assert_eq!(stored, draft(&title, stored.blocks.clone()), "one editor's work, whole");
        assert_eq!(stored.blocks.len(), 1);
    }
});

db_test!(a_save_that_changes_nothing_keeps_the_version, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let details = save(&ws, id, draft("Same", vec![link("One", URL)])).await;
    let again = drafts::save(&ws, id, details.version, details.draft).await.unwrap();
    assert_eq!(again.version, details.version);
});

db_test!(a_block_of_another_site_is_not_found, |t| async {
    let ws = t.owner("studio").await.ws;
    let (mine, second) = (site(&ws, "").await, site(&ws, "second").await);
    let rival = t.owner("rival").await.ws;
    let theirs = site(&rival, "").await;
    for (owner, other) in [(&ws, second), (&rival, theirs)] {
        let block = link("Theirs", URL);
        let before = save(owner, other, draft("Theirs", vec![block.clone()])).await;
        let version = sites::open(&ws, mine).await.unwrap().version;
        let mut stolen = block.clone();
        stolen.hidden = true;
        let answer = drafts::save(&ws, mine, version, draft("Mine", vec![stolen])).await;
        assert_eq!(answer, Err(AppError::not_found("block")));
        assert_eq!(sites::open(owner, other).await.unwrap(), before, "the other site is as it was");
        assert_eq!(sites::open(&ws, mine).await.unwrap().version, version, "and so is this one");
    }
});

db_test!(one_block_twice_is_refused, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let twice = link("Twice", URL);
    let answer = drafts::save(&ws, id, 1, draft("Mine", vec![twice.clone(), twice])).await;
    assert!(matches!(answer, Err(AppError::Invalid(_))), "{answer:?}");
});

db_test!(a_title_of_10000_characters_is_kept_and_named, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let title = "ñ".repeat(10_000);
    let details = save(&ws, id, draft(&title, Vec::new())).await;
    assert_eq!(details.draft.title, title, "nothing is cut off");
    let answer = publishing::publish(&ws, id, details.version).await.expect_err("too long to publish");
    let why = answer.field("title").expect("the title is named");
    assert!(why.contains("10000") || why.contains("10,000"), "{why}");
    let answer = drafts::save(&ws, id, details.version, draft(&"x".repeat(MAX_DRAFT_TEXT + 1), Vec::new())).await;
    assert!(answer.expect_err("endless").field("title").is_some());
});

db_test!(more_than_500_blocks_are_refused, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let many = |count: usize| draft("Many", (0..count).map(|at| link(&format!("Link {at}"), URL)).collect());
    assert!(drafts::save(&ws, id, 1, many(501)).await.is_err());
    assert_eq!(save(&ws, id, many(500)).await.draft.blocks.len(), 500);
});

db_test!(the_site_of_another_workspace_is_not_found, |t| async {
    let (ws, rival) = (t.owner("studio").await.ws, t.owner("rival").await.ws);
    let id = site(&ws, "").await;
    save(&ws, id, draft("Mine", Vec::new())).await;
    let missing = AppError::not_found("site");
    assert_eq!(sites::open(&rival, id).await, Err(missing.clone()));
    assert_eq!(drafts::save(&rival, id, 2, draft("Stolen", Vec::new())).await, Err(missing.clone()));
    assert_eq!(publishing::publish(&rival, id, 2).await, Err(missing.clone()));
    assert_eq!(publishing::unpublish(&rival, id).await, Err(missing.clone()));
    assert_eq!(sites::rename(&rival, id, "stolen").await, Err(missing.clone()));
    assert_eq!(sites::delete(&rival, id).await, Err(missing.clone()));
    assert_eq!(mewayz::sites::clicks::of_site(&rival, id, 7).await, Err(missing.clone()));
    assert_eq!(sites::open(&ws, SiteId::new()).await, Err(missing), "the same words as for a site that never was");
    assert!(sites::list(&rival).await.unwrap().is_empty());
    assert_eq!(sites::open(&ws, id).await.unwrap().draft.title, "Mine");
});

db_test!(every_change_is_audited_with_old_and_new, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    save(&ws, id, draft("Renamed", Vec::new())).await;
    let rows = audit::Entity::find().filter(audit::Column::ObjectId.eq(id.0)).all(t.db().write()).await.unwrap();
    let saved = rows.iter().find(|row| row.action == "site.save").expect("the save is in the log");
    assert_eq!(saved.old.as_ref().unwrap()["title"], "My site");
    assert_eq!(saved.new.as_ref().unwrap()["title"], "Renamed");
    assert_eq!((saved.user_id, saved.workspace_id), (Some(ws.user().id), Some(ws.id())));
    let version = site_row::Entity::find_by_id(id).one(t.db().write()).await.unwrap().unwrap().version;
    let refused = drafts::save(&ws, id, version - 1, draft("Lost", Vec::new())).await;
    assert!(refused.is_err());
    let after = audit::Entity::find().filter(audit::Column::ObjectId.eq(id.0)).all(t.db().write()).await.unwrap();
    assert_eq!(after.len(), rows.len(), "what did not happen is not in the log");
});
