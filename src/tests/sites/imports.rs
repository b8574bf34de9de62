//! Imports: link pages of every kind, exports, uploads, and addresses that must not be fetched.

use std::{fmt::Write, net::SocketAddr};

use axum::{
    Router,
    http::{Method, StatusCode, header},
    response::Redirect,
    routing::get,
};
use axum_test::multipart::{MultipartForm, Part};
use mewayz::{
    kernel::{AppError, permission::Role},
    sites::{
        blocks::{BlockContent, Content, Network},
        imports::{self, addresses::is_public, fetch::Fetcher},
        types::ImportPreview,
    },
};

use crate::support::{block_on, db_test, read};

fn import(text: &str) -> ImportPreview {
    imports::read(text.as_bytes(), None).expect("it can be read")
}

/// Blocks in short: `link Title -> address`, `# Heading`, `icons a b`.
fn outline(preview: &ImportPreview) -> Vec<String> {
    preview
        .blocks
        .iter()
        .map(|block| match block {
            BlockContent::Link(link) => format!("{} -> {}", link.title, link.url),
            BlockContent::Heading(heading) => format!("# {}", heading.text),
            BlockContent::Text(text) => format!("text {}", text.text),
            BlockContent::Social(social) => {
                let urls: Vec<_> = social.profiles.iter().map(|profile| profile.url.as_str()).collect();
                format!("icons {}", urls.join(" "))
            }
            BlockContent::Embed(embed) => format!("plays {} {}", embed.title, embed.url),
            BlockContent::Vcard(card) => format!("card {} {} {}", card.name, card.phone, card.url),
            other => other.kind().to_owned(),
        })
        .collect()
}

#[test]
fn a_littlelink_page() {
    let preview = import(
        r##"<!DOCTYPE html><html lang="en"><head><title>LittleLink</title><meta name="description" content="Find us online"></head>
        <body><img src="images/avatar.png" alt="Logo"><h1>Jo Doe</h1>
        <p>I forked <a href="https://littlelink.io">this</a> and like it.</p>
        <!-- <a class="button" href="https://hidden.example.com">No</a> -->
        <a class="button button-github" href="https://github.com/jo" target="_blank"><img class="icon" src="images/icons/github.svg">GitHub</a><br>
        <a class="button button-default" href="https://shop.example.com">My shop</a><br>
        <h2>Talks</h2>
        <a class="button button-yt" href="https://www.youtube.com/watch?v=1">YouTube</a>
        <a class="button button-default" href="#">Nothing</a>
        <a class="button button-default" href="mailto:jo@example.com">Write to me</a>
        <a class="button button-default" href="javascript:alert(1)">Trick</a>
        <a class="button button-default" href="https://shop.example.com/">Shop again</a>
        <footer><a href="/privacy.html">Privacy</a></footer></body></html>"##,
    );
    assert_eq!((preview.source.as_str(), preview.title.as_str()), ("A LittleLink page", "Jo Doe"));
    assert_eq!(preview.bio, "Find us online");
    assert_eq!(
        outline(&preview),
        [
            "icons https://github.com/jo",
            "My shop -> https://shop.example.com/",
            "# Talks",
            "YouTube -> https://www.youtube.com/watch?v=1",
            "Write to me -> mailto:jo@example.com",
        ]
    );
    assert_eq!(preview.skipped.len(), 2, "{:?}", preview.skipped);
}

#[test]
fn a_linktree_page() {
    let data = serde_json::json!({ "props": { "pageProps": {
        "account": {
            "pageTitle": "@jo", "description": "Maker", "profilePictureUrl": "https://img.example.com/jo.png",
            "socialLinks": [
                { "type": "INSTAGRAM", "url": "https://instagram.com/jo" },
                { "type": "EMAIL_ADDRESS", "url": "mailto:jo@example.com" },
            ],
        },
        "links": [
            { "id": 1, "title": "New here", "type": "HEADER", "url": null },
            { "id": 2, "title": "Shop", "type": "CLASSIC", "url": "https://shop.example.com",
              "modifiers": { "thumbnailUrl": "https://img.example.com/t.png" } },
            { "id": 3, "title": "Old", "type": "CLASSIC", "url": "https://old.example.com", "enabled": false },
            { "id": 5, "title": "My film", "type": "YOUTUBE_VIDEO", "url": "https://youtu.be/dQw4w9WgXcQ" },
            { "id": 6, "title": "On my channel", "type": "CLASSIC", "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ" },
            { "id": 7, "title": "A film elsewhere", "type": "VIDEO", "url": "https://films.example.com/1" },
            { "id": 4, "title": "Group", "type": "GROUP", "links": [
                { "title": "Inside", "type": "CLASSIC", "url": "https://inside.example.com" } ] },
        ],
    } } });
    let preview = import(&format!(
        "<html><head><title>@jo | Linktree</title></head><body><a href=\"https://linktr.ee/s/about\">About</a>\
         <script id=\"__NEXT_DATA__\" type=\"application/json\">{data}</script></body></html>"
    ));
    assert_eq!((preview.title.as_str(), preview.bio.as_str()), ("@jo", "Maker"));
    assert_eq!(preview.avatar_url, "https://img.example.com/jo.png");
    assert_eq!(
        outline(&preview),
        [
            "icons https://instagram.com/jo mailto:jo@example.com",
            "# New here",
            "Shop -> https://shop.example.com/",
            "plays My film https://youtu.be/dQw4w9WgXcQ",
            "On my channel -> https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "A film elsewhere -> https://films.example.com/1",
            "# Group",
            "Inside -> https://inside.example.com/",
        ]
    );
    let BlockContent::Link(shop) = &preview.blocks[2] else { panic!("it is a link") };
    assert_eq!(shop.thumbnail_url, "https://img.example.com/t.png");
    let BlockContent::Social(icons) = &preview.blocks[0] else { panic!("these are icons") };
    assert_eq!(icons.profiles[1].network, Network::Email);
    assert!(preview.skipped[0].contains("Old"), "{:?}", preview.skipped);
}

