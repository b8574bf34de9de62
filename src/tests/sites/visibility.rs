//! Who may see a page: unlisted ones are not found, ones with a password tell nothing to whoever does not know it.

use axum::http::StatusCode;
use mewayz::{
    entity::{audit, person, site, touch},
    sites::types::{SiteDraft, SiteOptions, Visibility},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    codes, every_kind,
    make::{draft, publish, site as empty},
};
use crate::support::{Client, Reply, TestApp, db_test};

const SECRET: &str = "kiln-opens-at-four";

fn shown_to(visibility: Visibility) -> SiteDraft {
    SiteDraft { options: SiteOptions { visibility }, ..draft("Secret studio", every_kind()) }
}

fn with_password(password: &str) -> SiteDraft {
    shown_to(Visibility::Password(password.to_owned()))
}

fn header(reply: &Reply, name: &str) -> String {
    reply.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

async fn enter(client: &Client, password: &str) -> Reply {
    client.form("/@ada", &[("password", password)]).await
}

db_test!(an_unlisted_page_is_open_but_not_found, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = empty(&ws, "").await;
    publish(&ws, id, shown_to(Visibility::Public)).await;
    let client = t.stranger();
    assert!(!client.page("/@ada").await.contains("noindex"));
    assert!(client.get("/sitemap.xml").await.text().contains("http://mewayz.test/@ada<"));
    publish(&ws, id, shown_to(Visibility::Unlisted)).await;
    assert!(client.page("/@ada").await.contains("<meta name=\"robots\" content=\"noindex\""));
    assert!(!client.get("/sitemap.xml").await.text().contains("/@ada"));
});

db_test!(a_page_with_a_password_tells_strangers_nothing, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = empty(&ws, "").await;
    publish(&ws, id, shown_to(Visibility::Public)).await;
    let link = codes(&t.stranger().page("/@ada").await)[0].clone();
    let blocks = publish(&ws, id, with_password(SECRET)).await.draft.blocks;
    let form = blocks[4].id.to_string();
    let client = t.stranger();
    for path in ["/@ada".to_owned(), format!("/@ada?thanks={form}")] {
        let reply = client.get(&path).await;
        let html = reply.text();
        assert_eq!((reply.status_code(), header(&reply, "cache-control").as_str()), (StatusCode::OK, "no-store"));
        assert!(html.contains("This page has a password") && html.contains("noindex") && html.contains("theme-paper"));
        for leak in ["Secret studio", "A few words", "Shop", "github", "ld+json", "og:", "/l/", SECRET, "canonical"] {
            assert!(!html.contains(leak), "{leak} is in {html}");
        }
    }
    // Codes of the time before lead nowhere, and its forms take nothing.
    let link = codes_of(&t, id).await.into_iter().next().unwrap_or(link);
    let gate = client.get(&format!("/l/{link}")).await;
    assert!(gate.text().contains("This page has a password") && header(&gate, "location").is_empty());
    assert!(!gate.text().contains("shop.example.com/"), "{}", gate.text());
    let sent = client.form("/capture", &[("block", &form), ("email", "eve@example.com")]).await;
    assert_eq!(sent.status_code(), StatusCode::FORBIDDEN);
    assert!(!sent.text().contains("Stay in touch") && !sent.text().contains("Secret studio"));
    assert_eq!(person::Entity::find().all(t.db().read()).await.unwrap().len(), 0);
    assert_eq!(touch::Entity::find().filter(touch::Column::Kind.ne("view")).all(t.db().read()).await.unwrap().len(), 0);
    assert!(!client.get("/sitemap.xml").await.text().contains("/@ada"));
});

async fn codes_of(t: &TestApp, id: mewayz::kernel::id::SiteId) -> Vec<String> {
    let snapshot = mewayz::sites::visits::snapshot(&t.visitor(), id).await.unwrap().expect("it is online");
    snapshot.blocks.into_iter().flat_map(|block| block.codes).collect()
}

