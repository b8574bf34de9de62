//! The public page as visitors get it: light, without scripts, cacheable, honest in its status.

use std::io::Read;

use mewayz::{
    entity::handle,
    kernel::{AppError, time},
    sites::themes::THEMES,
    workspaces::handles,
};
use scraper::{Html, Selector};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::make::{draft, every_kind, first_kinds, link, publish, site};
use crate::support::db_test;

/// What a page may weigh on the wire, HTML with its styles, compressed.
const WEIGHT: usize = 14 * 1024;

db_test!(a_page_of_20_blocks_fits_into_14_kib, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    for theme in THEMES {
        let mut blocks: Vec<_> = (0..12)
            .map(|at| {
                link(
                    &format!("Wheel throwing for beginners, part {at}"),
                    &format!("https://example.com/courses/wheel/{at}?utm_source=bio"),
                )
            })
            .collect();
        blocks.extend(first_kinds("Six weeks, one bowl a week, clay incl.", "https://example.com/somewhere"));
        blocks.extend(
            first_kinds("The kiln opens every first Saturday.", "https://example.org/elsewhere").into_iter().skip(4),
        );
        assert_eq!(blocks.len(), 20);
        publish(
            &ws,
            id,
            mewayz::sites::types::SiteDraft { theme: theme.key.to_owned(), ..draft("Mira Okafor", blocks) },
        )
        .await;
        for encoding in ["gzip", "br"] {
            let reply = t.stranger().get("/@studio").add_header("accept-encoding", encoding).await;
            assert_eq!(reply.header("content-encoding"), encoding);
            let headers: usize = reply.iter_headers().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
            let weight = reply.as_bytes().len() + headers;
            assert!(weight <= WEIGHT, "{} as {encoding}: {weight} bytes", theme.name);
        }
    }
});

db_test!(a_page_with_every_kind_fits_into_14_kib, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    for theme in THEMES {
        let blocks = every_kind("Six weeks, one bowl a week, clay incl.", "https://example.com/somewhere");
        let draft = mewayz::sites::types::SiteDraft { theme: theme.key.to_owned(), ..draft("Mira Okafor", blocks) };
        publish(&ws, id, draft).await;
        let reply = t.stranger().get("/@studio").add_header("accept-encoding", "br").await;
        assert_eq!(reply.header("content-encoding"), "br");
        let headers: usize = reply.iter_headers().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        let weight = reply.as_bytes().len() + headers;
        assert!(weight <= WEIGHT, "{}: {weight} bytes", theme.name);
    }
});

db_test!(a_page_brings_only_the_styles_of_its_blocks, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    publish(&ws, id, draft("Mira", vec![link("Shop", "https://example.com/")])).await;
    let page = t.stranger().page("/@studio").await;
    assert!(page.contains(".bio-link{") && page.contains(".bio-page{"), "{page}");
    for other in
        [".bio-faq", ".bio-social", ".bio-card{", ".bio-row", ".bio-gallery", ".bio-frame", ".bio-quotes", ".bio-text"]
    {
        assert!(!page.contains(other), "{other} in {page}");
    }
    publish(&ws, id, draft("Mira", every_kind("Text", "https://example.com/"))).await;
    let page = t.stranger().page("/@studio").await;
    for part in
        [".bio-faq", ".bio-social", ".bio-card{", ".bio-row", ".bio-gallery", ".bio-frame", ".bio-quotes", ".bio-text"]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
});

db_test!(the_page_runs_nothing_and_says_what_it_is, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    publish(&ws, id, draft("Mira & Co", every_kind("Text", "https://example.com/"))).await;
    let reply = t.stranger().get("/@studio").await;
    let policy = reply.header("content-security-policy").to_str().unwrap().to_owned();
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("script-src") && !policy.contains("unsafe"),
        "{policy}"
    );
    let page = Html::parse_document(&reply.text());
    let select = |selector: &str| page.select(&Selector::parse(selector).unwrap()).collect::<Vec<_>>();
    let scripts = select("script");
    assert_eq!(scripts.len(), 1, "only data");
    assert_eq!(scripts[0].attr("type"), Some("application/ld+json"));
    let data: serde_json::Value = serde_json::from_str(&scripts[0].text().collect::<String>()).expect("valid JSON-LD");
    assert_eq!(data["mainEntity"]["name"], "Mira & Co");
    assert_eq!(select("meta[property='og:title']")[0].attr("content"), Some("Mira & Co"));
    assert_eq!(select("link[rel=canonical]")[0].attr("href"), Some("http://mewayz.test/@studio"));
    assert_eq!(select("h1").len(), 1);
    assert_eq!(select("html")[0].attr("lang"), Some("en"));
    assert_eq!(data["hasPart"]["mainEntity"][0]["acceptedAnswer"]["text"], "Text");
    let frames: Vec<_> = select("iframe").iter().filter_map(|frame| frame.attr("src")).collect();
    assert!(frames.len() == 2 && frames.iter().all(|src| src.starts_with("/embed/")), "{frames:?}");
    for tag in ["object", "embed", "link[rel=modulepreload]", "link[rel=preload]", "link[rel=stylesheet]"] {
        assert!(select(tag).is_empty(), "{tag}");
    }
    assert!(!reply.text().contains(".wasm"), "no WASM on public pages");
    assert!(reply.headers().get("set-cookie").is_none(), "looking at a page leaves no cookie");
});

