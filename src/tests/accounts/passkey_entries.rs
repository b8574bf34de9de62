//! Passkeys in use: one signs in and proves who it is, for its own site, its own question, its own owner, and never twice.

use mewayz::{
    accounts::rpc::{
        SignOut, WhoAmI,
        passkeys::{AddPasskey, BeginPasskey, BeginPasskeyProof, BeginPasskeySignIn, ProveByPasskey, SignInByPasskey},
        two_factor::{ReadTwoFactor, RegenerateBackupCodes},
    },
    entity::{passkey, session, user},
    kernel::{AppError, id::UserId},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::{PASSWORD, account, age_proofs, entry, set_up};
use crate::support::{Authenticator, Client, TestApp, db_test};

const EMAIL: &str = "ada@example.com";

/// Makes a passkey in a browser that is signed in.
async fn add(browser: &Client) -> Authenticator {
    let mut device = Authenticator::new();
    let answer = device.make(&browser.call(&BeginPasskey {}).await.expect("it is asked for"));
    browser.call(&AddPasskey { name: "Phone".to_owned(), answer }).await.expect("it is stored");
    device
}

/// Somebody with a passkey, and a browser in which they are signed in.
async fn keyholder(t: &TestApp, email: &str) -> (UserId, Client, Authenticator) {
    let user = account(t, email).await;
    let browser = t.stranger();
    browser.call(&entry(email, PASSWORD)).await.expect("the password works");
    let device = add(&browser).await;
    (user, browser, device)
}

fn with(answer: String) -> SignInByPasskey {
    SignInByPasskey { answer, remember: false, next: None }
}

/// Tries to sign in with a device in a browser of its own.
async fn enter(t: &TestApp, device: &Authenticator) -> Result<Option<UserId>, AppError> {
    let browser = t.stranger();
    let asked = browser.call(&BeginPasskeySignIn {}).await.expect("everybody may ask");
    browser.call(&with(device.sign(&asked))).await?;
    Ok(browser.call(&WhoAmI {}).await?.map(|me| me.id))
}

fn refused<T: std::fmt::Debug>(answer: Result<T, AppError>, why: &str) {
    assert!(matches!(answer, Err(AppError::Invalid(_))), "{why}: {answer:?}");
}

db_test!(a_passkey_signs_in_and_is_two_factors, |t| async {
    let (id, browser, mut device) = keyholder(&t, EMAIL).await;
    device.counter = 2;
    assert_eq!(enter(&t, &device).await, Ok(Some(id)));
    set_up(&t, &browser, id).await;
    device.counter = 3;
    assert_eq!(enter(&t, &device).await, Ok(Some(id)), "no code is asked for on top of it");
    let mails = t.mails(EMAIL).await;
    assert!(mails.iter().any(|mail| mail.subject.to_lowercase().contains("passkey")), "{mails:?}");
});

db_test!(a_copied_passkey_is_found_out_by_its_counter, |t| async {
    let (id, _, mut device) = keyholder(&t, EMAIL).await;
    device.counter = 7;
    assert_eq!(enter(&t, &device).await, Ok(Some(id)));
    refused(enter(&t, &device).await, "the same count again");
    device.counter = 3;
    refused(enter(&t, &device).await, "an earlier count");
    device.counter = 8;
    assert_eq!(enter(&t, &device).await, Ok(Some(id)), "the real one goes on");
});

db_test!(what_was_signed_for_something_else_is_refused, |t| async {
    let (_, _, mut device) = keyholder(&t, EMAIL).await;
    device.counter = 2;
    let browser = t.stranger();
    let first = browser.call(&BeginPasskeySignIn {}).await.unwrap();
    let old = device.sign(&first);
    browser.call(&BeginPasskeySignIn {}).await.expect("it is asked anew");
    refused(browser.call(&with(old.clone())).await, "the answer to an earlier question");
    let again = browser.call(&with(old)).await;
    assert!(matches!(again, Err(AppError::Gone(_))), "a question is answered once: {again:?}");
    device.origin = "http://evil.test";
    refused(enter(&t, &device).await, "signed at another site");
    device.origin = "http://mewayz.test";
    device.checks = false;
    refused(enter(&t, &device).await, "a device that did not check its owner");
    device.checks = true;
    refused(enter(&t, &Authenticator::new()).await, "a passkey that nobody knows");
});

db_test!(a_question_waits_five_minutes_only, |t| async {
    let (_, _, mut device) = keyholder(&t, EMAIL).await;
    device.counter = 2;
    let browser = t.stranger();
    let asked = browser.call(&BeginPasskeySignIn {}).await.unwrap();
    for row in session::Entity::find().all(t.db().write()).await.unwrap() {
        let mut data = row.data.clone();
        if data.get("entering_by_passkey").is_some() {
            let until = data["entering_by_passkey"][0].as_i64().expect("an end");
            assert!((295..=300).contains(&(until - mewayz::kernel::time::now().timestamp())), "{until}");
            data["entering_by_passkey"][0] = (until - 301).into();
        }
        let mut row = row.into_active_model();
        row.data = Set(data);
        row.update(t.db().write()).await.unwrap();
    }
    let late = browser.call(&with(device.sign(&asked))).await;
    assert!(matches!(late, Err(AppError::Gone(_))), "{late:?}");
});

db_test!(suspended_people_do_not_get_in_by_passkey, |t| async {
    let (id, _, mut device) = keyholder(&t, EMAIL).await;
    device.counter = 2;
    user::ActiveModel { id: Set(id), status: Set("suspended".to_owned()), ..Default::default() }
        .update(t.db().write())
        .await
        .unwrap();
    let answer = enter(&t, &device).await;
    assert!(matches!(answer, Err(AppError::Forbidden(_))), "{answer:?}");
});

db_test!(a_passkey_proves_its_owner_only, |t| async {
    let (_, ada, mut adas) = keyholder(&t, EMAIL).await;
    let (_, grace, mut graces) = keyholder(&t, "grace@example.com").await;
    (adas.counter, graces.counter) = (2, 2);
    age_proofs(&t).await;
    assert_eq!(ada.call(&RegenerateBackupCodes {}).await, Err(AppError::Unproved));
    let prove = |answer: String| ProveByPasskey { answer, next: None };
    let asked = ada.call(&BeginPasskeyProof {}).await.expect("she has one");
    refused(ada.call(&prove(graces.sign(&asked))).await, "somebody else's passkey");
    assert_eq!(ada.call(&RegenerateBackupCodes {}).await, Err(AppError::Unproved));
    let asked = ada.call(&BeginPasskeyProof {}).await.unwrap();
    let answer = prove(adas.sign(&asked));
    ada.call(&answer).await.expect("her own");
    let proved = ada.call(&RegenerateBackupCodes {}).await;
    assert!(matches!(proved, Err(AppError::Conflict(_))), "it was proved; there are no codes to make anew: {proved:?}");
    let twice = ada.call(&answer).await;
    assert!(matches!(twice, Err(AppError::Gone(_))), "once: {twice:?}");
    assert_eq!(grace.call(&RegenerateBackupCodes {}).await, Err(AppError::Unproved), "nobody else");
});

db_test!(what_is_stored_is_the_public_half_and_the_count, |t| async {
    let (_, browser, mut device) = keyholder(&t, EMAIL).await;
    device.counter = 40;
    enter(&t, &device).await.expect("it signs in");
    let rows = passkey::Entity::find().all(t.db().write()).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert!(rows[0].last_used_at.is_some() && rows[0].credential.to_string().contains("\"counter\":40"), "{rows:?}");
    browser.call(&SignOut {}).await.unwrap();
    assert_eq!(browser.call(&ReadTwoFactor {}).await, Err(AppError::Unauthenticated));
});