db_test!(who_knows_the_password_is_let_in_until_it_changes, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = empty(&ws, "").await;
    let blocks = publish(&ws, id, with_password(SECRET)).await.draft.blocks;
    let client = t.stranger();
    let wrong = enter(&client, "kiln-opens-at-five").await;
    assert_eq!(wrong.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("This is not the password") && header(&wrong, "set-cookie").is_empty());
    let right = enter(&client, SECRET).await;
    assert_eq!((right.status_code(), header(&right, "location").as_str()), (StatusCode::SEE_OTHER, "/@ada"));
    let cookie = header(&right, "set-cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/@ada;", "Max-Age=86400"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    let page = client.get("/@ada").await;
    assert!(page.text().contains("Secret studio") && !page.text().contains(SECRET));
    assert_eq!(header(&page, "cache-control"), "no-store");
    assert!(header(&page, "etag").is_empty());
    // Others do not get what was made for this browser.
    assert!(!t.stranger().page("/@ada").await.contains("Secret studio"));
    // Links and forms work behind the password.
    let link = codes(&page.text())[0].clone();
    assert_eq!(client.get(&format!("/l/{link}")).await.status_code(), StatusCode::FOUND);
    let form = blocks[4].id.to_string();
    let sent = client.form("/capture", &[("block", &form), ("email", "grace@example.com")]).await;
    assert_eq!(sent.status_code(), StatusCode::SEE_OTHER);
    // A day later it is asked again.
    t.app().clock().shift(chrono::TimeDelta::hours(24));
    assert!(!client.page("/@ada").await.contains("Secret studio"));
    enter(&client, SECRET).await;
    assert!(client.page("/@ada").await.contains("Secret studio"));
    // Another password shuts everybody out, at once.
    publish(&ws, id, with_password("another one")).await;
    assert!(!client.page("/@ada").await.contains("Secret studio"));
    publish(&ws, id, shown_to(Visibility::Public)).await;
    assert!(t.stranger().page("/@ada").await.contains("Secret studio"));
});

db_test!(a_pass_that_was_changed_opens_nothing, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = empty(&ws, "").await;
    publish(&ws, id, with_password(SECRET)).await;
    let cookie = header(&enter(&t.stranger(), SECRET).await, "set-cookie");
    let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
    let (until, mac) = value.split_once('.').expect("two parts");
    let later = until.parse::<i64>().expect("seconds") + 1;
    let carry = async |cookie: String| t.stranger().get("/@ada").add_header("cookie", cookie).await.text();
    assert!(carry(format!("{name}={value}")).await.contains("Secret studio"));
    for changed in [
        format!("{name}={later}.{mac}"),
        format!("{name}={until}.{}", mac.replace(['0', '1', '2', '3'], "4")),
        format!("{name}={until}."),
        format!("{name}=x"),
        format!("mwp_{}={value}", "0".repeat(32)),
    ] {
        assert!(!carry(changed.clone()).await.contains("Secret studio"), "{changed}");
    }
});

db_test!(passwords_cannot_be_guessed_for_long, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = empty(&ws, "").await;
    publish(&ws, id, with_password(SECRET)).await;
    let strict = t.variant(|config| config.limits.rate_limits = true);
    let client = strict.stranger();
    let mut last = enter(&client, "guess 0").await;
    for guess in 1..12 {
        last = enter(&client, &format!("guess {guess}")).await;
    }
    assert_eq!(last.status_code(), StatusCode::TOO_MANY_REQUESTS);
    assert!(!header(&last, "retry-after").is_empty());
    assert_eq!(enter(&client, SECRET).await.status_code(), StatusCode::TOO_MANY_REQUESTS, "nor by the right one");
});

db_test!(the_password_is_in_no_audit_row, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = empty(&ws, "").await;
    publish(&ws, id, with_password(SECRET)).await;
    publish(&ws, id, with_password("another secret")).await;
    let rows = audit::Entity::find().all(t.db().read()).await.unwrap();
    assert!(rows.iter().any(|row| format!("{:?}", row.new).contains("password")), "the change is there");
    for row in rows {
        let text = format!("{row:?}");
        assert!(!text.contains(SECRET) && !text.contains("another secret"), "{text}");
    }
    let stored = site::Entity::find_by_id(id).one(t.db().read()).await.unwrap().expect("it is there");
    assert_eq!(stored.published_visibility, "password");
});
