//! The contact form: a message is kept and mailed once; machines and haste are refused kindly; who may read and delete.

use axum::http::StatusCode;
use mewayz::{
    contacts::messages,
    entity::{message, person},
    kernel::{
        AppError,
        id::{BlockId, MessageId},
        permission::Role,
        time::now,
    },
    server::ctx::WorkspaceCtx,
    sites::{
        blocks::{BlockContent, Contact},
        types::Block,
    },
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::online;
use crate::support::{Client, Reply, TestApp, db_test};

const OWNER: &str = "owner.of.ada@example.com";

/// Puts a contact form online.
async fn form(ws: &WorkspaceCtx) -> BlockId {
    let block = Block::new(BlockContent::Contact(Contact::default()));
    let id = block.id;
    online(ws, "", vec![block]).await;
    id
}

/// The stamp of the page as it is sent now.
async fn stamp(client: &Client) -> String {
    let page = client.page("/@ada").await;
    let rest = page.split("name=\"stamp\" value=\"").nth(1).expect("a stamp");
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// A stamp that was sent a while ago, as the clock of the test says.
async fn earlier(t: &TestApp, seconds: i64) -> String {
    let at = (now().timestamp() - seconds).to_string();
    let mark = t.app().secrets().token_hash("contact form", &at);
    format!("{at}.{mark}")
}

async fn send(client: &Client, block: BlockId, stamp: &str, fields: &[(&str, &str)]) -> Reply {
    let id = block.to_string();
    let mut all = vec![("block", id.as_str()), ("stamp", stamp)];
    all.extend_from_slice(fields);
    client.form("/message", &all).await
}

const GRACE: [(&str, &str); 3] =
    [("name", "Grace"), ("email", "Grace@Example.com"), ("message", "Hello.\r\nDo you ship?")];

async fn kept(t: &TestApp) -> Vec<message::Model> {
    message::Entity::find().all(t.db().write()).await.expect("messages are read")
}

db_test!(a_message_is_kept_and_mailed, |t| async {
    let owner = t.owner("ada").await;
    let block = form(&owner.ws).await;
    let client = t.stranger();
    let reply = send(&client, block, &earlier(&t, 30).await, &GRACE).await;
    assert_eq!(reply.status_code(), StatusCode::SEE_OTHER, "{}", reply.text());
    let thanks = client.page(&format!("/@ada?thanks={block}")).await;
    assert!(thanks.contains("Your message has arrived"), "{thanks}");
    let found = messages::list(&owner.ws, false, "").await.expect("they are listed");
    assert_eq!((found.page.total, found.unread), (1, 1));
    let message = &found.page.items[0];
    assert_eq!((message.name.as_str(), message.email.as_str()), ("Grace", "grace@example.com"));
    assert_eq!((message.body.as_str(), message.source.as_str()), ("Hello.\nDo you ship?", "Ada"));
    let mails = t.mails(OWNER).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].reply_to.as_deref(), Some("grace@example.com"));
    assert!(format!("{:?}", mails[0]).contains("Do you ship?"));
    // Whoever writes is known from now on, and has not agreed to anything.
    let people = person::Entity::find().all(t.db().read()).await.expect("people are read");
    assert_eq!((people.len(), people[0].name.as_str(), people[0].marketing_consent_at), (1, "Grace", None));
    let page = owner.client.page("/w/ada/messages").await;
    assert!(page.contains("Do you ship?") && page.contains("Unread"), "{page}");
});

db_test!(haste_and_machines_are_refused_kindly, |t| async {
    let owner = t.owner("ada").await;
    let block = form(&owner.ws).await;
    let client = t.stranger();
    let shown = stamp(&client).await;
    let at: i64 = shown.split('.').next().and_then(|at| at.parse().ok()).expect("a stamp begins with its time");
    assert!((now().timestamp() - at).abs() < 60, "{shown}");
    for (stamp, words) in [
        (earlier(&t, -60).await, "faster than people"),
        (earlier(&t, 25 * 60 * 60).await, "open for a long time"),
        (format!("{}0", earlier(&t, 60).await), "open for a long time"),
        (String::new(), "open for a long time"),
        ("nonsense".to_owned(), "open for a long time"),
    ] {
        let reply = send(&client, block, &stamp, &GRACE).await;
        let html = reply.text();
        assert_eq!(reply.status_code(), StatusCode::UNPROCESSABLE_ENTITY, "{html}");
        assert!(html.contains(words) && html.contains("Do you ship?"), "nothing typed is lost: {html}");
        assert!(html.contains("name=\"stamp\" value=\"1"), "there is a new stamp");
    }
    let mut trapped = GRACE.to_vec();
    trapped.push(("website", "https://spam.example"));
    assert_eq!(send(&client, block, &earlier(&t, 30).await, &trapped).await.status_code(), StatusCode::SEE_OTHER);
    assert!(kept(&t).await.is_empty() && t.mails(OWNER).await.is_empty());
    // A page with a form is kept by nobody, and its stamp is that of the moment.
    let page = client.get("/@ada").await;
    assert!(page.headers().get("etag").is_none());
    assert_eq!(page.headers().get("cache-control").expect("it says so"), "no-store");
});

