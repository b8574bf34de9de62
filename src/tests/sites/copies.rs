//! Copies and exports: a copy counts for itself, an export and its import lose nothing but passwords.

use axum_test::multipart::{MultipartForm, Part};
use chrono::TimeDelta;
use mewayz::{
    kernel::{id::BlockId, time::now},
    sites::{
        blocks::{BlockContent, Broken, KINDS},
        clicks, copies, exports, imports, sites,
        types::{Block, BlockRules, Gate, MAX_BLOCKS, SiteDraft, SiteOptions, Visibility},
    },
};
use proptest::prelude::*;

use super::{
    codes,
    make::{draft, every_kind, link, publish, save, site},
};
use crate::support::db_test;

const URL: &str = "https://example.com/";

db_test!(a_copy_is_the_same_site_and_counts_from_zero, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = site(&ws, "").await;
    let original = publish(&ws, id, draft("My shop", vec![link("One", URL), link("Two", URL)])).await;
    let code = codes(&t.stranger().page("/@ada").await)[0].clone();
    t.stranger().get(&format!("/l/{code}")).await;
    let copy = copies::duplicate(&ws, id).await.unwrap();
    let copied = sites::open(&ws, copy).await.unwrap();
    assert_eq!((copied.slug.as_str(), copied.published_at, copied.version), ("my-shop-2", None, 1));
    assert_eq!(same(&copied.draft), same(&original.draft));
    assert!(copied.draft.blocks.iter().all(|block| original.draft.blocks.iter().all(|other| other.id != block.id)));
    assert!(clicks::of_site(&ws, copy, 7).await.unwrap().blocks.is_empty());
    publish(&ws, copy, copied.draft.clone()).await;
    let of_copy = codes(&t.stranger().page("/@ada/my-shop-2").await)[0].clone();
    assert_ne!(of_copy, code);
    t.stranger().get(&format!("/l/{of_copy}")).await;
    for site in [id, copy] {
        let counted = clicks::of_site(&ws, site, 7).await.unwrap();
        assert_eq!(counted.blocks.iter().flat_map(|row| &row.per_day).sum::<u64>(), 1, "neither lost nor doubled");
    }
    let third = copies::duplicate(&ws, copy).await.unwrap();
    assert_eq!(sites::open(&ws, third).await.unwrap().slug, "my-shop-3");
    assert!(t.stranger().get("/@ada/my-shop-3").await.status_code().is_client_error(), "a copy is not online");
});

/// A draft without what a copy has of its own.
fn same(draft: &SiteDraft) -> SiteDraft {
    let nil = BlockId(uuid::Uuid::nil());
    let blocks = draft.blocks.iter().map(|block| Block { id: nil, ..block.clone() });
    SiteDraft { blocks: blocks.collect(), ..draft.clone() }
}

db_test!(a_file_becomes_a_new_site_by_a_plain_form, |t| async {
    let owner = t.owner("ada").await;
    let id = site(&owner.ws, "").await;
    let saved = save(&owner.ws, id, draft("Mira & Co", every_kind("Text \"<b>\"", URL))).await;
    let path = format!("/w/ada/sites/{id}/export.json");
    let file = owner.client.get(&path).await;
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"mira-co.json\"");
    let text = file.text();
    for secret in [owner.ws.id().to_string(), id.to_string(), saved.draft.blocks[0].id.to_string()] {
        assert!(!text.contains(&secret), "{secret} is in {text}");
    }
    let form = || MultipartForm::new().add_part("file", Part::bytes(text.clone().into_bytes()).file_name("site.json"));
    let made = owner.client.form("/w/ada/import-site", &[]).await;
    assert!(made.status_code().is_client_error(), "a form without a file");
    let request =
        owner.client.request(axum::http::Method::POST, "/w/ada/import-site").add_header("accept", "text/html");
    let reply = request.multipart(form()).await;
    let to = reply.header("location").to_str().unwrap().to_owned();
    let new = to.rsplit('/').next().and_then(|id| id.parse().ok()).expect("the builder of the new site");
    let opened = sites::open(&owner.ws, new).await.unwrap();
    assert_eq!((opened.slug.as_str(), same(&opened.draft)), ("mira-co", same(&saved.draft)));
    // Through the import of the builder it is there as a whole, too.
    let preview = imports::from_file(&owner.ws, text.as_bytes()).unwrap();
    assert_eq!(preview.blocks.len(), saved.draft.blocks.len());
    assert_eq!(same(&preview.whole.expect("the whole site")), same(&saved.draft));
});

