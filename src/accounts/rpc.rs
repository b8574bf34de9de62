//! What pages ask the server about accounts.

pub mod data;
pub mod links;
pub mod passkeys;
pub mod profile;
pub mod proofs;
pub mod providers;
pub mod second_step;
pub mod two_factor;
pub mod typed;

use leptos::prelude::*;

use super::types::{LinkKind, Me, OpenLink, Operator, SessionRow, Waiting};
use crate::kernel::{AppError, id::SessionId};
#[cfg(feature = "ssr")]
use crate::{
    accounts::{
        operator, passwords, sessions, tokens,
        types::{Register as Registration, SignIn as Entry, SignedIn, local_path},
        users, verification,
    },
    server::ctx,
};
#[cfg(feature = "ssr")]
use typed::keep;

/// Where somebody goes who is signed in and wants nothing special.
#[cfg(feature = "ssr")]
const HOME: &str = "/w";

/// Where devices are listed.
#[cfg(feature = "ssr")]
const SECURITY: &str = "/account/security";

/// Sends the browser to a path of ours.
#[cfg(feature = "ssr")]
fn go_on(next: Option<&str>) {
    leptos_axum::redirect(next.and_then(local_path).unwrap_or(HOME));
}

/// Sends the browser to where a sign-in leads.
#[cfg(feature = "ssr")]
fn arrive(signed_in: SignedIn, next: Option<&str>) {
    match signed_in {
        SignedIn::Yes(_) => go_on(next),
        SignedIn::SecondStep => leptos_axum::redirect("/sign-in/code"),
        SignedIn::Unverified => leptos_axum::redirect("/check-mail?from=sign-in"),
    }
}

/// Sends whoever has to prove first that it is them to the page that asks for it, and from there back to `page`.
#[cfg(feature = "ssr")]
fn proved<T>(result: Result<T, AppError>, page: &str) -> Result<T, AppError> {
    if matches!(result, Err(AppError::Unproved)) {
        let next: String = url::form_urlencoded::byte_serialize(page.as_bytes()).collect();
        leptos_axum::redirect(&format!("/confirm?next={next}"));
    }
    result
}

/// Registers somebody; the answer does not tell whether the address was known.
#[server]
pub async fn register(
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] terms: bool,
    #[server(default)] marketing: bool,
    #[server(default)] next: Option<String>,
) -> Result<(), AppError> {
    let ctx = ctx::current().await?;
    let ticks = [terms, marketing].map(|tick| tick.to_string());
    let typed = [("name", name.clone()), ("email", email.clone())];
    let input = Registration { name, email, password, terms, marketing, next };
    let fields = [
        (typed[0].0, typed[0].1.as_str()),
        (typed[1].0, typed[1].1.as_str()),
        ("terms", ticks[0].as_str()),
        ("marketing", ticks[1].as_str()),
    ];
    keep(users::register(&ctx, input).await, &fields)?;
    leptos_axum::redirect("/check-mail");
    Ok(())
}

/// Signs somebody in and sends them on.
#[server]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] remember: bool,
    #[server(default)] next: Option<String>,
) -> Result<(), AppError> {
    let ctx = ctx::current().await?;
    let (typed, tick) = (email.clone(), remember.to_string());
    let input = Entry { email, password, remember, next: next.clone() };
    let done = keep(sessions::sign_in(&ctx, input).await, &[("email", &typed), ("remember", &tick)])?;
    arrive(done, next.as_deref());
    Ok(())
}

/// Signs this device out.
#[server]
pub async fn sign_out() -> Result<(), AppError> {
    sessions::sign_out(&ctx::current().await?).await?;
    leptos_axum::redirect("/sign-in");
    Ok(())
}

/// Confirms an address with the link from a mail and signs in.
#[server]
pub async fn verify_email(token: String, #[server(default)] next: Option<String>) -> Result<(), AppError> {
    let done = verification::verify(&ctx::current().await?, &token).await?;
    arrive(done, next.as_deref());
    Ok(())
}

/// Sends the link to confirm an address once more.
#[server]
pub async fn resend_verification(#[server(default)] email: String) -> Result<(), AppError> {
    let ctx = ctx::current().await?;
    keep(verification::resend(&ctx, &email).await, &[("email", &email)])?;
    leptos_axum::redirect("/check-mail?sent=again");
    Ok(())
}

/// Sends a link for a new password; the answer does not tell whether the address was known.
#[server]
pub async fn forgot_password(#[server(default)] email: String) -> Result<(), AppError> {
    let ctx = ctx::current().await?;
    keep(passwords::forgot(&ctx, &email).await, &[("email", &email)])?;
    leptos_axum::redirect("/forgot-password?sent=yes");
    Ok(())
}

/// Sets a new password with the link from a mail and signs in.
#[server]
pub async fn reset_password(token: String, #[server(default)] password: String) -> Result<(), AppError> {
    let done = passwords::reset(&ctx::current().await?, &token, &password).await?;
    arrive(done, None);
    Ok(())
}

/// Whose link from a mail it is; changes nothing.
#[server]
pub async fn look_at_link(kind: LinkKind, token: String) -> Result<OpenLink, AppError> {
    tokens::look(&ctx::current().await?, kind, &token).await
}

/// What this browser waits for after a registration.
#[server]
pub async fn waiting_for() -> Result<Waiting, AppError> {
    verification::waiting(&ctx::current().await?).await
}

/// The person who is signed in, when somebody is.
#[server(name = WhoAmI)]
pub async fn me() -> Result<Option<Me>, AppError> {
    Ok(users::me(&ctx::current().await?))
}

/// The devices that are signed in.
#[server]
pub async fn list_sessions() -> Result<Vec<SessionRow>, AppError> {
    sessions::list(&ctx::current().await?).await
}

/// Signs one device out.
#[server]
pub async fn revoke_session(session: SessionId) -> Result<(), AppError> {
    proved(sessions::revoke(&ctx::current().await?, session).await, SECURITY)
}

/// Signs every other device out.
#[server]
pub async fn revoke_other_sessions() -> Result<u64, AppError> {
    proved(sessions::revoke_others(&ctx::current().await?).await, SECURITY)
}

/// Signs every device out, this one too.
#[server]
pub async fn sign_out_everywhere() -> Result<(), AppError> {
    sessions::sign_out_everywhere(&ctx::current().await?).await?;
    leptos_axum::redirect("/sign-in");
    Ok(())
}

/// Who runs this installation.
#[server]
pub async fn read_operator() -> Result<Operator, AppError> {
    Ok(operator::of(&ctx::current().await?))
}
