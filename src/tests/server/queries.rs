//! How often pages ask the database: a counted number, whatever the amount of data.

use std::collections::BTreeMap;

use axum::http::Method;
use mewayz::{
    contacts::people::{self, Capture},
    entity::{member, message},
    kernel::{
        AppError,
        email::Email,
        id::{BlockId, MessageId, SiteId},
        permission::Role,
        time::now,
    },
    workspaces::invitations,
};
use sea_orm::{EntityTrait, IntoActiveModel};

use crate::{
    analytics::{happened, record},
    media::{png, upload},
    sites::make::{draft, every_kind, link, publish, site},
    support::{Client, Member, TestApp, db_test},
};

/// What loads side by side may ask for the same thing once more, or not; one statement for each row would be more than this.
const SLACK: u32 = 4;

/// Pages, and how many statements each needs.
const PAGES: [(&str, u32); 14] = [
    ("/w/ada", 22),
    ("/w/ada/sites", 15),
    ("/w/ada/sites/new", 15),
    ("/w/ada/sites/SITE", 16),
    ("/w/ada/analytics", 23),
    ("/w/ada/sites/SITE/analytics", 22),
    ("/w/ada/audience", 14),
    ("/w/ada/messages", 15),
    ("/w/ada/media", 14),
    ("/w/ada/members", 16),
    ("/w/ada/settings", 18),
    ("/account/security", 11),
    ("/@ada", 2),
    ("/l/CODE", 3),
];

/// One more of everything that lists show.
async fn grow(t: &TestApp, owner: &Member, step: u32) -> SiteId {
    let ws = &owner.ws;
    let slug = if step == 0 { String::new() } else { format!("site-{step}") };
    let id = site(ws, &slug).await;
    let links = (0..=step).map(|n| link(&format!("Link {n}"), "https://example.com/"));
    let blocks: Vec<_> = links.chain(every_kind("Words", "https://example.com/")).collect();
    publish(ws, id, draft("A site", blocks.clone())).await;
    let records = (1..=5).flat_map(|visitor| {
        let visitor = Some(i64::from(step * 10 + visitor));
        [record(ws, id, None, visitor, now()), record(ws, id, Some(blocks[0].id), visitor, now())]
    });
    happened(t, records.collect()).await;
    t.member(ws, Role::Editor).await;
    invitations::invite(ws, &format!("friend-{step}@example.com"), "viewer").await.expect("it is sent");
    let email = format!("reader-{step}@example.com");
    let capture = Capture {
        workspace: ws.id(),
        site: id,
        block: BlockId::new(),
        email: Email::parse(&email).expect("an address"),
        consent: String::new(),
    };
    people::capture(&t.visitor(), &capture, &Default::default()).await.expect("it is captured");
    let message = message::Model {
        id: MessageId::new(),
        workspace_id: ws.id(),
        site_id: id,
        block_id: BlockId::new(),
        person_id: None,
        name: "Grace".to_owned(),
        email,
        body: "Hello".to_owned(),
        created_at: now(),
        read_at: None,
        deleted_at: None,
    };
    message::Entity::insert(message.into_active_model()).exec_without_returning(t.db().write()).await.expect("kept");
    upload(ws, "picture.png", png(16 + step, 16)).await;
    id
}

/// How often each page asks, the second time that it is opened.
async fn asked(client: &Client, stranger: &Client, pages: &[String]) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for page in pages {
        let client = if page.starts_with("/w/") || page.starts_with("/account") { client } else { stranger };
        client.get(page).await;
        let reply = client.get(page).await;
        assert!(reply.status_code().as_u16() < 400, "{page}: {}", reply.status_code());
        let timing = reply.header("server-timing").to_str().expect("text").to_owned();
        let count = timing.split(['"', ' ']).find_map(|word| word.parse().ok());
        counts.insert(page.clone(), count.unwrap_or_else(|| panic!("{page}: {timing}")));
    }
    counts
}

db_test!(pages_ask_as_often_however_much_there_is, |t| async {
    let owner = t.owner("ada").await;
    let first = grow(&t, &owner, 0).await;
    let stranger = t.stranger();
    let home = stranger.page("/@ada").await;
    let code = home.split("/l/").nth(1).and_then(|rest| rest.split('"').next()).expect("a link").to_owned();
    let pages = PAGES.map(|(page, _)| page.replace("SITE", &first.to_string()).replace("CODE", &code));
    let few = asked(&owner.client, &stranger, &pages).await;
    for step in 1..=8 {
        grow(&t, &owner, step).await;
    }
    let many = asked(&owner.client, &stranger, &pages).await;
    let mut wrong = Vec::new();
    for ((_, limit), page) in PAGES.iter().zip(&pages) {
        let (few, many) = (few[page], many[page]);
        if many > few + SLACK || many > limit + SLACK || many == 0 {
            wrong.push(format!("{page} asks {few} times with little and {many} times with much; {limit} are usual"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
});

db_test!(a_page_remembers_its_workspace_and_a_change_asks_anew, |t| async {
    let Member { user, ws, .. } = t.owner("ada").await;
    let (page, change) = (t.ctx_of(user, Method::GET).await, t.ctx_of(user, Method::POST).await);
    for ctx in [&page, &change] {
        assert_eq!(ctx.workspace(ws.id()).await.expect("a member").role(), Role::Owner);
        assert_eq!(ctx.workspace_by_handle("ada").await.expect("a member").id(), ws.id());
    }
    member::Entity::delete_many().exec(t.db().write()).await.expect("they are out");
    assert!(page.workspace(ws.id()).await.is_ok(), "one page shows one moment");
    assert_eq!(change.workspace(ws.id()).await.err(), Some(AppError::not_found("workspace")), "nobody writes with it");
    assert!(change.workspace_by_handle("ada").await.is_err());
    let next = t.ctx_of(user, Method::GET).await;
    assert!(next.workspace(ws.id()).await.is_err(), "the next page knows");
});
