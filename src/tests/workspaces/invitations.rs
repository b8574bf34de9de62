//! Invitations: for one address, for a week, accepted once.

use mewayz::{
    entity::{invitation, member},
    kernel::{AppError, id::MemberId, permission::Role, time},
    workspaces::{
        acceptance, invitations, members,
        types::{Door, MAX_INVITATIONS_A_DAY, MAX_MEMBERS},
    },
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait};

use crate::support::{TestApp, db_test};

/// Everybody's address in tests: `Grace Hopper` is `grace.hopper@example.com`.
const GRACE: &str = "grace.hopper@example.com";

async fn members(t: &TestApp) -> u64 {
    member::Entity::find().count(t.db().write()).await.unwrap()
}

async fn age(t: &TestApp, by: chrono::TimeDelta) {
    for row in invitation::Entity::find().all(t.db().write()).await.unwrap() {
        let (created, expires) = (row.created_at, row.expires_at);
        let mut row = row.into_active_model();
        (row.created_at, row.expires_at) = (Set(created - by), Set(expires - by));
        row.update(t.db().write()).await.unwrap();
    }
}

db_test!(an_invitation_is_accepted_once_by_its_address, |t| async {
    let owner = t.owner("studio").await;
    invitations::invite(&owner.ws, " Grace.Hopper@Example.com ", "editor").await.expect("it is sent");
    let token = t.token(GRACE).await;
    assert_eq!(acceptance::look(&t.ctx(None).await, &token).await.unwrap().door, Door::Register);
    let grace = t.person("Grace Hopper").await;
    assert_eq!(acceptance::look(&t.ctx(None).await, &token).await.unwrap().door, Door::SignIn);
    let other = t.ctx(Some(t.person("Somebody Else").await)).await;
    assert!(matches!(acceptance::look(&other, &token).await.unwrap().door, Door::SomebodyElse { .. }));
    assert!(matches!(acceptance::accept(&other, &token).await, Err(AppError::Forbidden(_))));
    assert_eq!(acceptance::accept(&t.ctx(None).await, &token).await, Err(AppError::Unauthenticated));

    let ctx = t.ctx(Some(grace)).await;
    assert_eq!(acceptance::accept(&ctx, &token).await, Ok("studio".to_owned()));
    assert_eq!(ctx.workspace(owner.ws.id()).await.unwrap().role(), Role::Editor);
    assert_eq!(acceptance::accept(&ctx, &token).await, Ok("studio".to_owned()), "a second click goes in");
    assert_eq!(members(&t).await, 2);
    let id = members::team(&owner.ws).await.unwrap().members.iter().find(|row| !row.me).unwrap().id;
    members::remove(&owner.ws, id).await.unwrap();
    let again = acceptance::accept(&t.ctx(Some(grace)).await, &token).await;
    assert!(matches!(again, Err(AppError::Gone(_))), "a used link does not bring somebody back: {again:?}");
});

db_test!(accepting_twice_at_once_makes_one_member, |t| async {
    let owner = t.owner("studio").await;
    invitations::invite(&owner.ws, GRACE, "viewer").await.unwrap();
    let (token, grace) = (t.token(GRACE).await, t.person("Grace Hopper").await);
    let (one, two) = (t.ctx(Some(grace)).await, t.ctx(Some(grace)).await);
    let (first, second) = tokio::join!(acceptance::accept(&one, &token), acceptance::accept(&two, &token));
    assert!(first.is_ok() || second.is_ok(), "{first:?} {second:?}");
    for answer in [first, second] {
        assert!(matches!(answer, Ok(_) | Err(AppError::Gone(_) | AppError::Invalid(_))), "{answer:?}");
    }
    assert_eq!(members(&t).await, 2);
});

db_test!(a_full_workspace_takes_nobody_in, |t| async {
    let owner = t.owner("studio").await;
    invitations::invite(&owner.ws, GRACE, "viewer").await.unwrap();
    let (token, grace) = (t.token(GRACE).await, t.person("Grace Hopper").await);
    for at in 1..MAX_MEMBERS {
        let user_id = t.person(&format!("Member {at}")).await;
        let row = member::Model {
            id: MemberId::new(),
            workspace_id: owner.ws.id(),
            user_id,
            role: Role::Viewer,
            role_id: None,
            created_at: time::now(),
        };
        row.into_active_model().insert(t.db().write()).await.unwrap();
    }
    let refused = acceptance::accept(&t.ctx(Some(grace)).await, &token).await;
    assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
    assert_eq!(members(&t).await, MAX_MEMBERS);
    let more = invitations::invite(&owner.ws, "more@example.com", "viewer").await;
    assert!(matches!(more, Err(AppError::Invalid(_))), "{more:?}");
});