#[test]
fn a_linkstack_export() {
    let export = serde_json::json!({
        "id": 1, "name": "Jo", "littlelink_name": "jo", "littlelink_description": "<p>Maker &amp; <b>friend</b></p>",
        "image_data": "aGk=", "image_extension": "png",
        "links": [
            { "button_id": 2, "link": "https://second.example.com", "title": "Second", "order": 2, "type": "link" },
            { "button_id": 42, "link": null, "title": "First heading", "order": 0 },
            { "button_id": 1, "link": "https://first.example.com", "title": "first", "order": "1", "type": "predefined" },
            { "button_id": 94, "link": "https://mastodon.example/@jo", "title": "mastodon", "order": 3 },
            { "button_id": 93, "link": null, "title": "<p>Some words</p>", "order": 4 },
            { "button_id": 6, "link": "jo@example.com", "title": "default email", "order": 5, "type": "email" },
            { "button_id": 44, "link": "tel:+4912345", "title": "Call", "order": 6 },
            { "button_id": 96, "link": "{}", "title": "Card", "order": 7, "type": "vcard" },
            { "button_id": 43, "link": null, "title": "2", "order": 8 },
            { "button_id": 43, "link": null, "title": "2", "order": 9 },
            { "button_id": 96, "title": "Keep my number", "order": 10, "type": "vcard",
              "link": "{\"first_name\":\"Jo\",\"last_name\":\"Doe\",\"cell_phone\":\"+49 123\",\"work_url\":\"jo.example.com\"}" },
            { "button_id": 43, "link": null, "title": "2", "order": 11 },
        ],
    });
    let preview = import(&export.to_string());
    assert_eq!((preview.source.as_str(), preview.title.as_str()), ("A LinkStack export", "Jo"));
    assert_eq!(preview.bio, "Maker & friend");
    assert_eq!(
        outline(&preview),
        [
            "# First heading",
            "First -> https://first.example.com/",
            "Second -> https://second.example.com/",
            "icons https://mastodon.example/@jo",
            "text Some words",
            "Email -> mailto:jo@example.com",
            "Call -> tel:+4912345",
            "divider",
            "card Jo Doe +49 123 https://jo.example.com",
        ]
    );
    let BlockContent::Social(icons) = &preview.blocks[3] else { panic!("these are icons") };
    assert_eq!(icons.profiles[0].network, Network::Mastodon);
    assert_eq!(preview.skipped.len(), 2, "{:?}", preview.skipped);
}

#[test]
fn any_page_with_a_hundred_links() {
    let mut page =
        "<html><head><meta property='og:title' content='Mine'><base href='https://me.example.com/x/'></head><body>\
                    <nav><a href='/home'>Home</a></nav><ul>"
            .to_owned();
    for n in 0..100 {
        let _ = write!(page, "<li><a href='../p/{n}'>Link <b>number</b> {n}</a></li>");
    }
    page.push_str("</ul><p>Read <a href='/terms'>our terms</a> first.</p></body></html>");
    let preview = import(&page);
    let lines = outline(&preview);
    assert_eq!(lines.len(), 100);
    assert_eq!(
        (lines[0].as_str(), lines[99].as_str()),
        ("Link number 0 -> https://me.example.com/p/0", "Link number 99 -> https://me.example.com/p/99")
    );
    assert_eq!((preview.title.as_str(), preview.skipped.len()), ("Mine", 0));
}

