//! Two-factor sign-in turned off by staff: told at once, done a day later, stopped by the owner of the account.

use mewayz::{
    accounts::{
        rpc::{
            WhoAmI,
            two_factor::{KeepTwoFactor, ReadTwoFactor},
        },
        two_factor::resets::{TOPIC, carry_out, schedule_reset},
        types::TwoFactor,
    },
    entity::{audit, outbox},
    kernel::{AppError, id::UserId, time},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use super::{PASSWORD, account, entry, set_up};
use crate::support::{Client, TestApp, db_test};

async fn guarded(t: &TestApp) -> (UserId, Client) {
    let user = account(t, "ada@example.com").await;
    let browser = t.stranger();
    browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    set_up(t, &browser, user).await;
    (user, browser)
}

/// What waits in the outbox, the oldest first.
async fn due(t: &TestApp) -> Vec<(Value, time::Time)> {
    let rows = outbox::Entity::find().filter(outbox::Column::Topic.eq(TOPIC)).all(t.db().write()).await.unwrap();
    rows.into_iter().map(|row| (row.payload, row.available_at)).collect()
}

db_test!(it_is_told_at_once_and_done_a_day_later, |t| async {
    let (user, browser) = guarded(&t).await;
    let staff = t.ctx(Some(t.staff("Moderator").await)).await.staff().unwrap();
    let at = schedule_reset(&staff, user).await.expect("it is planned");
    assert!((at - time::now()).num_minutes() >= 23 * 60 + 59);
    let mails = t.mails("ada@example.com").await;
    assert!(mails.iter().any(|mail| mail.subject == "Two-factor sign-in will be turned off"), "{mails:?}");
    assert!(matches!(browser.call(&ReadTwoFactor {}).await.unwrap(), TwoFactor::On { .. }), "nothing happens before");
    let due = due(&t).await;
    assert_eq!((due.len(), due[0].1), (1, at), "not before its time");
    carry_out(&t.system(), due[0].0.clone()).await.unwrap();
    carry_out(&t.system(), due[0].0.clone()).await.expect("twice is once");
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None, "every device is signed out");
    let fresh = t.stranger();
    fresh.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    assert!(fresh.call(&WhoAmI {}).await.unwrap().is_some(), "the password is enough now");
    let done = audit::Entity::find().filter(audit::Column::Action.like("two_factor.%reset")).all(t.db().write()).await;
    let done: Vec<_> = done.unwrap().into_iter().map(|row| (row.action, row.user_id, row.object_id)).collect();
    let plan = ("two_factor.schedule_reset".to_owned(), Some(staff.user().id), Some(user.0));
    assert!(done.contains(&plan) && done.contains(&("two_factor.reset".to_owned(), None, Some(user.0))), "{done:?}");
});

db_test!(the_owner_of_the_account_stops_it, |t| async {
    let (user, browser) = guarded(&t).await;
    let staff = t.ctx(Some(t.staff("Moderator").await)).await.staff().unwrap();
    schedule_reset(&staff, user).await.unwrap();
    let token = t.token("ada@example.com").await;
    t.stranger().page(&format!("/keep-two-factor?token={token}")).await;
    t.stranger().call(&KeepTwoFactor { token: token.clone() }).await.expect("the link works without signing in");
    carry_out(&t.system(), due(&t).await[0].0.clone()).await.unwrap();
    assert!(matches!(browser.call(&ReadTwoFactor {}).await.unwrap(), TwoFactor::On { .. }), "it stays on");
    let again = t.stranger().call(&KeepTwoFactor { token }).await;
    assert!(matches!(again, Err(AppError::Gone(_))), "{again:?}");
});

db_test!(a_later_plan_takes_the_place_of_an_earlier_one, |t| async {
    let (user, browser) = guarded(&t).await;
    let staff = t.ctx(Some(t.staff("Moderator").await)).await.staff().unwrap();
    schedule_reset(&staff, user).await.unwrap();
    let first = due(&t).await[0].0.clone();
    schedule_reset(&staff, user).await.unwrap();
    carry_out(&t.system(), first).await.unwrap();
    assert!(matches!(browser.call(&ReadTwoFactor {}).await.unwrap(), TwoFactor::On { .. }), "the day begins anew");
});

db_test!(there_must_be_something_to_turn_off, |t| async {
    let staff = t.ctx(Some(t.staff("Moderator").await)).await.staff().unwrap();
    let nobody = schedule_reset(&staff, UserId::new()).await;
    assert_eq!(nobody, Err(AppError::not_found("person")));
    let without = schedule_reset(&staff, t.person("Ada Lovelace").await).await;
    assert!(matches!(without, Err(AppError::Conflict(_))), "{without:?}");
});
