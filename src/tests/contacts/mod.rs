//! Contacts: the audience, its pages, its file.

use axum::http::StatusCode;
use mewayz::{
    contacts::{
        audience,
        people::{self, Capture},
        types::PAGE,
    },
    entity::person,
    kernel::{
        AppError,
        email::Email,
        id::{BlockId, PersonId, SiteId},
        permission::Role,
        time,
    },
    sites::sites,
};
use sea_orm::{EntityTrait, IntoActiveModel};

use crate::support::{Member, TestApp, db_test};

async fn subscribe(t: &TestApp, owner: &Member, site: SiteId, email: &str) {
    let capture = Capture {
        workspace: owner.ws.id(),
        site,
        block: BlockId::new(),
        email: Email::parse(email).expect("an address"),
        consent: "Yes.".to_owned(),
    };
    people::capture(&t.visitor(), &capture, &Default::default()).await.expect("it is captured");
}

db_test!(the_list_is_searched_and_paged, |t| async {
    let owner = t.owner("ada").await;
    let at = time::now();
    let rows = (0..120).map(|n| {
        let row = person::Model {
            id: PersonId::new(),
            workspace_id: owner.ws.id(),
            email: format!("person_{n}@example.com"),
            name: if n == 7 { "Grace HOPPER".to_owned() } else { String::new() },
            source: "import".to_owned(),
            marketing_consent_at: None,
            // Three instants only: the id decides among equals.
            created_at: at - chrono::TimeDelta::seconds(n % 3),
            updated_at: at,
        };
        row.into_active_model()
    });
    person::Entity::insert_many(rows).exec_without_returning(t.db().write()).await.expect("they are stored");
    let (mut seen, mut before) = (Vec::new(), String::new());
    loop {
        let page = audience::list(&owner.ws, "", &before).await.expect("it is listed");
        assert_eq!(page.total, 120);
        assert!(page.items.len() as u64 <= PAGE);
        seen.extend(page.items.into_iter().map(|person| person.id));
        match page.next {
            Some(next) => before = next,
            None => break,
        }
    }
    assert_eq!(seen.len(), 120);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 120);
    let found = async |search: &str| audience::list(&owner.ws, search, "").await.expect("it is listed").total;
    assert_eq!(found("Person_11@").await, 1);
    assert_eq!(found("hopper").await, 1);
    assert_eq!(found("%").await, 0);
    assert_eq!(found("_1").await, 31);
    assert!(audience::list(&owner.ws, "", "nonsense").await.is_err());
});

db_test!(the_file_is_safe_to_open, |t| async {
    let owner = t.owner("ada").await;
    let site = sites::create(&owner.ws, "=2+5, \"Ada\"", "", "paper").await.expect("a site can be made");
    subscribe(&t, &owner, site, "=cmd@example.com").await;
    subscribe(&t, &owner, site, "grace@example.com").await;
    let reply = owner.client.get("/w/ada/audience.csv").await;
    assert_eq!(reply.status_code(), StatusCode::OK);
    let text = reply.text();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[1].starts_with("grace@example.com,,\"Form on =2+5, \"\"Ada\"\"\","), "{text}");
    assert!(lines[2].starts_with("'=cmd@example.com,"), "{text}");
});

db_test!(only_members_who_may_see_contacts, |t| async {
    let owner = t.owner("ada").await;
    let site = sites::create(&owner.ws, "Ada", "", "paper").await.expect("a site can be made");
    subscribe(&t, &owner, site, "grace@example.com").await;
    let editor = t.member(&owner.ws, Role::Editor).await;
    assert!(matches!(audience::list(&editor.ws, "", "").await, Err(AppError::Forbidden(_))));
    assert_eq!(editor.client.get("/w/ada/audience.csv").await.status_code(), StatusCode::FORBIDDEN);
    let other = t.owner("bob").await;
    assert_eq!(other.client.get("/w/ada/audience.csv").await.status_code(), StatusCode::NOT_FOUND);
    assert_eq!(t.stranger().get("/w/ada/audience.csv").await.status_code(), StatusCode::UNAUTHORIZED);
    assert_eq!(audience::list(&other.ws, "", "").await.expect("it is listed").total, 0);
    let page = owner.client.page("/w/ada/audience").await;
    assert!(page.contains("grace@example.com") && page.contains("Form on Ada"), "{page}");
});
