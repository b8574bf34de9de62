//! Guessed passwords: each wrong one makes the next wait longer, except for the owner on a device of theirs.

use mewayz::{
    accounts::{
        sessions,
        types::{SignIn, SignedIn},
    },
    entity::user,
    kernel::AppError,
    server::{
        authn,
        tries::{ACCOUNT, KNOWN_DEVICE, NETWORK, Tries},
    },
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::support::{PASSWORD, TestApp, db_test};

fn wait(tries: &Tries, key: &str) -> u64 {
    match tries.check(key) {
        Ok(()) => 0,
        Err(AppError::Limited { retry_after }) => retry_after,
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn waits_grow_and_have_an_end() {
    let tries = Tries::new(true);
    let mut waits = Vec::new();
    for _ in 0..14 {
        tries.wrong("a", ACCOUNT);
        waits.push(wait(&tries, "a"));
    }
    assert_eq!(waits[..5], [0; 5], "five cost nothing");
    assert!(waits[5..].windows(2).all(|pair| pair[0] <= pair[1]), "{waits:?}");
    assert!((29..=31).contains(&waits[5]) && (59..=61).contains(&waits[6]), "{waits:?}");
    assert!((895..=901).contains(&waits[13]), "a quarter of an hour at most: {waits:?}");
    for _ in 0..40 {
        tries.wrong("b", KNOWN_DEVICE);
    }
    assert!(wait(&tries, "b") <= 61, "never long on a known device");
    for _ in 0..20 {
        tries.wrong("c", NETWORK);
    }
    assert_eq!(wait(&tries, "c"), 0, "many people sit behind one address");
    tries.right("a");
    assert_eq!(wait(&tries, "a"), 0);
    let off = Tries::new(false);
    for _ in 0..40 {
        off.wrong("a", ACCOUNT);
    }
    assert_eq!(wait(&off, "a"), 0);
}

#[test]
fn a_flood_of_keys_does_not_fill_the_memory() {
    let tries = Tries::new(true);
    for _ in 0..7 {
        tries.wrong("guessed", ACCOUNT);
    }
    for at in 0..60_000 {
        tries.wrong(&format!("key {at}"), ACCOUNT);
    }
    assert!(wait(&tries, "guessed") > 0, "who waits still waits");
}

async fn try_from(t: &TestApp, place: [u8; 4], password: &str) -> Result<SignedIn, AppError> {
    let input = SignIn { email: "ada@example.com".to_owned(), password: password.to_owned(), ..SignIn::default() };
    sessions::sign_in(&t.ctx_from(None, place.into()).await, input).await
}

db_test!(strangers_wait_and_the_owner_does_not, |t| async {
    let t = t.variant(|config| config.limits.rate_limits = true);
    let id = t.person("Ada").await;
    let hash = authn::hash_password(t.app(), PASSWORD).await.expect("it is hashed");
    let row = user::ActiveModel { id: Set(id), password_hash: Set(hash), ..Default::default() };
    row.update(t.db().write()).await.expect("it is stored");
    let (home, elsewhere) = ([203, 0, 113, 7], [198, 51, 100, 9]);
    assert!(matches!(try_from(&t, home, PASSWORD).await, Ok(SignedIn::Yes(_))), "a device becomes known");
    for _ in 0..6 {
        assert!(matches!(try_from(&t, elsewhere, "guess").await, Err(AppError::Invalid(_))));
    }
    assert!(matches!(try_from(&t, elsewhere, "guess").await, Err(AppError::Limited { .. })), "now they wait");
    assert!(matches!(try_from(&t, elsewhere, PASSWORD).await, Err(AppError::Limited { .. })), "even with a good guess");
    let elsewhere_too = [192, 0, 2, 1];
    assert!(
        matches!(try_from(&t, elsewhere_too, PASSWORD).await, Err(AppError::Limited { .. })),
        "wherever they come from"
    );
    assert!(matches!(try_from(&t, home, PASSWORD).await, Ok(SignedIn::Yes(_))), "the owner is not locked out");
    assert!(matches!(try_from(&t, elsewhere, "guess").await, Err(AppError::Limited { .. })), "strangers still are");
});
