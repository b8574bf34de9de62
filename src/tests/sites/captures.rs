//! The e-mail form: people, consent, browsers, and what is not let in.

use axum::http::StatusCode;
use mewayz::{
    entity::{event, identity_link, person, touch},
    sites::{blocks::BlockContent, publishing},
};
use sea_orm::EntityTrait;

use super::{every_kind, online};
use crate::support::{Reply, TestApp, db_test};

fn header(reply: &Reply, name: &str) -> String {
    reply.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

async fn people(t: &TestApp) -> Vec<person::Model> {
    person::Entity::find().all(t.db().read()).await.expect("people are read")
}

db_test!(an_address_becomes_a_person, |t| async {
    let owner = t.owner("ada").await;
    let blocks = every_kind();
    let block = blocks[4].id.to_string();
    let BlockContent::Capture(capture) = blocks[4].content.clone() else { panic!("it is a form") };
    online(&owner.ws, "", blocks).await;
    let client = t.stranger();
    let send = |email: &str| client.form("/capture", &[("block", &block), ("email", email), ("website", "")]);
    let reply = send(" Grace@Example.com ").await;
    assert_eq!(reply.status_code(), StatusCode::SEE_OTHER, "{}", reply.text());
    assert_eq!(header(&reply, "location"), format!("/@ada?thanks={block}#b-{block}"));
    assert!(header(&reply, "set-cookie").starts_with("mwv="));
    let page = client.get(&format!("/@ada?thanks={block}")).await;
    assert!(page.text().contains(&capture.thanks));
    assert_eq!(header(&page, "cache-control"), "no-store");
    // Once more: the same answer, the same person.
    let again = send("grace@example.com").await;
    assert_eq!((again.status_code(), header(&again, "location")), (reply.status_code(), header(&reply, "location")));
    let known = people(&t).await;
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].email, "grace@example.com");
    assert!(known[0].marketing_consent_at.is_some());
    let events = event::Entity::find().all(t.db().read()).await.expect("events are read");
    assert_eq!(events.len(), 2);
    assert_eq!((events[0].person_id, &events[0].props["consent"]), (Some(known[0].id), &capture.consent.into()));
    let links = identity_link::Entity::find().all(t.db().read()).await.expect("links are read");
    assert_eq!((links.len(), links[0].person_id), (1, known[0].id));
});

db_test!(nobody_inherits_somebody_elses_history, |t| async {
    let owner = t.owner("ada").await;
    let blocks = every_kind();
    let block = blocks[4].id.to_string();
    online(&owner.ws, "", blocks).await;
    let client = t.stranger();
    for email in ["a@example.com", "b@example.com", "a@example.com"] {
        client.form("/capture", &[("block", &block), ("email", email)]).await;
    }
    let links = identity_link::Entity::find().all(t.db().read()).await.expect("links are read");
    assert_eq!(people(&t).await.len(), 2);
    for link in &links {
        assert_eq!(links.iter().filter(|other| other.visitor_id == link.visitor_id).count(), 1, "{links:?}");
    }
    // Who objects is a person, but no browser.
    t.stranger().form("/capture", &[("block", &block), ("email", "c@example.com")]).add_header("dnt", "1").await;
    assert_eq!(people(&t).await.len(), 3);
    let touches = touch::Entity::find().all(t.db().read()).await.expect("touches are read");
    assert_eq!(touches.iter().filter(|touch| touch.visitor_id.is_none()).count(), 1);
});

db_test!(too_many_from_one_place_wait, |t| async {
    let owner = t.owner("ada").await;
    let blocks = every_kind();
    let block = blocks[4].id.to_string();
    online(&owner.ws, "", blocks).await;
    let t = t.variant(|config| config.limits.rate_limits = true);
    let client = t.stranger();
    let from = format!("198.51.100.{}", std::process::id() % 250);
    let send = async |email: String| {
        let request = client.form("/capture", &[("block", &block), ("email", &email)]);
        request.add_header("x-forwarded-for", &format!("{from}, 127.0.0.1")).await
    };
    let mut last = send("n@example.com".to_owned()).await;
    for n in 0..60 {
        if last.status_code() != StatusCode::SEE_OTHER {
            break;
        }
        last = send(format!("n{n}@example.com")).await;
    }
    assert_eq!(last.status_code(), StatusCode::TOO_MANY_REQUESTS);
    assert!(!header(&last, "retry-after").is_empty());
    assert!(last.text().contains("Too many tries"));
});

db_test!(what_is_wrong_stands_beside_the_field, |t| async {
    let owner = t.owner("ada").await;
    let blocks = every_kind();
    let block = blocks[4].id.to_string();
    let id = online(&owner.ws, "", blocks).await;
    let client = t.stranger();
    let reply = client.form("/capture", &[("block", &block), ("email", "not an <address>")]).await;
    assert_eq!(reply.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = reply.text();
    assert!(html.contains("aria-invalid=\"true\"") && html.contains("value=\"not an &lt;address"), "{html}");
    // A machine fills in what people do not see.
    let trapped = client.form("/capture", &[("block", &block), ("email", "m@example.com"), ("website", "x")]).await;
    assert_eq!(trapped.status_code(), StatusCode::SEE_OTHER);
    assert!(people(&t).await.is_empty());
    let nowhere = client.form("/capture", &[("block", "none"), ("email", "m@example.com")]).await;
    assert_eq!(nowhere.status_code(), StatusCode::NOT_FOUND);
    publishing::unpublish(&owner.ws, id).await.expect("it goes offline");
    let gone = client.form("/capture", &[("block", &block), ("email", "m@example.com")]).await;
    assert_eq!(gone.status_code(), StatusCode::GONE);
});
