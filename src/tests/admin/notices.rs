//! Notices of staff: who sees them, when, and how they go away.

use mewayz::{
    admin::{notices, types::notices::NewNotice},
    kernel::{AppError, permission::Role, time::now},
};

use super::people::admin;
use crate::support::{TestApp, db_test};

fn notice(words: &str, audience: &str) -> NewNotice {
    NewNotice {
        words: words.to_owned(),
        tone: "info".to_owned(),
        audience: audience.to_owned(),
        ..NewNotice::default()
    }
}

async fn seen(t: &TestApp, user: mewayz::kernel::id::UserId) -> Vec<String> {
    let shown = notices::for_me(&t.ctx(Some(user)).await).await.expect("they are read");
    shown.into_iter().map(|notice| notice.words).collect()
}

db_test!(a_notice_is_seen_by_its_audience_until_it_is_put_away, |t| async {
    let admin = admin(&t).await;
    let owner = t.owner("studio").await;
    let member = t.member(&owner.ws, Role::Viewer).await;
    notices::publish(&admin, &notice("A break on <Sunday>.", "all")).await.expect("published");
    notices::publish(&admin, &notice("Prices change.", "owners")).await.expect("published");
    assert_eq!(seen(&t, owner.user).await, ["Prices change.", "A break on <Sunday>."]);
    assert_eq!(seen(&t, member.user).await, ["A break on <Sunday>."]);
    let page = member.client.page("/w/studio").await;
    assert!(page.contains("A break on &lt;Sunday&gt;.") && !page.contains("Prices change."));
    let ctx = t.ctx(Some(member.user)).await;
    let id = notices::for_me(&ctx).await.expect("read")[0].id;
    notices::put_away(&ctx, id).await.expect("it is put away");
    notices::put_away(&ctx, id).await.expect("twice is no fault");
    assert!(seen(&t, member.user).await.is_empty());
    assert_eq!(seen(&t, owner.user).await.len(), 2, "others still see it");
    let listed = notices::list(&admin).await.expect("listed");
    assert_eq!(listed.iter().find(|notice| notice.id == id).map(|notice| notice.seen), Some(1));
    notices::withdraw(&admin, id).await.expect("it is taken back");
    assert_eq!(seen(&t, owner.user).await, ["Prices change."]);
    assert!(matches!(notices::withdraw(&admin, id).await, Err(AppError::NotFound(_))));
    assert!(matches!(notices::put_away(&ctx, id).await, Err(AppError::NotFound(_))));
});

db_test!(a_notice_has_its_time, |t| async {
    let admin = admin(&t).await;
    let person = t.person("Ada").await;
    let at = |hours: i64| (now() + chrono::TimeDelta::hours(hours)).format("%Y-%m-%dT%H:%M").to_string();
    let timed =
        |words: &str, from: i64, until: i64| NewNotice { from: at(from), until: at(until), ..notice(words, "all") };
    notices::publish(&admin, &timed("Over", -3, -1)).await.expect("published");
    notices::publish(&admin, &timed("Now", -1, 1)).await.expect("published");
    notices::publish(&admin, &timed("Later", 1, 3)).await.expect("published");
    assert_eq!(seen(&t, person).await, ["Now"]);
    let wrong = NewNotice { from: "soon".to_owned(), until: at(0), tone: "loud".to_owned(), ..notice("", "nobody") };
    let Err(AppError::Invalid(fields)) = notices::publish(&admin, &wrong).await else { panic!("it is published") };
    let names: Vec<&str> = fields.0.keys().map(String::as_str).collect();
    assert_eq!(names, ["audience", "from", "tone", "words"]);
    assert!(
        notices::publish(&admin, &timed("Backwards", 3, 1)).await.is_err_and(|error| error.field("until").is_some())
    );
});
