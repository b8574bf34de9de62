//! Accounts: doors that tell strangers nothing, links that work once, sessions that end.

mod addresses;
mod data;
mod devices;
mod endings;
mod issuers;
mod links;
mod passkey_entries;
mod passkeys;
mod passwords;
mod profile;
mod proofs;
mod providers;
mod register;
mod second_step;
mod sessions;
mod sign_in;
mod sign_in_links;
mod staff_resets;
mod two_factor;

use std::time::Duration;

use mewayz::{
    accounts::{
        rpc::{
            Register, SignIn,
            two_factor::{ConfirmTwoFactor, ReadFreshCodes, StartTwoFactor},
        },
        users,
    },
    entity::two_factor as authenticator,
    kernel::{id::UserId, time},
    server::sessions::PROVED_AT,
};
use sea_orm::EntityTrait;
use totp_rs::{Builder, Secret};

use crate::support::{Client, TestApp};

/// A password that every rule accepts.
pub const PASSWORD: &str = "correct horse battery staple";

/// A filled-in registration.
pub fn registration(email: &str) -> Register {
    Register {
        name: "Ada Lovelace".to_owned(),
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        terms: true,
        marketing: false,
        next: None,
    }
}

/// A filled-in sign-in.
pub fn entry(email: &str, password: &str) -> SignIn {
    SignIn { email: email.to_owned(), password: password.to_owned(), remember: false, next: None }
}

/// Somebody with a verified account and [`PASSWORD`].
pub async fn account(t: &TestApp, email: &str) -> UserId {
    users::create(&t.system(), "Ada Lovelace", email, PASSWORD, false).await.expect("an account can be made")
}

/// The code that the person's app shows so many steps of 30 seconds from now: -1, 0 and 1 are accepted.
pub async fn code(t: &TestApp, user: UserId, steps: i64) -> String {
    // Not so late in a step that it is over before the code arrives.
    let late = time::now().timestamp() % 30;
    if late > 24 {
        tokio::time::sleep(Duration::from_secs((30 - late) as u64)).await;
    }
    let row = authenticator::Entity::find_by_id(user).one(t.db().write()).await.unwrap().expect("it was begun");
    let secret = t.app().secrets().vault().open("two-factor secret", user.0, &row.secret).expect("it is sealed");
    let app = Builder::new().with_secret(Secret::from(secret)).build().expect("it is a secret");
    let at = u64::try_from(time::now().timestamp() + steps * 30).expect("after 1970");
    app.generate(at).to_string()
}

/// Sets two-factor sign-in up in a browser with the code of the step before this one; gives the backup codes.
pub async fn set_up(t: &TestApp, browser: &Client, user: UserId) -> Vec<String> {
    browser.call(&StartTwoFactor {}).await.expect("it begins");
    let code = code(t, user, -1).await;
    browser.call(&ConfirmTwoFactor { code }).await.expect("the code is right");
    browser.call(&ReadFreshCodes {}).await.expect("they are shown").expect("they are fresh")
}

/// Makes every session look as if its person had proved who they are 11 minutes ago.
pub async fn age_proofs(t: &TestApp) {
    t.change_sessions(|row| row.data[PROVED_AT] = (time::now().timestamp() - 660).into()).await;
}