db_test!(what_is_wrong_stands_below_its_field, |t| async {
    let owner = t.owner("ada").await;
    let block = form(&owner.ws).await;
    let client = t.stranger();
    let stamp = earlier(&t, 30).await;
    let wrong = [("name", " "), ("email", "nobody"), ("message", "")];
    let html = send(&client, block, &stamp, &wrong).await.text();
    for field in ["name", "email", "message"] {
        assert!(html.contains(&format!("id=\"w-{field}-{block}\"")), "{field}: {html}");
    }
    assert_eq!(html.matches("aria-invalid=\"true\"").count(), 3);
    let long = "x".repeat(5000);
    let reply =
        send(&client, block, &stamp, &[("name", "Grace"), ("email", "g@example.com"), ("message", &long)]).await;
    assert_eq!(reply.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.text().contains("the limit is 4000"));
    let capture = client.form("/capture", &[("block", &block.to_string()), ("email", "g@example.com")]).await;
    assert_eq!(capture.status_code(), StatusCode::GONE, "this block is no e-mail form");
    assert!(kept(&t).await.is_empty());
});

db_test!(what_comes_back_is_text, |t| async {
    let ws = t.owner("ada").await.ws;
    let block = form(&ws).await;
    let client = t.stranger();
    let stamp = earlier(&t, 60).await;
    let evil = "</textarea><b id=\"out\">";
    let reply = send(&client, block, &stamp, &[("name", "Grace"), ("email", "nobody"), ("message", evil)]).await;
    let html = reply.text();
    assert!(html.contains("&lt;/textarea") && !html.contains("<b id=\"out\""), "{html}");
});

db_test!(too_many_messages_from_one_place_wait, |t| async {
    let owner = t.owner("ada").await;
    let block = form(&owner.ws).await;
    let t = t.variant(|config| config.limits.rate_limits = true);
    let client = t.stranger();
    let stamp = earlier(&t, 30).await;
    let (id, bytes) = (block.to_string(), block.0.as_bytes().to_owned());
    let from = format!("198.51.{}.{}, 127.0.0.1", bytes[14], bytes[15]);
    let mut statuses = Vec::new();
    for _ in 0..8 {
        let mut fields = vec![("block", id.as_str()), ("stamp", stamp.as_str())];
        fields.extend(GRACE);
        statuses.push(client.form("/message", &fields).add_header("x-forwarded-for", &from).await.status_code());
    }
    assert_eq!(statuses[0], StatusCode::SEE_OTHER);
    assert_eq!(statuses.last(), Some(&StatusCode::TOO_MANY_REQUESTS), "{statuses:?}");
});

db_test!(messages_are_read_deleted_and_brought_back, |t| async {
    let owner = t.owner("ada").await;
    let block = form(&owner.ws).await;
    let client = t.stranger();
    for _ in 0..30 {
        send(&client, block, &earlier(&t, 30).await, &GRACE).await;
    }
    let first = messages::list(&owner.ws, false, "").await.expect("they are listed");
    assert_eq!((first.page.items.len(), first.page.total, first.unread), (25, 30, 30));
    let next = first.page.next.expect("there are more");
    assert_eq!(messages::list(&owner.ws, false, &next).await.expect("they are listed").page.items.len(), 5);
    assert!(messages::list(&owner.ws, false, "nonsense").await.is_err());
    let id = first.page.items[3].id;
    messages::mark(&owner.ws, id, true).await.expect("it is marked");
    assert_eq!(messages::list(&owner.ws, true, "").await.expect("they are listed").page.total, 29);
    messages::mark(&owner.ws, id, false).await.expect("it is marked");
    messages::delete(&owner.ws, id).await.expect("it is deleted");
    let left = messages::list(&owner.ws, false, "").await.expect("they are listed");
    assert!(left.page.total == 29 && left.page.items.iter().all(|message| message.id != id));
    messages::restore(&owner.ws, id).await.expect("it comes back");
    assert_eq!(messages::list(&owner.ws, false, "").await.expect("they are listed").page.total, 30);

    // Who answers people reads, and does not delete; strangers to the workspace find nothing.
    let support = t.member(&owner.ws, Role::Support).await;
    messages::mark(&support.ws, id, true).await.expect("it is marked");
    assert!(matches!(messages::delete(&support.ws, id).await, Err(AppError::Forbidden(_))));
    let editor = t.member(&owner.ws, Role::Editor).await;
    assert!(matches!(messages::list(&editor.ws, false, "").await, Err(AppError::Forbidden(_))));
    let other = t.owner("bob").await;
    assert!(matches!(messages::delete(&other.ws, id).await, Err(AppError::NotFound(_))));
    assert!(matches!(messages::mark(&owner.ws, MessageId::new(), true).await, Err(AppError::NotFound(_))));
    assert_eq!(messages::list(&other.ws, false, "").await.expect("they are listed").page.total, 0);

    // What was deleted a week ago is gone for good.
    messages::delete(&owner.ws, id).await.expect("it is deleted");
    assert_eq!(messages::sweep(&t.system()).await.expect("it is swept"), 0);
    let row = message::Entity::find_by_id(id).one(t.db().write()).await.expect("it is read").expect("it is kept");
    let mut row = row.into_active_model();
    row.deleted_at = Set(Some(now() - chrono::TimeDelta::days(8)));
    row.update(t.db().write()).await.expect("it is stored");
    assert_eq!(messages::sweep(&t.system()).await.expect("it is swept"), 1);
    assert!(matches!(messages::restore(&owner.ws, id).await, Err(AppError::NotFound(_))));
});