db_test!(a_page_that_is_known_is_not_sent_again, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    publish(&ws, id, draft("One", Vec::new())).await;
    let first = t.stranger().get("/@studio").await;
    let tag = first.header("etag");
    let again = t.stranger().get("/@studio").add_header("if-none-match", tag.clone()).await;
    assert_eq!(again.status_code().as_u16(), 304);
    assert!(again.as_bytes().is_empty());
    assert_eq!(again.header("etag"), tag);
    publish(&ws, id, draft("Two", Vec::new())).await;
    let newer = t.stranger().get("/@studio").add_header("if-none-match", tag.clone()).await;
    assert_eq!(newer.status_code().as_u16(), 200);
    assert!(newer.text().contains("Two") && newer.header("etag") != tag);
});

db_test!(a_page_is_compressed_for_whoever_takes_it, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    publish(&ws, id, draft("Mira Okafor", first_kinds("Six weeks", "https://example.com/"))).await;
    let plain = t.stranger().page("/@studio").await;
    for (takes, gets) in [("br", "br"), ("gzip, deflate, br;q=0.8", "br"), ("gzip, br;q=0", "gzip"), ("identity", "")] {
        let reply = t.stranger().get("/@studio").add_header("accept-encoding", takes).await;
        let encoding = reply.headers().get("content-encoding").map_or("", |value| value.to_str().unwrap());
        assert_eq!(encoding, gets, "{takes}");
        assert_eq!(reply.header("vary"), "accept-encoding", "{takes}");
        if gets == "br" {
            let mut page = String::new();
            brotli::Decompressor::new(reply.as_bytes().as_ref(), 4096).read_to_string(&mut page).expect("it is brotli");
            assert_eq!(page, plain);
        }
    }
});

db_test!(a_change_is_seen_at_once_by_every_process, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let other = t.variant(|_| {});
    for words in ["One", "Two", "Three"] {
        publish(&ws, id, draft(words, Vec::new())).await;
        for process in [&t, &other, &t] {
            let page = process.stranger().page("/@studio").await;
            assert!(page.contains(&format!(">{words}</h1>")), "{words}: {page}");
        }
    }
});

db_test!(an_old_handle_leads_to_the_new_one_for_90_days, |t| async {
    let ws = t.owner("studio").await.ws;
    let (main, news) = (site(&ws, "").await, site(&ws, "news").await);
    publish(&ws, main, draft("Main", Vec::new())).await;
    publish(&ws, news, draft("News", Vec::new())).await;
    handles::change(&ws, "atelier").await.expect("it is free");
    for (from, to) in [("/@studio", "/@atelier"), ("/@studio/news", "/@atelier/news"), ("/@STUDIO/", "/@studio")] {
        let reply = t.stranger().get(from).await;
        assert_eq!((reply.status_code().as_u16(), reply.header("location").to_str().unwrap()), (308, to), "{from}");
    }
    let row = handle::Entity::find_by_id("studio").one(t.db().write()).await.unwrap().expect("the old handle is kept");
    let days = (row.expires_at.expect("for a time") - time::now()).num_days();
    assert!((89..=90).contains(&days), "{days} days");
    let rival = t.owner("rival").await.ws;
    assert!(handles::change(&rival, "studio").await.is_err(), "nobody takes it over meanwhile");
    let mut row = row.into_active_model();
    row.expires_at = Set(Some(time::now() - chrono::TimeDelta::seconds(1)));
    row.update(t.db().write()).await.unwrap();
    assert_eq!(t.stranger().get("/@studio").await.status_code().as_u16(), 404);
    handles::change(&rival, "studio").await.expect("now it is free");
});

db_test!(right_to_left_pages_say_so, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let blocks = every_kind("مرحبا 👋🏽", "https://example.com/");
    publish(&ws, id, mewayz::sites::types::SiteDraft { language: "ar".to_owned(), ..draft("استوديو", blocks) }).await;
    let page = t.stranger().page("/@studio").await;
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"), "{page}");
    assert!(page.contains("مرحبا 👋🏽") && page.contains("استوديو"));
});

db_test!(the_answer_to_nonsense_is_404, |t| async {
    let browser = t.owner("studio").await.client;
    for path in [
        "/@%00",
        "/@a%2Fb",
        "/@%F0%9F%98%80",
        "/@../etc/passwd",
        "/@x/%3Cscript%3E",
        "/l/%00",
        "/w/%00",
        "/l/'%20OR%201=1",
    ] {
        let reply = browser.get(path).await;
        assert!(matches!(reply.status_code().as_u16(), 400 | 404), "{path}: {}", reply.status_code());
        assert!(!reply.text().contains("<script>"), "{path}");
    }
    assert_eq!(AppError::not_found("page").status(), 404);
});
