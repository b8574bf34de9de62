//! Accounts: doors that tell strangers nothing, links that work once, sessions that end.

mod addresses;
mod data;
mod links;
mod passwords;
mod profile;
mod register;
mod sessions;
mod sign_in;

use mewayz::{
    accounts::{
        rpc::{Register, SignIn},
        users,
    },
    kernel::id::UserId,
};

use crate::support::TestApp;

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