#[test]
fn endless_and_strange_words() {
    let long = "é".repeat(10_000);
    let preview = import(&format!(
        "<html><body><a href='https://a.example.com'>{long}</a><a href='https://b.example.com'>&lt;script&gt; مرحبا 👋</a></body></html>"
    ));
    let BlockContent::Link(link) = &preview.blocks[0] else { panic!("it is a link") };
    assert_eq!(link.title.chars().count(), 200);
    assert!(link.problems().0.is_empty());
    assert_eq!(outline(&preview)[1], "<script> مرحبا 👋 -> https://b.example.com/");
    let nothing = import("<html><body><p>Hello</p></body></html>");
    assert!(nothing.blocks.is_empty() && !nothing.skipped.is_empty());
    for wrong in [&b"\x89PNG\r\n\x1a\n\0\0"[..], b"just words", b"", b"{\"a\":1}", b"{oops"] {
        assert!(imports::read(wrong, None).is_err(), "{:?}", String::from_utf8_lossy(wrong));
    }
}

#[test]
fn private_addresses_are_known() {
    for private in [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.31.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001::1",
        "2001:db8::1",
        "100::1",
        "3fff::1",
    ] {
        assert!(!is_public(private.parse().expect("an address")), "{private}");
    }
    for public in ["1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "2a00:1450::8a"] {
        assert!(is_public(public.parse().expect("an address")), "{public}");
    }
}

/// A server on this machine, with pages for fetching.
async fn pages() -> SocketAddr {
    let page = |text: &'static str| move || async move { ([(header::CONTENT_TYPE, "text/html")], text) };
    let hop = |to: &'static str| move || async move { Redirect::temporary(to) };
    let router = Router::new()
        .route("/page", get(page("<html><body><a href='/shop'>Shop</a></body></html>")))
        .route("/1", get(hop("/2")))
        .route("/2", get(hop("/3")))
        .route("/3", get(hop("/page")))
        .route("/0", get(hop("/1")))
        .route("/inside", get(hop("http://[::1]:1/secret")))
        .route("/file", get(hop("file:///etc/passwd")))
        .route("/large", get(|| async { ([(header::CONTENT_TYPE, "text/html")], " ".repeat(6_000_000)) }))
        .route("/picture", get(|| async { ([(header::CONTENT_TYPE, "image/png")], "x") }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("it has an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

fn why(error: &AppError) -> String {
    error.field("url").unwrap_or_default().to_owned()
}

#[test]
fn fetching_stays_outside() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    block_on(async {
        let address = pages().await;
        let at = |path: &str| format!("http://{address}{path}");
        let refused = Fetcher::public().fetch(&at("/page")).await.expect_err("this machine is private");
        assert!(why(&refused).contains("private network"), "{refused:?}");
        for name in
            ["http://localhost/", "http://127.1/", "http://0x7f.1/", "http://[::ffff:127.0.0.1]/", "http://2130706433/"]
        {
            let refused = Fetcher::public().fetch(name).await.expect_err("this machine is private");
            assert!(why(&refused).contains("private network"), "{name}: {refused:?}");
        }
        let fetcher = Fetcher::allowing(vec!["127.0.0.0/8".parse().expect("a network")]);
        let found = fetcher.fetch(&at("/1")).await.expect("three redirects are followed");
        let preview = imports::read(&found.body, Some(&found.url)).expect("it can be read");
        assert_eq!(outline(&preview), [format!("Shop -> {}", at("/shop"))]);
        for (path, part) in [
            ("/0", "more than three times"),
            ("/inside", "private network"),
            ("/file", "http://"),
            ("/large", "5 MB"),
            ("/picture", "image/png"),
            ("/nothing", "no page"),
        ] {
            let refused = fetcher.fetch(&at(path)).await.expect_err("it is refused");
            assert!(why(&refused).contains(part), "{path}: {refused:?}");
        }
    });
}

db_test!(a_file_is_read_by_members_who_may_edit, |t| async {
    let owner = t.owner("ada").await;
    let viewer = t.member(&owner.ws, Role::Viewer).await;
    let stranger = t.stranger();
    let other = t.owner("bob").await;
    let send = |client: &crate::support::Client, body: &[u8]| {
        let part = Part::bytes(body.to_vec()).file_name("page.html");
        client.request(Method::POST, "/w/ada/import").multipart(MultipartForm::new().add_part("file", part))
    };
    let page = b"<html><body><a href='https://example.com'>Example</a></body></html>";
    let preview: ImportPreview = read(send(&owner.client, page).await).expect("it is read");
    assert_eq!(outline(&preview), ["Example -> https://example.com/"]);
    assert!(matches!(read::<ImportPreview>(send(&viewer.client, page).await), Err(AppError::Forbidden(_))));
    assert_eq!(send(&stranger, page).await.status_code(), StatusCode::UNAUTHORIZED);
    assert_eq!(send(&other.client, page).await.status_code(), StatusCode::NOT_FOUND);
    let wrong = read::<ImportPreview>(send(&owner.client, b"\0\0\0").await).expect_err("it is no page");
    assert!(wrong.field("file").is_some());
    let large = send(&owner.client, &vec![b' '; 6_000_000]).await;
    assert!(large.status_code().is_client_error(), "{}", large.status_code());
});
