//! People as staff see them: found, suspended, let in again, given a role.

use mewayz::{
    accounts::{
        sessions as doors,
        types::{SignIn, SignedIn},
    },
    admin::{
        types::users::{Asked, People},
        users,
    },
    entity::user,
    kernel::{AppError, id::UserId},
    server::{
        authn,
        ctx::{AdminCtx, StaffCtx},
    },
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::support::{PASSWORD, TestApp, db_test, session_test};

pub async fn admin(t: &TestApp) -> AdminCtx {
    let id = t.admin("Head").await;
    t.ctx(Some(id)).await.staff().and_then(|staff| staff.require_admin()).expect("an administrator is one")
}

async fn moderator(t: &TestApp) -> StaffCtx {
    let id = t.staff("Moderator").await;
    t.ctx(Some(id)).await.staff().expect("a moderator is staff")
}

async fn with_password(t: &TestApp, name: &str) -> UserId {
    let id = t.person(name).await;
    let hash = authn::hash_password(t.app(), PASSWORD).await.expect("it is hashed");
    let row = user::ActiveModel { id: Set(id), password_hash: Set(hash), ..Default::default() };
    row.update(t.db().write()).await.expect("it is stored");
    id
}

async fn try_door(t: &TestApp, email: &str) -> Result<SignedIn, AppError> {
    let input = SignIn { email: email.to_owned(), password: PASSWORD.to_owned(), ..SignIn::default() };
    doors::sign_in(&t.ctx(None).await, input).await
}

fn names(people: &People) -> Vec<&str> {
    people.items.iter().map(|row| row.name.as_str()).collect()
}

db_test!(people_are_searched_filtered_and_sorted, |t| async {
    let staff = moderator(&t).await;
    for name in ["Ada Lovelace", "Bo 100% Real", "Cy"] {
        t.person(name).await;
    }
    let ask = async |asked: Asked| users::list(&staff, &asked).await.expect("they are listed");
    let search = |text: &str| Asked { search: text.to_owned(), ..Asked::default() };
    assert_eq!(names(&ask(search("lOVE")).await), ["Ada Lovelace"]);
    assert_eq!(names(&ask(search("cy@example")).await), ["Cy"]);
    assert_eq!(names(&ask(search("100% r")).await), ["Bo 100% Real"], "a sign of LIKE is a sign");
    assert_eq!(names(&ask(search("%")).await), ["Bo 100% Real"]);
    let of = |role: &str, sort: &str| Asked { role: role.to_owned(), sort: sort.to_owned(), ..Asked::default() };
    assert_eq!(names(&ask(of("staff", "")).await), ["Moderator"]);
    assert_eq!(names(&ask(of("user", "name")).await), ["Ada Lovelace", "Bo 100% Real", "Cy"]);
    assert_eq!(names(&ask(of("user", "-name")).await), ["Cy", "Bo 100% Real", "Ada Lovelace"]);
    assert_eq!(names(&ask(of("user", "created")).await)[0], "Ada Lovelace");
    let beyond = ask(Asked { page: 9, ..Asked::default() }).await;
    assert_eq!((beyond.items.len(), beyond.total), (0, 4));
    assert!(users::list(&staff, &search(&"x".repeat(201))).await.is_err());
});

session_test!(a_suspended_person_is_out_at_once_and_reads_why, |t| async {
    let person = with_password(&t, "Eve").await;
    let browser = t.sign_in(person).await;
    browser.page("/account/security").await;
    let admin = admin(&t).await;
    let unsaid = users::suspend(&admin, person, "  ").await;
    assert!(unsaid.is_err_and(|error| error.field("reason").is_some()));
    users::suspend(&admin, person, "It sends spam.").await.expect("it is done");
    let reply = browser.get("/account/security").await;
    let to = reply.headers().get("location").and_then(|to| to.to_str().ok()).unwrap_or_default();
    assert!(to.starts_with("/sign-in"), "the open browser is out: {to}");
    assert!(t.kept_sessions().await.iter().all(|row| row.user_id != Some(person)));
    let Err(AppError::Forbidden(words)) = try_door(&t, "eve@example.com").await else { panic!("the door is open") };
    assert!(words.contains("It sends spam") && words.contains('@'), "{words}");
    assert!(t.mails("eve@example.com").await.iter().any(|mail| format!("{mail:?}").contains("It sends spam.")));
    assert!(matches!(users::suspend(&admin, person, "Again.").await, Err(AppError::Conflict(_))));
    let seen = users::open(&admin, person).await.expect("it is shown");
    assert_eq!(seen.suspended.map(|found| found.reason).as_deref(), Some("It sends spam."));
    assert_eq!(seen.audit[0].action, "user.suspend");
    users::lift(&admin, person).await.expect("it is lifted");
    assert!(matches!(users::lift(&admin, person).await, Err(AppError::Conflict(_))));
    assert!(matches!(try_door(&t, "eve@example.com").await, Ok(SignedIn::Yes(_))));
});

db_test!(nobody_suspends_themselves, |t| async {
    let admin = admin(&t).await;
    assert!(users::suspend(&admin, admin.user().id, "Why not.").await.is_err());
});

db_test!(an_address_is_confirmed_by_hand, |t| async {
    let person = with_password(&t, "New").await;
    let row = user::ActiveModel {
        id: Set(person),
        email_verified_at: Set(None),
        status: Set("pending".to_owned()),
        ..Default::default()
    };
    row.update(t.db().write()).await.expect("it is stored");
    assert!(matches!(try_door(&t, "new@example.com").await, Ok(SignedIn::Unverified)));
    let admin = admin(&t).await;
    users::confirm(&admin, person).await.expect("it is confirmed");
    assert!(matches!(users::confirm(&admin, person).await, Err(AppError::Conflict(_))));
    assert!(matches!(try_door(&t, "new@example.com").await, Ok(SignedIn::Yes(_))));
});

db_test!(roles_change_and_the_last_administrator_stays, |t| async {
    let admin = admin(&t).await;
    let (me, other) = (admin.user().id, t.person("Other").await);
    let last = users::set_role(&admin, me, "user").await;
    assert!(last.is_err_and(|error| error.field("role").is_some()), "the last one cannot go");
    assert!(users::set_role(&admin, other, "owner").await.is_err());
    users::set_role(&admin, other, "moderator").await.expect("a moderator");
    let other_ctx = t.ctx(Some(other)).await.staff().expect("staff now");
    assert!(matches!(other_ctx.require_admin().map(drop), Err(AppError::Forbidden(_))));
    users::set_role(&admin, other, "admin").await.expect("an administrator");
    users::set_role(&admin, me, "user").await.expect("now there is another one");
    assert!(t.ctx(Some(me)).await.staff().is_err());
});

db_test!(a_moderator_looks_and_is_offered_nothing, |t| async {
    let person = t.person("Eve").await;
    let id = t.staff("Moderator").await;
    let page = t.sign_in(id).await.page(&format!("/admin/users/{person}")).await;
    assert!(page.contains("eve@example.com") && !page.contains("Suspend account"));
    let id = t.admin("Head").await;
    let page = t.sign_in(id).await.page(&format!("/admin/users/{person}")).await;
    assert!(page.contains("Suspend account") && page.contains("Act in their name"));
});
