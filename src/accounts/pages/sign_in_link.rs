//! `/sign-in/link?token=…`: signs in without the password.

use leptos::prelude::*;

use super::{
    door::{NextField, Way},
    mail_link::{LinkFields, MailLink, Question},
};
use crate::{
    accounts::{
        rpc::{links::UseSignInLink, look_at_link},
        types::{LinkKind, OpenLink},
    },
    page,
    ui::*,
};

page!(
    /// `/sign-in/link`.
    pub SignInLinkRoute, SignInLinkPage
);

const WAYS: &[Way] = &[("/sign-in/mail", "Send a new link"), ("/sign-in", "Sign in with your password")];

#[component]
fn SignInLinkPage() -> impl IntoView {
    view! {
        <MailLink
            title="Sign in"
            icon=icondata_lu::LuMailOpen
            look=|token| look_at_link(LinkKind::SignIn, token)
            shown=|link, token| view! { <Enter link token/> }.into_any()
            ways=WAYS
        />
    }
}

#[component]
fn Enter(link: OpenLink, token: String) -> impl IntoView {
    let action = ServerAction::<UseSignInLink>::new();
    view! {
        <Question>
            "Hello " <span dir="auto">{link.name}</span> ", sign in as " <strong class="break-all">{link.email}</strong>
            " on this device?"
        </Question>
        <ActionForm action attr:class="form">
            <LinkFields error=action_error(action) pending=underway(action) token button="Sign in">
                <NextField/>
                <Checkbox name="remember" label="Keep me signed in for 30 days"/>
            </LinkFields>
        </ActionForm>
    }
}
