//! The public page: what it says, its headers, and what is where no page is.

use axum::http::{Method, StatusCode};
use data_encoding::BASE64;
use mewayz::{
    entity::handle,
    kernel::time,
    sites::{
        blocks::{BlockContent, Heading, Text},
        drafts, publishing, sites,
        types::SiteDraft,
    },
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use sha2::{Digest, Sha256};

use super::{block, every_kind, link, online, site};
use crate::support::{Client, Reply, db_test};

fn header(reply: &Reply, name: &str) -> String {
    reply.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

async fn status(client: &Client, path: &str) -> StatusCode {
    client.get(path).await.status_code()
}

db_test!(a_page_is_one_document_without_scripts, |t| async {
    let owner = t.owner("ada").await;
    online(&owner.ws, "", every_kind()).await;
    let client = t.stranger();
    let reply = client.get("/@ada").await;
    assert_eq!(reply.status_code(), StatusCode::OK);
    let html = reply.text();
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"en\" dir=\"ltr\">"), "{}", &html[..200]);
    for part in [
        "<title>Ada</title>",
        "<link rel=\"canonical\" href=\"http://mewayz.test/@ada\"",
        "property=\"og:title\" content=\"Ada\"",
        "name=\"description\" content=\"Potter\"",
        "\"@type\":\"ProfilePage\"",
        "https://github.com/example",
        "action=\"/capture\"",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
    assert_eq!(html.matches("<script").count(), 1, "only the data of the page");
    assert!(!html.contains("/pkg/") && !html.contains("style=\""));
    let style = html.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).expect("it has a style");
    let policy = header(&reply, "content-security-policy");
    let hash = BASE64.encode(&Sha256::digest(style.as_bytes()));
    assert!(policy.contains(&format!("style-src 'sha256-{hash}'")), "{policy}");
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"));
    assert_eq!(header(&reply, "content-type"), "text/html; charset=utf-8");
    assert!(header(&reply, "set-cookie").is_empty());
});

db_test!(a_normal_page_is_small, |t| async {
    let owner = t.owner("ada").await;
    let mut blocks = every_kind();
    blocks.extend((0..12).map(|n| link(&format!("Link number {n}"), &format!("https://example.com/{n}"))));
    online(&owner.ws, "", blocks).await;
    let reply = t.stranger().get("/@ada").add_header("accept-encoding", "gzip").await;
    let size = reply.as_bytes().len();
    assert_eq!(header(&reply, "content-encoding"), "gzip");
    assert!(size <= 14 * 1024, "{size} bytes on the wire");
});

db_test!(an_unchanged_page_is_not_sent_again, |t| async {
    let owner = t.owner("ada").await;
    let id = online(&owner.ws, "", every_kind()).await;
    let client = t.stranger();
    let first = client.get("/@ada").await;
    let tag = header(&first, "etag");
    assert_eq!(header(&first, "cache-control"), "public, max-age=0, must-revalidate");
    let same = client.get("/@ada").add_header("if-none-match", &tag).await;
    assert_eq!((same.status_code(), same.text().as_str()), (StatusCode::NOT_MODIFIED, ""));
    let head = client.request(Method::HEAD, "/@ada").await;
    assert_eq!((head.status_code(), head.text().as_str()), (StatusCode::OK, ""));
    let details = sites::open(&owner.ws, id).await.expect("it opens");
    let draft = SiteDraft { title: "Ada Lovelace".to_owned(), ..details.draft };
    let saved = drafts::save(&owner.ws, id, details.version, draft).await.expect("it is saved");
    assert!(!client.page("/@ada").await.contains("Lovelace"), "a draft is not online");
    publishing::publish(&owner.ws, id, saved.version).await.expect("it is published");
    let changed = client.get("/@ada").add_header("if-none-match", &tag).await;
    assert_eq!(changed.status_code(), StatusCode::OK);
    assert!(changed.text().contains("Ada Lovelace"));
});

db_test!(where_no_page_is, |t| async {
    let owner = t.owner("ada").await;
    let client = t.stranger();
    assert_eq!(status(&client, "/@nobody").await, StatusCode::NOT_FOUND);
    assert_eq!(status(&client, "/@ada").await, StatusCode::NOT_FOUND);
    let main = online(&owner.ws, "", every_kind()).await;
    let shop = online(&owner.ws, "shop", Vec::new()).await;
    assert_eq!(status(&client, "/@ada/shop").await, StatusCode::OK);
    assert_eq!(status(&client, "/@ada/other").await, StatusCode::NOT_FOUND);
    publishing::unpublish(&owner.ws, main).await.expect("it goes offline");
    assert_eq!(status(&client, "/@ada").await, StatusCode::GONE);
    sites::delete(&owner.ws, shop).await.expect("it is deleted");
    assert_eq!(status(&client, "/@ada/shop").await, StatusCode::GONE);
    let version = sites::open(&owner.ws, main).await.expect("it opens").version;
    publishing::publish(&owner.ws, main, version).await.expect("it is online again");
    assert_eq!(status(&client, "/@ada").await, StatusCode::OK);
});

db_test!(addresses_are_forgiven_and_old_handles_lead_on, |t| async {
    let owner = t.owner("ada").await;
    online(&owner.ws, "", every_kind()).await;
    online(&owner.ws, "shop", every_kind()).await;
    for (name, until) in [("countess", 1), ("expired", -1)] {
        let old = handle::ActiveModel {
            name: Set(name.to_owned()),
            workspace_id: Set(owner.ws.id()),
            current: Set(false),
            created_at: Set(time::now()),
            expires_at: Set(Some(time::now() + chrono::TimeDelta::days(until))),
        };
        old.insert(t.db().write()).await.expect("it is stored");
    }
    let client = t.stranger();
    for (from, to) in [
        ("/@Ada", "/@ada"),
        ("/@ada/?utm_source=x", "/@ada?utm_source=x"),
        ("/@ada/Shop/", "/@ada/shop"),
        ("/@countess", "/@ada"),
        ("/@countess/shop", "/@ada/shop"),
    ] {
        let reply = client.get(from).await;
        assert_eq!(
            (reply.status_code(), header(&reply, "location").as_str()),
            (StatusCode::PERMANENT_REDIRECT, to),
            "{from}"
        );
    }
    assert_eq!(status(&client, "/@expired").await, StatusCode::NOT_FOUND);
});

db_test!(what_people_type_is_text, |t| async {
    let owner = t.owner("ada").await;
    let evil = "</script></style><script>alert(1)</script>\"'<img src=x onerror=alert(1)>";
    let blocks = vec![
        block(BlockContent::Text(Text { text: evil.to_owned() })),
        block(BlockContent::Heading(Heading { text: evil.to_owned() })),
        link(evil, "https://example.com/\"><script>alert(2)</script>"),
    ];
    let (id, version) = site(&owner.ws, "", blocks).await;
    let draft = SiteDraft {
        title: evil[..70].to_owned(),
        bio: evil.to_owned(),
        seo_description: evil.to_owned(),
        avatar_url: "https://example.com/a.png?\"><script>".to_owned(),
        language: "\"><script>".to_owned(),
        ..sites::open(&owner.ws, id).await.expect("it opens").draft
    };
    let saved = drafts::save(&owner.ws, id, version, draft).await.expect("it is saved");
    publishing::publish(&owner.ws, id, saved.version).await.expect("it is published");
    let html = t.stranger().page("/@ada").await;
    assert_eq!(html.matches("<script").count(), 1, "{html}");
    assert!(!html.contains("<img src=x"));
    assert!(html.contains("lang=\"en\""));
});
