//! What a task is about: a record of this workspace, named for whoever may see it.

use mewayz::{
    entity::{message, person},
    kernel::{
        id::{BlockId, MessageId, PersonId},
        permission::Role,
        time,
    },
    sites::sites,
    workspaces::{boards, records, tasks, types::tasks::TaskForm},
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use crate::support::{Member, TestApp, db_test};

/// Somebody who wrote to a workspace, and what they wrote.
async fn heard(t: &TestApp, of: &Member, name: &str) -> (PersonId, MessageId) {
    let site = sites::create(&of.ws, name, "", "paper").await.expect("a site");
    let (db, at, email) = (t.db().write(), time::now(), format!("{}@example.com", name.to_lowercase()));
    let person = person::Model {
        id: PersonId::new(),
        workspace_id: of.ws.id(),
        email: email.clone(),
        name: name.to_owned(),
        source: "site".to_owned(),
        marketing_consent_at: None,
        created_at: at,
        updated_at: at,
    };
    let person = person.into_active_model().insert(db).await.expect("a person");
    let message = message::Model {
        id: MessageId::new(),
        workspace_id: of.ws.id(),
        site_id: site,
        block_id: BlockId::new(),
        person_id: Some(person.id),
        name: name.to_owned(),
        email,
        body: "Hello".to_owned(),
        created_at: at,
        read_at: None,
        deleted_at: None,
    };
    let message = message.into_active_model().insert(db).await.expect("a message");
    (person.id, message.id)
}

fn about(what: &str) -> TaskForm {
    TaskForm { title: "Answer".to_owned(), about: what.to_owned(), ..TaskForm::default() }
}

db_test!(what_a_task_is_about_is_for_whoever_may_see_it, |t| async {
    let (owner, rival) = (t.owner("studio").await, t.owner("rival").await);
    let (person, message) = heard(&t, &owner, "Visitor").await;
    let (foreign_person, foreign_message) = heard(&t, &rival, "Stranger").await;
    let (contact, letter) = (format!("contact:{person}"), format!("message:{message}"));
    for foreign in [format!("contact:{foreign_person}"), format!("message:{foreign_message}")] {
        let error = tasks::create(&owner.ws, &about(&foreign)).await.expect_err("it is not of this workspace");
        assert!(error.field("about").is_some(), "{error:?}");
    }
    let (editor, viewer) = (t.member(&owner.ws, Role::Editor).await, t.member(&owner.ws, Role::Viewer).await);
    for what in [&contact, &letter] {
        let id = tasks::create(&owner.ws, &about(what)).await.expect("it is there");
        let seen = boards::open(&owner.ws, id).await.unwrap().link.expect("the owner sees it");
        assert!(seen.label.contains("isitor"), "{seen:?}");
        for other in [&editor.ws, &viewer.ws] {
            assert_eq!(boards::open(other, id).await.unwrap().link, None, "contacts are not for everybody");
        }
        let error = tasks::create(&editor.ws, &about(what)).await.expect_err("an editor does not know of it");
        assert!(error.field("about").is_some(), "{error:?}");
    }
    let listed = async |of: &Member| {
        let found = records::list(&of.ws).await.expect("a list").into_iter();
        found.map(|record| record.value.split(':').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(listed(&owner).await, ["site", "message", "contact"], "those of this workspace only");
    assert_eq!(listed(&editor).await, ["site"], "what an editor may see");
});
