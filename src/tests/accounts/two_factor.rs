//! Two-factor sign-in: set up with a code, asked for, never twice with the same code, turned off with a proof only.

use mewayz::{
    accounts::{
        rpc::{
            ListSessions, SignOut, WhoAmI,
            second_step::EnterCode,
            two_factor::{
                ConfirmTwoFactor, DisableTwoFactor, PutCodesAway, ReadFreshCodes, ReadTwoFactor, RegenerateBackupCodes,
                StartTwoFactor,
            },
        },
        types::TwoFactor,
    },
    entity::{backup_code, two_factor},
    kernel::{AppError, permission::Role},
    workspaces::rpc::{ReadWorkspace, RequireTwoFactor},
};
use sea_orm::{EntityTrait, PaginatorTrait};

use super::{PASSWORD, account, age_proofs, code, entry, set_up};
use crate::support::db_test;

db_test!(it_is_set_up_with_a_code_and_then_asked_for, |t| async {
    let user = account(&t, "ada@example.com").await;
    let browser = t.stranger();
    browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    assert_eq!(browser.call(&ReadTwoFactor {}).await.unwrap(), TwoFactor::Off);
    browser.call(&StartTwoFactor {}).await.unwrap();
    let state = browser.call(&ReadTwoFactor {}).await.unwrap();
    let TwoFactor::Pending { key, address, picture } = state else { panic!("{state:?}") };
    assert!(address.starts_with("otpauth://totp/Mewayz") && address.contains(&key), "{address}");
    assert!(picture.starts_with("data:image/svg+xml;base64,"), "{picture}");

    let wrong = browser.call(&ConfirmTwoFactor { code: "000000".to_owned() }).await.expect_err("a wrong code");
    assert!(wrong.field("code").is_some(), "{wrong:?}");
    t.stranger().call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    let right = code(&t, user, -1).await;
    browser.call(&ConfirmTwoFactor { code: right }).await.expect("the code is right");
    assert!(matches!(browser.call(&ReadTwoFactor {}).await.unwrap(), TwoFactor::On { left: 10, .. }));
    assert!(t.mails("ada@example.com").await.iter().any(|mail| mail.subject == "Two-factor sign-in is on"));

    browser.call(&SignOut {}).await.unwrap();
    browser.call(&entry("ada@example.com", PASSWORD)).await.expect("the first factor is right");
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None, "half signed in is not signed in");
    assert_eq!(browser.call(&ListSessions {}).await, Err(AppError::Unauthenticated));
    browser.call(&EnterCode { code: code(&t, user, 0).await }).await.expect("the second factor is right");
    assert_eq!(browser.call(&WhoAmI {}).await.unwrap().map(|me| me.id), Some(user));
});

db_test!(turning_it_on_ends_every_other_session, |t| async {
    let user = account(&t, "ada@example.com").await;
    let (desk, phone) = (t.stranger(), t.stranger());
    for browser in [&desk, &phone] {
        browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    }
    set_up(&t, &desk, user).await;
    assert!(desk.call(&WhoAmI {}).await.unwrap().is_some(), "this one stays");
    assert_eq!(phone.call(&WhoAmI {}).await.unwrap(), None, "it has not shown a second factor");
});

db_test!(backup_codes_are_shown_once_and_kept_as_hashes, |t| async {
    let user = account(&t, "ada@example.com").await;
    let browser = t.stranger();
    browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    let codes = set_up(&t, &browser, user).await;
    assert_eq!(codes.len(), 10);
    let rows = backup_code::Entity::find().all(t.db().write()).await.unwrap();
    let stored = format!("{rows:?}");
    assert!(rows.len() == 10 && codes.iter().all(|code| !stored.contains(&code.replace('-', ""))), "{stored}");
    browser.call(&PutCodesAway {}).await.unwrap();
    assert_eq!(browser.call(&ReadFreshCodes {}).await.unwrap(), None);

    browser.call(&RegenerateBackupCodes {}).await.unwrap();
    let newer = browser.call(&ReadFreshCodes {}).await.unwrap().expect("the new ones are shown");
    assert!(newer.iter().all(|code| !codes.contains(code)));
    browser.call(&SignOut {}).await.unwrap();
    browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    let old = browser.call(&EnterCode { code: codes[0].clone() }).await.expect_err("the old ones are worth nothing");
    assert!(old.field("code").is_some(), "{old:?}");
    browser.call(&EnterCode { code: newer[0].to_uppercase().replace('-', " ") }).await.expect("typed carelessly");
});