db_test!(what_is_old_or_taken_back_opens_nothing, |t| async {
    let owner = t.owner("studio").await;
    let grace = t.person("Grace Hopper").await;
    let id = invitations::invite(&owner.ws, GRACE, "viewer").await.unwrap();
    let token = t.token(GRACE).await;
    invitations::revoke(&owner.ws, id).await.unwrap();
    let ctx = t.ctx(Some(grace)).await;
    assert_eq!(acceptance::look(&ctx, &token).await.unwrap().door, Door::Revoked);
    assert!(matches!(acceptance::accept(&ctx, &token).await, Err(AppError::Gone(_))));
    assert!(matches!(invitations::revoke(&owner.ws, id).await, Err(AppError::Conflict(_))));

    invitations::invite(&owner.ws, GRACE, "viewer").await.expect("a new one can be sent");
    let token = t.token(GRACE).await;
    age(&t, chrono::TimeDelta::days(8)).await;
    assert_eq!(acceptance::look(&ctx, &token).await.unwrap().door, Door::Expired);
    assert!(matches!(acceptance::accept(&ctx, &token).await, Err(AppError::Gone(_))));
    invitations::invite(&owner.ws, GRACE, "viewer").await.expect("an expired one does not stand in the way");
    assert_eq!(acceptance::accept(&ctx, "made-up").await, Err(AppError::not_found("invitation")));
});

db_test!(sent_again_the_old_link_is_worth_nothing, |t| async {
    let owner = t.owner("studio").await;
    let id = invitations::invite(&owner.ws, GRACE, "viewer").await.unwrap();
    let old = t.token(GRACE).await;
    assert!(matches!(invitations::resend(&owner.ws, id).await, Err(AppError::Limited { .. })), "not within a minute");
    age(&t, chrono::TimeDelta::minutes(2)).await;
    invitations::resend(&owner.ws, id).await.unwrap();
    let new = t.token(GRACE).await;
    let ctx = t.ctx(Some(t.person("Grace Hopper").await)).await;
    assert_eq!(acceptance::accept(&ctx, &old).await, Err(AppError::not_found("invitation")));
    assert_eq!(acceptance::accept(&ctx, &new).await, Ok("studio".to_owned()));
});

db_test!(who_is_invited_or_in_is_not_invited_again, |t| async {
    let owner = t.owner("studio").await;
    invitations::invite(&owner.ws, GRACE, "viewer").await.unwrap();
    let twice = invitations::invite(&owner.ws, GRACE, "editor").await.expect_err("there is an open one");
    assert!(twice.field("email").is_some(), "{twice:?}");
    let me = invitations::invite(&owner.ws, owner.ws.user().email.as_str(), "editor").await.expect_err("is a member");
    assert!(me.field("email").is_some(), "{me:?}");
    for (email, role, field) in
        [("no address", "viewer", "email"), ("a@example.com", "owner", "role"), ("a@example.com", "", "role")]
    {
        let error = invitations::invite(&owner.ws, email, role).await.expect_err(field);
        assert!(error.field(field).is_some(), "{error:?}");
    }
    assert_eq!(invitation::Entity::find().count(t.db().write()).await.unwrap(), 1);
});

db_test!(invitations_of_another_workspace_are_not_found, |t| async {
    let (ada, bob) = (t.owner("ada").await, t.owner("bob").await);
    let id = invitations::invite(&bob.ws, GRACE, "viewer").await.unwrap();
    assert_eq!(invitations::revoke(&ada.ws, id).await, Err(AppError::not_found("invitation")));
    assert_eq!(invitations::resend(&ada.ws, id).await, Err(AppError::not_found("invitation")));
    assert!(members::team(&ada.ws).await.unwrap().invitations.is_empty());
    let viewer = t.member(&bob.ws, Role::Viewer).await;
    assert!(
        members::team(&viewer.ws).await.unwrap().invitations.is_empty(),
        "addresses are for those who manage members"
    );
    assert_eq!(members::team(&bob.ws).await.unwrap().invitations.len(), 1);
});

db_test!(nobody_sends_invitations_without_end, |t| async {
    let owner = t.owner("studio").await;
    for at in 0..MAX_INVITATIONS_A_DAY {
        invitations::invite(&owner.ws, &format!("person{at}@example.com"), "viewer").await.expect("within the limit");
    }
    let refused = invitations::invite(&owner.ws, "one.more@example.com", "viewer").await;
    assert!(matches!(refused, Err(AppError::Limited { .. })), "{refused:?}");
    assert!(t.mails("one.more@example.com").await.is_empty());
    age(&t, chrono::TimeDelta::days(2)).await;
    invitations::invite(&owner.ws, "one.more@example.com", "viewer").await.expect("another day");
    assert!(
        invitation::Entity::find().one(t.db().write()).await.unwrap().unwrap().expires_at
            < time::now() + chrono::TimeDelta::days(7)
    );
});