db_test!(strange_files_are_refused_in_words, |t| async {
    let ws = t.owner("ada").await.ws;
    let too_many = format!("{{\"mewayz_site\":1,\"blocks\":[{}]}}", vec!["{}"; MAX_BLOCKS + 1].join(","));
    for (text, part) in [
        ("{\"mewayz_site\":2}", "newer version"),
        ("{\"mewayz_site\":1,\"title\":5}", "cannot be read"),
        ("<a href=\"https://example.com\">One</a>", "not an export"),
        ("", "empty"),
    ] {
        let refused = copies::import(&ws, text.as_bytes()).await.expect_err(text);
        assert!(refused.field("file").is_some_and(|words| words.contains(part)), "{text}: {refused:?}");
    }
    assert!(copies::import(&ws, too_many.as_bytes()).await.is_err());
    let odd = br#"{"mewayz_site":1,"theme":"nowhere","language":"en","look":7,"options":[],"blocks":[{"kind":"hologram","version":3,"data":{"a":1}}]}"#;
    let (id, _) = copies::import(&ws, odd).await.expect("what is odd is kept or left out");
    assert!(matches!(sites::open(&ws, id).await.unwrap().draft.blocks[0].content, BlockContent::Broken(_)));
});

fn gate() -> impl Strategy<Value = Gate> {
    prop_oneof![
        Just(Gate::None),
        (1u8..99).prop_map(Gate::Age),
        Just(Gate::Sensitive),
        Just(Gate::Password(String::new()))
    ]
}

fn rules() -> impl Strategy<Value = BlockRules> {
    let time = || prop::option::of((0i64..1_000_000).prop_map(|seconds| now() + TimeDelta::seconds(seconds)));
    (any::<bool>(), time(), time(), gate()).prop_map(|(pinned, from, until, gate)| BlockRules {
        pinned,
        from,
        until,
        gate,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn export_and_import_lose_nothing(
        text in "\\PC{0,40}", hidden in any::<bool>(), rules in rules(), unlisted in any::<bool>(), title in "\\PC{0,80}",
    ) {
        let mut blocks = every_kind(&text, "https://example.com/a?b=c");
        blocks.extend(KINDS.iter().map(|kind| Block::new((kind.new)())));
        let strange = Broken { kind: "hologram".to_owned(), version: 4, data: "{\"depth\":3}".to_owned() };
        blocks.push(Block::new(BlockContent::Broken(strange)));
        for block in &mut blocks {
            (block.hidden, block.rules) = (hidden, rules.clone());
        }
        let visibility = if unlisted { Visibility::Unlisted } else { Visibility::Password(String::new()) };
        let draft = SiteDraft { options: SiteOptions { visibility }, seo_title: text.clone(), ..draft(&title, blocks) };
        let json = serde_json::to_string(&exports::Portable::of(&draft, false)).unwrap();
        let back = imports::read(json.as_bytes(), None).unwrap().whole.expect("the whole site");
        prop_assert_eq!(same(&back), same(&draft));
    }

    #[test]
    fn no_password_is_exported(secret in "[a-z]{12}") {
        let mut block = link("One", URL);
        block.rules.gate = Gate::Password(secret.clone());
        let options = SiteOptions { visibility: Visibility::Password(secret.clone()) };
        let draft = SiteDraft { options, ..draft("Ada", vec![block]) };
        let json = serde_json::to_string(&exports::Portable::of(&draft, true)).unwrap();
        prop_assert!(!json.contains(&secret));
    }
}