db_test!(it_is_turned_off_with_a_fresh_proof_only, |t| async {
    let user = account(&t, "ada@example.com").await;
    let (browser, other) = (t.stranger(), t.stranger());
    browser.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    set_up(&t, &browser, user).await;
    other.call(&entry("ada@example.com", PASSWORD)).await.unwrap();
    other.call(&EnterCode { code: code(&t, user, 0).await }).await.unwrap();
    age_proofs(&t).await;
    assert_eq!(browser.call(&DisableTwoFactor {}).await, Err(AppError::Unproved));
    assert_eq!(browser.call(&RegenerateBackupCodes {}).await, Err(AppError::Unproved));
    let prove =
        mewayz::accounts::rpc::proofs::ProveIt { password: PASSWORD.to_owned(), code: String::new(), next: None };
    browser.call(&prove).await.unwrap();
    browser.call(&DisableTwoFactor {}).await.expect("it was proved");
    assert_eq!(browser.call(&ReadTwoFactor {}).await.unwrap(), TwoFactor::Off);
    assert_eq!(other.call(&WhoAmI {}).await.unwrap(), None, "the others have to sign in again");
    assert_eq!(two_factor::Entity::find().count(t.db().write()).await.unwrap(), 0);
    assert_eq!(backup_code::Entity::find().count(t.db().write()).await.unwrap(), 0);
    assert!(t.mails("ada@example.com").await.iter().any(|mail| mail.subject == "Two-factor sign-in is off"));
});

db_test!(setting_up_needs_a_fresh_proof, |t| async {
    let browser = t.sign_in(t.person("Ada Lovelace").await).await;
    age_proofs(&t).await;
    assert_eq!(browser.call(&StartTwoFactor {}).await, Err(AppError::Unproved));
});

db_test!(a_workspace_can_ask_its_members_for_it, |t| async {
    let owner = t.owner("studio").await;
    let member = t.member(&owner.ws, Role::Editor).await;
    let rule = |required| RequireTwoFactor { workspace: owner.ws.id(), required };
    let open = ReadWorkspace { handle: "studio".to_owned() };
    assert_eq!(owner.client.call(&rule(true)).await, Err(AppError::OneFactor), "not before having it oneself");
    set_up(&t, &owner.client, owner.user).await;
    owner.client.call(&rule(true)).await.expect("the owner has it");
    assert!(owner.client.call(&open).await.unwrap().two_factor_required);

    assert_eq!(member.client.call(&open).await, Err(AppError::OneFactor));
    let reply = member.client.get("/w/studio/sites").await;
    let to = reply.headers().get("location").map(|value| value.to_str().unwrap_or_default().to_owned());
    assert_eq!(
        to.as_deref(),
        Some("/account/security/two-factor?next=%2Fw%2Fstudio%2Fsites"),
        "{}",
        reply.status_code()
    );
    let outsider = t.owner("rival").await;
    assert_eq!(outsider.client.call(&open).await, Err(AppError::not_found("workspace")), "strangers learn nothing");

    set_up(&t, &member.client, member.user).await;
    member.client.call(&open).await.expect("now the member gets in");
    owner.client.call(&rule(false)).await.expect("it can be taken back");
    let late = t.member(&owner.ws, Role::Viewer).await;
    late.client.call(&open).await.expect("nothing is asked any more");
});

db_test!(the_operator_can_ask_staff_for_it, |t| async {
    let t = t.variant(|config| config.sign_in.staff_two_factor = true);
    let user = t.staff("Moderator").await;
    let staff = t.sign_in(user).await;
    let reports = mewayz::admin::rpc::platform::CountPlatform {};
    assert_eq!(staff.call(&reports).await.map(drop), Err(AppError::OneFactor));
    set_up(&t, &staff, user).await;
    staff.call(&reports).await.expect("now they may");
    let person = t.sign_in(t.person("Ada Lovelace").await).await;
    assert_eq!(person.call(&reports).await.map(drop), Err(AppError::not_found("page")), "others find nothing");
});
