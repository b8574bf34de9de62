//! Passwords: the rules, and what choosing a new one ends.

use mewayz::{
    accounts::{
        passwords,
        rpc::{Register, ResetPassword, WhoAmI},
        types::strength,
    },
    entity::{user, user_token},
    kernel::AppError,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use super::{PASSWORD, account, entry, registration};
use crate::support::{db_test, session_test};

const NEW: &str = "another fine password";

#[test]
fn the_rules() {
    let check = |password: &str| strength::check(password, "Ada Lovelace", "ada.lovelace@example.com");
    let long: String = (0..128u8).map(|at| char::from(33 + at.wrapping_mul(37) % 94)).collect();
    for fine in ["correct horse battery staple", "Tr0ub4dor&3 x", "пароль-длинный-7", &long, "        8 spaces"]
    {
        assert_eq!(check(fine), Ok(()), "{fine:?}");
    }
    let longer = format!("{long}x");
    for refused in ["", "1234567", "password", "PASSWORD", "12345678", "qwertyuiop", &longer] {
        assert!(check(refused).is_err(), "{refused:?} must be refused");
    }
    for ours in ["mewayz2026", "Mewayz!!", "administrator", "Admin2026!"] {
        assert!(check(ours).is_err(), "{ours:?} is a word of ours");
    }
    for own in ["ada.lovelace@example.com", "xxLovelace99", "my-ADA.LOVELACE@EXAMPLE.COM-pw"] {
        assert!(check(own).is_err(), "{own:?} contains name or address");
    }
}

db_test!(the_server_keeps_the_rules, |t| async {
    for password in ["1234567", "password", "Lovelace2026"] {
        let form = Register { password: password.to_owned(), ..registration("ada@example.com") };
        let error = t.stranger().call(&form).await.expect_err("refused");
        assert!(error.field("password").is_some(), "{error:?}");
    }
});

session_test!(a_new_password_ends_every_other_session, |t| async {
    account(&t, "grace@example.com").await;
    let (desk, phone) = (t.stranger(), t.stranger());
    for browser in [&desk, &phone] {
        browser.call(&entry("grace@example.com", PASSWORD)).await.expect("the old password works");
        assert!(browser.call(&WhoAmI {}).await.unwrap().is_some());
    }
    passwords::forgot(&t.ctx(None).await, "grace@example.com").await.unwrap();
    let token = t.token("grace@example.com").await;
    let fresh = t.stranger();
    fresh.call(&ResetPassword { token, password: NEW.to_owned() }).await.expect("the link works");
    assert!(fresh.call(&WhoAmI {}).await.unwrap().is_some(), "whoever chose it is signed in");
    for browser in [&desk, &phone] {
        assert_eq!(browser.call(&WhoAmI {}).await.unwrap(), None, "the others are signed out");
    }
    assert_eq!(t.kept_sessions().await.iter().filter(|row| row.user_id.is_some()).count(), 1);
    let old = t.stranger().call(&entry("grace@example.com", PASSWORD)).await;
    assert!(matches!(old, Err(AppError::Invalid(_))), "the old password is worth nothing: {old:?}");
    t.stranger().call(&entry("grace@example.com", NEW)).await.expect("the new one works");
    assert!(t.mails("grace@example.com").await.iter().any(|mail| mail.subject.contains("was changed")));
});

db_test!(a_refused_password_does_not_use_the_link_up, |t| async {
    account(&t, "grace@example.com").await;
    passwords::forgot(&t.ctx(None).await, "grace@example.com").await.unwrap();
    let token = t.token("grace@example.com").await;
    let weak = ResetPassword { token: token.clone(), password: "12345678".to_owned() };
    let error = t.stranger().call(&weak).await.expect_err("refused");
    assert!(error.field("password").is_some(), "{error:?}");
    assert!(user_token::Entity::find().one(t.db().write()).await.unwrap().unwrap().used_at.is_none());
    t.stranger().call(&ResetPassword { token, password: NEW.to_owned() }).await.expect("the link still works");
});

db_test!(no_link_is_made_for_an_unknown_address, |t| async {
    passwords::forgot(&t.ctx(None).await, "nobody@example.com").await.expect("the answer is the same");
    assert!(t.mails("nobody@example.com").await.is_empty());
    assert!(user_token::Entity::find().one(t.db().write()).await.unwrap().is_none());
});

db_test!(suspended_people_get_no_link_and_use_none, |t| async {
    let id = account(&t, "grace@example.com").await;
    passwords::forgot(&t.ctx(None).await, "grace@example.com").await.unwrap();
    let token = t.token("grace@example.com").await;
    user::ActiveModel { id: Set(id), status: Set("suspended".to_owned()), ..Default::default() }
        .update(t.db().write())
        .await
        .unwrap();
    let used = t.stranger().call(&ResetPassword { token, password: NEW.to_owned() }).await;
    assert!(matches!(used, Err(AppError::Forbidden(_))), "{used:?}");
    passwords::forgot(&t.ctx(None).await, "grace@example.com").await.expect("the answer is the same");
    assert_eq!(t.mails("grace@example.com").await.len(), 1, "no second link");
    let row = user::Entity::find_by_id(id).one(t.db().write()).await.unwrap().unwrap();
    assert_eq!(row.status, "suspended", "a reset does not let anybody in again");
});

db_test!(fields_hide_and_let_password_programs_work, |t| async {
    for (path, kind) in [("/sign-in", "current-password"), ("/register", "new-password")] {
        let page = t.stranger().page(path).await;
        let field = page.split("<input").find(|tag| tag.contains("name=\"password\"")).expect("a field");
        let field = field.split('>').next().unwrap_or_default();
        assert!(field.contains("type=\"password\""), "{path}: {field}");
        assert!(field.contains(&format!("autocomplete=\"{kind}\"")), "{path}: {field}");
        assert!(!field.contains("readonly") && !page.contains("onpaste"), "{path}: {field}");
    }
});
