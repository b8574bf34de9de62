//! Roles of a workspace's own: what they allow, who may give them, and what happens when one goes.

use mewayz::{
    entity::{invitation, member},
    kernel::{
        AppError,
        id::{MemberId, RoleId},
        permission::{Permission, Role},
        time,
    },
    server::ctx::WorkspaceCtx,
    workspaces::{acceptance, invitations, members, roles, types::roles::RoleForm},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::support::{Member, TestApp, db_test};

fn form(name: &str, permissions: &[Permission]) -> RoleForm {
    let permissions = permissions.iter().map(|one| one.as_str().to_owned()).collect();
    RoleForm { name: name.to_owned(), about: String::new(), permissions }
}

async fn membership(t: &TestApp, of: &Member) -> MemberId {
    let found = member::Entity::find()
        .filter(member::Column::WorkspaceId.eq(of.ws.id()))
        .filter(member::Column::UserId.eq(of.user))
        .one(t.db().write());
    found.await.unwrap().expect("a member").id
}

/// Gives somebody a role of the workspace's own and opens the workspace anew.
async fn give(t: &TestApp, owner: &Member, to: &Member, role: RoleId) -> WorkspaceCtx {
    members::change_role(&owner.ws, membership(t, to).await, &role.to_string()).await.expect("the owner gives it");
    t.ctx(Some(to.user)).await.workspace(owner.ws.id()).await.expect("a member may enter")
}

db_test!(every_permission_counts_alone_and_nothing_else_with_it, |t| async {
    let owner = t.owner("studio").await;
    let somebody = t.member(&owner.ws, Role::Admin).await;
    for one in Permission::ALL {
        let role = roles::create(&owner.ws, &form(one.as_str(), &[one])).await.expect("a role");
        let ws = give(&t, &owner, &somebody, role).await;
        let allowed = [Some(Permission::ViewWorkspace), Some(one), one.needs()];
        for asked in Permission::ALL {
            assert_eq!(ws.can(asked), allowed.contains(&Some(asked)), "a role with {one:?} asked for {asked:?}");
            assert_eq!(ws.require(asked).is_ok(), ws.can(asked));
        }
        assert_eq!(ws.role_name(), one.as_str());
    }
});

db_test!(built_in_roles_are_what_they_were, |t| async {
    let owner = t.owner("studio").await;
    for role in Role::ALL.into_iter().skip(1) {
        let ws = t.member(&owner.ws, role).await.ws;
        let may: Vec<_> = Permission::ALL.into_iter().filter(|one| role.allows(*one)).collect();
        assert_eq!(ws.permissions(), may, "{role:?}");
    }
    assert_eq!(owner.ws.permissions(), Permission::ALL);
});

db_test!(nobody_gives_what_they_do_not_have, |t| async {
    let owner = t.owner("studio").await;
    let (head, editor) = (t.member(&owner.ws, Role::Viewer).await, t.member(&owner.ws, Role::Editor).await);
    let lead = form("Lead", &[Permission::ManageMembers, Permission::ViewSites]);
    let lead = roles::create(&owner.ws, &lead).await.unwrap();
    let ws = give(&t, &owner, &head, lead).await;
    let strong = roles::create(&owner.ws, &form("Strong", &[Permission::EditSites])).await.unwrap();

    let weak = form("Weak", &[Permission::ViewSites]);
    let mine = roles::create(&ws, &weak).await.expect("no more than one has");
    let raised = form("Weak", &[Permission::ViewSites, Permission::EditSites]);
    let editor = membership(&t, &editor).await;
    let sent = invitations::invite(&owner.ws, "c@example.com", "admin").await.expect("the owner may");
    let long_ago = Set(time::now() - chrono::TimeDelta::hours(1));
    let row = invitation::ActiveModel { id: Set(sent), created_at: long_ago, ..Default::default() };
    row.update(t.db().write()).await.expect("a minute has passed");
    for (what, answer) in [
        ("makes a stronger role", roles::create(&ws, &form("More", &[Permission::ManageWorkspace])).await.map(drop)),
        ("raises a role", roles::change(&ws, mine, 1, &raised).await),
        ("raises their own role", roles::change(&ws, lead, 1, &raised).await),
        ("weakens a stronger role", roles::change(&ws, strong, 1, &weak).await),
        ("deletes a stronger role", roles::delete(&ws, strong, "").await),
        ("invites an admin", invitations::invite(&ws, "a@example.com", "admin").await.map(drop)),
        (
            "invites with a stronger role",
            invitations::invite(&ws, "b@example.com", &strong.to_string()).await.map(drop),
        ),
        ("invites an admin once more", invitations::resend(&ws, sent).await),
        ("gives a stronger role", members::change_role(&ws, editor, "admin").await),
        ("takes a stronger role away", members::change_role(&ws, editor, &mine.to_string()).await),
        ("removes somebody stronger", members::remove(&ws, editor).await),
    ] {
        assert!(matches!(answer, Err(AppError::Forbidden(_))), "somebody {what}: {answer:?}");
    }
    let offered: Vec<_> = members::team(&ws).await.unwrap().givable.into_iter().map(|post| post.label).collect();
    assert_eq!(offered, ["Lead", "Weak"], "only what can be given is offered");
});

db_test!(an_invitation_brings_a_role_of_the_workspace, |t| async {
    let owner = t.owner("studio").await;
    let role = form("Bookkeeper", &[Permission::ViewAnalytics]);
    let role = roles::create(&owner.ws, &role).await.unwrap();
    invitations::invite(&owner.ws, "grace@example.com", &role.to_string()).await.unwrap();
    let mails = t.mails("grace@example.com").await;
    assert!(format!("{mails:?}").contains("Bookkeeper"), "{mails:?}");
    let grace = t.ctx(Some(t.person("Grace").await)).await;
    let token = t.token("grace@example.com").await;
    assert_eq!(acceptance::look(&grace, &token).await.unwrap().post.label, "Bookkeeper");
    acceptance::accept(&grace, &token).await.unwrap();
    let ws = grace.workspace(owner.ws.id()).await.unwrap();
    assert!(ws.can(Permission::ViewAnalytics) && !ws.can(Permission::ViewSites));
    let team = members::team(&owner.ws).await.unwrap().members;
    assert!(team.iter().any(|row| row.post.label == "Bookkeeper" && row.name == "Grace"), "{team:?}");
});

db_test!(a_role_that_goes_is_replaced_first, |t| async {
    let owner = t.owner("studio").await;
    let cook = roles::create(&owner.ws, &form("Cook", &[Permission::EditSites])).await.unwrap();
    let guest = roles::create(&owner.ws, &form("Guest", &[Permission::ViewSites])).await.unwrap();
    let somebody = t.member(&owner.ws, Role::Viewer).await;
    give(&t, &owner, &somebody, cook).await;
    invitations::invite(&owner.ws, "new@example.com", &cook.to_string()).await.unwrap();
    for wrong in ["", "owner", &cook.to_string()] {
        let error = roles::delete(&owner.ws, cook, wrong).await.expect_err("no replacement");
        assert!(error.field("replacement").is_some(), "{wrong:?}: {error:?}");
    }
    roles::delete(&owner.ws, cook, &guest.to_string()).await.expect("it goes");
    let ws = t.ctx(Some(somebody.user)).await.workspace(owner.ws.id()).await.unwrap();
    assert_eq!((ws.role_name(), ws.can(Permission::EditSites)), ("Guest", false));
    let open = invitation::Entity::find().one(t.db().write()).await.unwrap().unwrap();
    assert_eq!(open.role_id, Some(guest));
    roles::delete(&owner.ws, guest, "support").await.expect("a built-in role can stand in");
    let ws = t.ctx(Some(somebody.user)).await.workspace(owner.ws.id()).await.unwrap();
    assert_eq!(ws.role(), Role::Support);
    assert!(roles::list(&owner.ws).await.unwrap().own.is_empty());
});

db_test!(two_who_change_a_role_do_not_undo_each_other, |t| async {
    let owner = t.owner("studio").await;
    let role = roles::create(&owner.ws, &form("Cook", &[])).await.unwrap();
    roles::change(&owner.ws, role, 1, &form("Chef", &[])).await.expect("the first");
    let late = roles::change(&owner.ws, role, 1, &form("Baker", &[])).await;
    assert!(matches!(late, Err(AppError::Conflict(_))), "{late:?}");
    let names = ["chef", "Editor", "", &"x".repeat(41)];
    for name in names {
        let error = roles::create(&owner.ws, &form(name, &[])).await.expect_err(name);
        assert!(error.field("name").is_some(), "{name}: {error:?}");
    }
    let odd = RoleForm { name: "Odd".to_owned(), about: String::new(), permissions: vec!["fly".to_owned()] };
    assert!(roles::create(&owner.ws, &odd).await.expect_err("odd").field("permissions").is_some());
});

db_test!(roles_of_another_workspace_do_not_exist, |t| async {
    let (ada, bob) = (t.owner("ada").await, t.owner("bob").await);
    let role = roles::create(&bob.ws, &form("Cook", &[Permission::EditSites])).await.unwrap();
    let missing = AppError::not_found("role");
    assert_eq!(roles::change(&ada.ws, role, 1, &form("Mine", &[])).await, Err(missing.clone()));
    assert_eq!(roles::delete(&ada.ws, role, "").await, Err(missing));
    let error = invitations::invite(&ada.ws, "x@example.com", &role.to_string()).await.expect_err("foreign");
    assert!(error.field("role").is_some(), "{error:?}");
    assert!(roles::list(&ada.ws).await.unwrap().own.is_empty());
});
