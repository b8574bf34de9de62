//! The vault: what is sealed opens for its owner only, also while the key is being replaced.

use mewayz::{
    accounts::rpc::two_factor::{ReadTwoFactor, StartTwoFactor},
    entity::two_factor,
    server::{
        app::App,
        config::{Config, Secrets},
        ctx::System,
        router,
    },
};
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::support::{TestApp, db_test};

#[test]
fn what_is_sealed_opens_for_its_owner_and_purpose_only() {
    let secrets = Secrets::for_tests();
    let (vault, owner) = (secrets.vault(), Uuid::now_v7());
    let sealed = vault.seal("a key", owner, b"open sesame").unwrap();
    assert!(sealed.starts_with("v1.") && !sealed.contains("sesame"), "{sealed}");
    assert_eq!(vault.open("a key", owner, &sealed).unwrap(), b"open sesame");
    assert_ne!(sealed, vault.seal("a key", owner, b"open sesame").unwrap(), "a nonce of its own each time");
    assert!(vault.open("a key", Uuid::now_v7(), &sealed).is_err(), "another owner");
    assert!(vault.open("a token", owner, &sealed).is_err(), "another purpose");
    assert!(Secrets::for_tests().vault().open("a key", owner, &sealed).is_err(), "another installation");
    assert!(vault.open("a key", owner, "open sesame").is_err(), "never sealed");
}

#[test]
fn a_changed_text_does_not_open() {
    let secrets = Secrets::for_tests();
    let (vault, owner) = (secrets.vault(), Uuid::now_v7());
    let sealed = vault.seal("a key", owner, b"open sesame").unwrap();
    let start = sealed.rfind('.').unwrap() + 1;
    for at in start..sealed.len() {
        let mut bytes = sealed.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert!(vault.open("a key", owner, &changed).is_err(), "{changed}");
    }
    assert!(vault.open("a key", owner, &sealed[..start + 8]).is_err(), "cut off");
}

#[test]
fn old_keys_open_until_everything_is_sealed_anew() {
    let (old, owner) = (Secrets::for_tests(), Uuid::now_v7());
    let sealed = old.vault().seal("a key", owner, b"open sesame").unwrap();
    let new = old.rotated_for_tests();
    assert_eq!(new.vault().open("a key", owner, &sealed).unwrap(), b"open sesame", "during the rotation");
    let anew = new.vault().reseal("a key", owner, &sealed).unwrap().expect("it was under the old key");
    assert_eq!(new.vault().reseal("a key", owner, &anew).unwrap(), None, "it is under the new key");
    assert_eq!(new.vault().open("a key", owner, &anew).unwrap(), b"open sesame");
    assert!(old.vault().open("a key", owner, &anew).is_err(), "the old key opens nothing new");
}

#[test]
fn keys_come_from_the_configuration() {
    let (current, old) = ("11".repeat(32), "22".repeat(32));
    let load = |key: &str, olds: &[&str]| {
        let mut overrides = vec![("secrets.key".to_owned(), key.to_owned())];
        overrides
            .extend(olds.iter().enumerate().map(|(at, key)| (format!("secrets.old_keys[{at}]"), (*key).to_owned())));
        Secrets::load(&Config::load(None, &overrides).expect("it can be read"))
    };
    let owner = Uuid::now_v7();
    let sealed = load(&old, &[]).unwrap().vault().seal("a key", owner, b"open sesame").unwrap();
    assert!(load(&current, &[]).unwrap().vault().open("a key", owner, &sealed).is_err());
    assert_eq!(load(&current, &[&old]).unwrap().vault().open("a key", owner, &sealed).unwrap(), b"open sesame");
    let why = load(&current, &["short"]).err().expect("it is refused");
    assert!(why.contains("secrets.old_keys") && !why.contains("short"), "{why}");
}

/// The same process with a new key that still opens what the old one sealed.
fn rotated(t: &TestApp) -> (App, System) {
    let app = App::new(t.app().config().clone(), t.app().secrets().rotated_for_tests(), t.db().clone());
    (app.clone(), System::new(app))
}

db_test!(a_rotation_seals_every_stored_secret_anew, |t| async {
    let mut people = Vec::new();
    for name in ["Ada Lovelace", "Grace Hopper", "Mary Somerville"] {
        let user = t.person(name).await;
        t.sign_in(user).await.call(&StartTwoFactor {}).await.expect("it begins");
        people.push(user);
    }
    let before = two_factor::Entity::find().all(t.db().write()).await.unwrap();
    let (app, system) = rotated(&t);
    assert_eq!(router::reseal(&system).await.unwrap(), 3);
    assert_eq!(router::reseal(&system).await.unwrap(), 0, "once is enough");
    let after = two_factor::Entity::find().all(t.db().write()).await.unwrap();
    assert_eq!(after.len(), 3);
    for (old, new) in before.iter().zip(&after) {
        assert_ne!(old.secret, new.secret);
        let open = |secrets: &Secrets, text: &str| secrets.vault().open("two-factor secret", new.user_id.0, text);
        let secret = open(t.app().secrets(), &old.secret).unwrap();
        assert_eq!(open(app.secrets(), &new.secret).unwrap(), secret, "the same secret");
        assert!(open(t.app().secrets(), &new.secret).is_err(), "the old key is not needed any more");
    }
});

db_test!(a_stored_secret_is_sealed, |t| async {
    let user = t.person("Ada Lovelace").await;
    let browser = t.sign_in(user).await;
    browser.call(&StartTwoFactor {}).await.expect("it begins");
    let state = browser.call(&ReadTwoFactor {}).await.unwrap();
    let mewayz::accounts::types::TwoFactor::Pending { key, .. } = state else { panic!("{state:?}") };
    let row = two_factor::Entity::find_by_id(user).one(t.db().write()).await.unwrap().unwrap();
    assert!(row.secret.starts_with("v1.") && !row.secret.contains(&key), "{row:?}");
});
