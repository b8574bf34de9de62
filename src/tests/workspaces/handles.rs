//! Handles: the rules, taken between look and save, old ones that lead on.

use mewayz::{
    entity::handle,
    kernel::{AppError, handle::Handle, time},
    workspaces::{
        handles,
        types::{HandleState, MAX_OLD_HANDLES},
        workspaces,
    },
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};

use crate::support::{TestApp, db_test};

#[test]
fn the_rules() {
    for (typed, kept) in
        [("abc", "abc"), ("@Studio_7", "studio_7"), (" a-b ", "a-b"), (&"x".repeat(30), &"x".repeat(30))]
    {
        assert_eq!(Handle::parse(typed).map(|handle| handle.to_string()), Ok(kept.to_owned()), "{typed:?}");
    }
    for refused in [
        "",
        "ab",
        &"x".repeat(31),
        "a b",
        "ä-ö",
        "a.b",
        "a/b",
        "---",
        "admin",
        "API",
        "sign-in",
        "a\0b",
        "ѕtudio",
        "a\u{202e}b",
    ] {
        assert!(Handle::parse(refused).is_err(), "{refused:?}");
    }
    for name in ["", "!!!", "Ärger & Söhne", "admin", "名前", &"long ".repeat(40), "a"] {
        let made = Handle::suggest(name);
        assert!(Handle::parse(&made).is_ok(), "{name:?} makes {made:?}");
    }
}

async fn current(t: &TestApp) -> u64 {
    handle::Entity::find().filter(handle::Column::Current.eq(true)).count(t.db().write()).await.unwrap()
}

db_test!(of_two_who_want_a_handle_at_once_one_gets_it, |t| async {
    for round in 0..5 {
        let (ada, bob) = (t.owner(&format!("ada{round}")).await.ws, t.owner(&format!("bob{round}")).await.ws);
        let wanted = format!("wanted{round}");
        for ws in [&ada, &bob] {
            assert_eq!(handles::check(ws, &wanted).await, Ok(HandleState::Free(wanted.clone())), "both see it free");
        }
        let (first, second) = tokio::join!(handles::change(&ada, &wanted), handles::change(&bob, &wanted));
        let (won, lost) = if first.is_ok() { (first, second) } else { (second, first) };
        assert_eq!(won.expect("one gets it").as_str(), wanted);
        let lost = lost.expect_err("the other does not");
        assert!(lost.field("handle").is_some(), "{lost:?}");
        assert_eq!(current(&t).await, 2 * (round + 1), "everybody has one handle");
    }
});

db_test!(of_two_new_workspaces_with_one_handle_one_is_made, |t| async {
    let (ada, bob) = (t.person("Ada").await, t.person("Bob").await);
    let (ada, bob) = (t.ctx(Some(ada)).await, t.ctx(Some(bob)).await);
    let (first, second) = tokio::join!(
        workspaces::create_another(&ada, "One", "wanted"),
        workspaces::create_another(&bob, "Two", "wanted")
    );
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    let lost = first.err().or(second.err()).unwrap();
    assert!(lost.field("handle").is_some(), "{lost:?}");
    let left = mewayz::entity::workspace::Entity::find().count(t.db().write()).await.unwrap();
    assert_eq!(left, 1, "no workspace without a handle is left behind");
});

db_test!(two_admins_change_one_handle_at_once, |t| async {
    let owner = t.owner("studio").await;
    let admin = t.member(&owner.ws, mewayz::kernel::permission::Role::Admin).await;
    let (first, second) = tokio::join!(handles::change(&owner.ws, "first"), handles::change(&admin.ws, "second"));
    for answer in [&first, &second] {
        assert!(!matches!(answer, Err(AppError::Internal { .. })), "{first:?} {second:?}");
    }
    assert!(first.is_ok() || second.is_ok(), "{first:?} {second:?}");
    assert_eq!(current(&t).await, 1);
});

db_test!(an_old_handle_is_kept_for_its_workspace, |t| async {
    let (ada, bob) = (t.owner("ada").await.ws, t.owner("bob").await.ws);
    handles::change(&ada, "countess").await.unwrap();
    assert_eq!(handles::check(&bob, "ada").await, Ok(HandleState::Taken));
    assert!(handles::change(&bob, "ada").await.is_err());
    assert_eq!(t.ctx(Some(ada.user().id)).await.workspace_by_handle("ADA").await.map(|ws| ws.id()), Ok(ada.id()));
    assert_eq!(handles::change(&ada, "ada").await.unwrap().as_str(), "ada", "its own workspace can have it back");
    handles::change(&ada, "countess").await.unwrap();
    let row = handle::Entity::find_by_id("ada").one(t.db().write()).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.expires_at = Set(Some(time::now() - chrono::TimeDelta::seconds(1)));
    row.update(t.db().write()).await.unwrap();
    assert_eq!(handles::check(&bob, "ada").await, Ok(HandleState::Free("ada".to_owned())));
    assert_eq!(handles::change(&bob, "ada").await.unwrap().as_str(), "ada");
    assert_eq!(current(&t).await, 2);
});

db_test!(old_handles_do_not_pile_up, |t| async {
    let ws = t.owner("studio").await.ws;
    for at in 0..MAX_OLD_HANDLES {
        handles::change(&ws, &format!("studio-{at}")).await.expect("there is room");
    }
    let refused = handles::change(&ws, "one-more").await.expect_err("the limit is reached");
    assert!(refused.field("handle").is_some(), "{refused:?}");
    handles::change(&ws, "studio").await.expect("an old one can be taken back");
});

db_test!(a_wrong_handle_is_refused_in_words, |t| async {
    let ws = t.owner("studio").await.ws;
    for wrong in ["", "ab", "admin", "a b"] {
        assert!(
            matches!(handles::check(&ws, wrong).await, Ok(HandleState::Refused(why)) if why.ends_with('.')),
            "{wrong:?}"
        );
        assert!(handles::change(&ws, wrong).await.expect_err("refused").field("handle").is_some(), "{wrong:?}");
    }
    assert_eq!(handles::check(&ws, "@STUDIO").await, Ok(HandleState::Yours));
});
