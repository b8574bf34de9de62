//! Publishing: visitors see what was published, not what is being written.

use mewayz::{
    kernel::AppError,
    sites::{publishing, sites},
};

use super::make::{block, draft, link, publish, save, site};
use crate::support::db_test;

const URL: &str = "https://example.com/";

db_test!(the_page_shows_what_was_published, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let details = publish(&ws, id, draft("First title", vec![link("First link", URL)])).await;
    assert_eq!(details.published_version, details.version);
    save(&ws, id, draft("Second title", vec![link("Second link", URL)])).await;
    let page = t.stranger().page("/@studio").await;
    assert!(page.contains("First title") && page.contains("First link"), "{page}");
    assert!(!page.contains("Second"), "the draft is nobody's business");
    assert!(sites::list(&ws).await.unwrap()[0].changed);
    let version = sites::open(&ws, id).await.unwrap().version;
    publishing::publish(&ws, id, version).await.unwrap();
    let page = t.stranger().page("/@studio").await;
    assert!(page.contains("Second title") && page.contains("Second link") && !page.contains("First"), "{page}");
    assert!(!sites::list(&ws).await.unwrap()[0].changed);
});

db_test!(an_older_version_is_not_published, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let looked_at = save(&ws, id, draft("One", Vec::new())).await.version;
    save(&ws, id, draft("Two", Vec::new())).await;
    assert!(matches!(publishing::publish(&ws, id, looked_at).await, Err(AppError::Conflict(_))));
    assert_eq!(t.stranger().get("/@studio").await.status_code().as_u16(), 404, "nothing went online");
});

db_test!(faults_are_named_by_block_and_field, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let (unsafe_link, no_title) = (link("Click", "javascript:alert(1)"), link("", URL));
    let mut hidden = link("", "");
    hidden.hidden = true;
    let details = save(&ws, id, draft("", vec![unsafe_link.clone(), no_title.clone(), hidden])).await;
    let error = publishing::publish(&ws, id, details.version).await.expect_err("it cannot be published");
    let AppError::Invalid(errors) = &error else { panic!("{error:?}") };
    let mut fields: Vec<&str> = errors.0.keys().map(String::as_str).collect();
    fields.sort_unstable();
    let mut wanted = vec![format!("{}.url", unsafe_link.id), format!("{}.title", no_title.id), "title".to_owned()];
    wanted.sort();
    assert_eq!(fields, wanted);
});

db_test!(what_is_offline_or_deleted_is_gone_and_the_rest_never_was, |t| async {
    let ws = t.owner("studio").await.ws;
    let status = async |path: &str| t.stranger().get(path).await.status_code().as_u16();
    assert_eq!(status("/@studio").await, 404, "before there is a site");
    let (main, second) = (site(&ws, "").await, site(&ws, "shop-news").await);
    assert_eq!(status("/@studio").await, 404, "a draft");
    publish(&ws, main, draft("Main", Vec::new())).await;
    publish(&ws, second, draft("News", Vec::new())).await;
    assert_eq!((status("/@studio").await, status("/@studio/shop-news").await), (200, 200));
    assert_eq!(status("/@studio/other").await, 404);
    assert_eq!(status("/@nobody").await, 404);
    publishing::unpublish(&ws, main).await.unwrap();
    assert_eq!(status("/@studio").await, 410);
    sites::delete(&ws, second).await.unwrap();
    assert_eq!(status("/@studio/shop-news").await, 410);
    assert_eq!(sites::open(&ws, second).await, Err(AppError::not_found("site")));
    let reply = t.stranger().get("/@studio").await;
    assert_eq!(reply.header("cache-control"), "no-store", "a 410 is not for ever");
    publish(&ws, main, draft("Back", Vec::new())).await;
    assert_eq!(status("/@studio").await, 200);
});

db_test!(addresses_of_sites, |t| async {
    let ws = t.owner("studio").await.ws;
    site(&ws, "ignored-for-the-first").await;
    assert_eq!(sites::list(&ws).await.unwrap()[0].slug, "", "the first site has the main address");
    for wrong in ["Ä", "a b", "-a", "a-", "a/b", "..", &"x".repeat(61)] {
        let answer = sites::create(&ws, "Two", wrong, "paper").await;
        assert!(answer.as_ref().is_err_and(|error| error.field("slug").is_some()), "{wrong:?}: {answer:?}");
    }
    let id = site(&ws, "two").await;
    let taken = sites::create(&ws, "Three", "two", "paper").await.expect_err("taken");
    assert!(taken.field("slug").is_some(), "{taken:?}");
    let (one, two) = (sites::create(&ws, "A", "race", "paper"), sites::create(&ws, "B", "race", "paper"));
    let (one, two) = tokio::join!(one, two);
    assert!(one.is_ok() != two.is_ok(), "one of two: {one:?} {two:?}");
    let lost = one.err().or(two.err()).unwrap();
    assert!(lost.field("slug").is_some(), "{lost:?}");
    publish(&ws, id, draft("Two", Vec::new())).await;
    sites::rename(&ws, id, "renamed").await.unwrap();
    assert_eq!(t.stranger().get("/@studio/renamed").await.status_code().as_u16(), 200);
});

db_test!(a_site_without_readable_blocks_is_still_a_page, |t| async {
    use mewayz::sites::blocks::{BlockContent, Broken};
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let broken = Broken { kind: "hologram".to_owned(), version: 1, data: "{}".to_owned() };
    publish(&ws, id, draft("Alone", vec![block(BlockContent::Broken(broken))])).await;
    assert!(t.stranger().page("/@studio").await.contains("Alone"));
});
