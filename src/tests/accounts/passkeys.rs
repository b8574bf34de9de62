//! Passkeys: what the server refuses. `passkey_entries` uses them; the journey with a real browser is in end2end/tests/doors.spec.ts.

use mewayz::{
    accounts::rpc::{
        WhoAmI,
        passkeys::{
            AddPasskey, BeginPasskey, BeginPasskeyProof, BeginPasskeySignIn, ListPasskeys, RemovePasskey,
            RenamePasskey, SignInByPasskey,
        },
    },
    entity::passkey,
    kernel::{
        AppError,
        id::{PasskeyId, UserId},
        time,
    },
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, PaginatorTrait};

use super::age_proofs;
use crate::support::{TestApp, db_test};

/// A stored passkey; its key is not usable.
async fn stored(t: &TestApp, user_id: UserId, credential: &str) -> PasskeyId {
    let row = passkey::Model {
        id: PasskeyId::new(),
        user_id,
        credential_id: credential.to_owned(),
        name: "Phone".to_owned(),
        credential: serde_json::json!({}),
        created_at: time::now(),
        last_used_at: None,
    };
    row.into_active_model().insert(t.db().write()).await.expect("it is stored").id
}

db_test!(a_passkey_of_somebody_else_is_not_found, |t| async {
    let (ada, grace) = (t.person("Ada Lovelace").await, t.person("Grace Hopper").await);
    let passkey = stored(&t, ada, "AAAA").await;
    let other = t.sign_in(grace).await;
    let missing = AppError::not_found("passkey");
    assert_eq!(other.call(&RenamePasskey { passkey, name: "Mine".to_owned() }).await, Err(missing.clone()));
    assert_eq!(other.call(&RemovePasskey { passkey }).await, Err(missing.clone()));
    assert_eq!(other.call(&ListPasskeys {}).await, Ok(Vec::new()));
    assert_eq!(other.call(&BeginPasskeyProof {}).await, Err(missing));
    let own = t.sign_in(ada).await;
    own.call(&RenamePasskey { passkey, name: "  My   phone ".to_owned() }).await.expect("one's own");
    assert_eq!(own.call(&ListPasskeys {}).await.unwrap()[0].name, "My phone");
    let long = own.call(&RenamePasskey { passkey, name: "x".repeat(61) }).await.expect_err("too long");
    assert!(long.field("name").is_some(), "{long:?}");
    own.call(&RemovePasskey { passkey }).await.expect("one's own");
    assert_eq!(passkey::Entity::find().count(t.db().write()).await.unwrap(), 0);
});

db_test!(adding_and_removing_need_a_fresh_proof, |t| async {
    let user = t.person("Ada Lovelace").await;
    let passkey = stored(&t, user, "AAAA").await;
    let browser = t.sign_in(user).await;
    age_proofs(&t).await;
    assert_eq!(browser.call(&BeginPasskey {}).await, Err(AppError::Unproved));
    let add = AddPasskey { name: String::new(), answer: "{}".to_owned() };
    assert_eq!(browser.call(&add).await, Err(AppError::Unproved));
    assert_eq!(browser.call(&RemovePasskey { passkey }).await, Err(AppError::Unproved));
});

db_test!(an_answer_without_a_question_is_refused, |t| async {
    let browser = t.stranger();
    let answer = serde_json::json!({
        "id": "AAAA", "rawId": "AAAA", "type": "public-key", "clientExtensionResults": {},
        "response": { "authenticatorData": "AAAA", "clientDataJSON": "AAAA", "signature": "AAAA",
                      "userHandle": "AZAAAAAAcACAAAAAAAAAAA" },
    })
    .to_string();
    let enter = SignInByPasskey { answer, remember: false, next: None };
    assert!(matches!(browser.call(&enter).await, Err(AppError::Gone(_))), "nothing was asked");
    let asked: serde_json::Value = serde_json::from_str(&browser.call(&BeginPasskeySignIn {}).await.unwrap()).unwrap();
    assert_eq!(asked["publicKey"]["rpId"], "mewayz.test");
    assert_eq!(asked["publicKey"]["userVerification"], "required");
    assert_eq!(asked["publicKey"]["allowCredentials"], serde_json::json!([]), "it tells nothing about accounts");
    assert!(matches!(browser.call(&enter).await, Err(AppError::Invalid(_))), "an unknown passkey");
    assert!(matches!(browser.call(&enter).await, Err(AppError::Gone(_))), "a question is answered once");
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None);
});

db_test!(a_new_passkey_must_be_kept_by_the_device_and_check_its_owner, |t| async {
    let browser = t.sign_in(t.person("Ada Lovelace").await).await;
    let asked: serde_json::Value = serde_json::from_str(&browser.call(&BeginPasskey {}).await.unwrap()).unwrap();
    let wanted = &asked["publicKey"]["authenticatorSelection"];
    assert_eq!((&wanted["residentKey"], &wanted["userVerification"]), (&"required".into(), &"required".into()));
    let refused = browser.call(&AddPasskey { name: String::new(), answer: "{}".to_owned() }).await;
    assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
});
