//! Members: roles change, people leave, the owner stays.

use mewayz::{
    entity::member,
    kernel::{
        AppError,
        permission::{Permission, Role},
    },
    workspaces::{members, rpc::ListWorkspaces, workspaces},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::support::{TestApp, db_test};

async fn id_of(t: &TestApp, ws: &mewayz::server::ctx::WorkspaceCtx) -> mewayz::kernel::id::MemberId {
    let found = member::Entity::find()
        .filter(member::Column::WorkspaceId.eq(ws.id()))
        .filter(member::Column::UserId.eq(ws.user().id))
        .one(t.db().write());
    found.await.unwrap().expect("a member").id
}

db_test!(a_new_role_counts_at_once, |t| async {
    let owner = t.owner("studio").await;
    let editor = t.member(&owner.ws, Role::Editor).await;
    let id = id_of(&t, &editor.ws).await;
    members::change_role(&owner.ws, id, "viewer").await.unwrap();
    let again = t.ctx(Some(editor.user)).await.workspace(owner.ws.id()).await.unwrap();
    assert_eq!(again.role(), Role::Viewer);
    assert!(again.require(Permission::EditSites).is_err());
    for wrong in ["owner", "king", ""] {
        assert!(members::change_role(&owner.ws, id, wrong).await.expect_err(wrong).field("role").is_some());
    }
});

db_test!(the_owner_stays_the_owner, |t| async {
    let owner = t.owner("studio").await;
    let admin = t.member(&owner.ws, Role::Admin).await;
    let id = id_of(&t, &owner.ws).await;
    for answer in [
        members::change_role(&admin.ws, id, "viewer").await,
        members::remove(&admin.ws, id).await,
        members::leave(&owner.ws).await,
        members::change_role(&owner.ws, id, "viewer").await,
        members::change_role(&admin.ws, id_of(&t, &admin.ws).await, "viewer").await,
    ] {
        assert!(matches!(answer, Err(AppError::Forbidden(_))), "{answer:?}");
    }
    let team = members::team(&owner.ws).await.unwrap().members;
    assert_eq!(
        team.iter().map(|row| (row.role, row.me)).collect::<Vec<_>>(),
        [(Role::Owner, true), (Role::Admin, false)]
    );
});

db_test!(whoever_is_gone_finds_nothing, |t| async {
    let owner = t.owner("studio").await;
    let (editor, viewer) = (t.member(&owner.ws, Role::Editor).await, t.member(&owner.ws, Role::Viewer).await);
    members::remove(&owner.ws, id_of(&t, &editor.ws).await).await.unwrap();
    members::leave(&viewer.ws).await.unwrap();
    for person in [&editor, &viewer] {
        let ctx = t.ctx(Some(person.user)).await;
        assert_eq!(ctx.workspace(owner.ws.id()).await.err(), Some(AppError::not_found("workspace")));
        assert_eq!(ctx.workspace_by_handle("studio").await.err(), Some(AppError::not_found("workspace")));
        assert_eq!(person.client.get("/w/studio").await.status_code().as_u16(), 404);
        assert_eq!(person.client.call(&ListWorkspaces {}).await, Ok(Vec::new()));
    }
    assert_eq!(member::Entity::find().count(t.db().write()).await.unwrap(), 1);
});

db_test!(members_of_another_workspace_are_not_found, |t| async {
    let (ada, bob) = (t.owner("ada").await, t.owner("bob").await);
    let editor = t.member(&bob.ws, Role::Editor).await;
    let id = id_of(&t, &editor.ws).await;
    let missing = Err(AppError::not_found("member"));
    assert_eq!(members::change_role(&ada.ws, id, "viewer").await, missing);
    assert_eq!(members::remove(&ada.ws, id).await, missing);
    assert_eq!(members::team(&ada.ws).await.unwrap().members.len(), 1);
    let seen = t.ctx(Some(ada.user)).await.workspace(bob.ws.id()).await.err();
    assert_eq!(seen, Some(AppError::not_found("workspace")), "never forbidden");
});

db_test!(one_person_in_several_workspaces, |t| async {
    let (ada, bob) = (t.owner("ada").await, t.owner("bob").await);
    t.join(bob.ws.id(), ada.user, Role::Viewer).await;
    let mine = workspaces::mine(&t.ctx(Some(ada.user)).await).await.unwrap();
    let mine: Vec<_> = mine.iter().map(|link| (link.handle.as_str(), link.role.as_str())).collect();
    assert_eq!(mine, [("ada", "Owner"), ("bob", "Viewer")]);
});
