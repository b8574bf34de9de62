//! `/verify-email?token=…`: confirms the address that somebody registered with.

use leptos::prelude::*;

use super::{
    door::{NextField, Way},
    mail_link::{LinkFields, MailLink, Question},
};
use crate::{
    accounts::{
        rpc::{VerifyEmail, look_at_link},
        types::{LinkKind, OpenLink},
    },
    page,
    ui::*,
};

page!(
    /// `/verify-email`.
    pub VerifyEmailRoute, VerifyEmailPage
);

const WAYS: &[Way] = &[("/check-mail", "Send a new link"), ("/sign-in", "Sign in")];

#[component]
fn VerifyEmailPage() -> impl IntoView {
    view! {
        <MailLink
            title="Confirm your e-mail address"
            icon=icondata_lu::LuMailCheck
            look=|token| look_at_link(LinkKind::Verify, token)
            shown=|link, token| view! { <Confirm link token/> }.into_any()
            ways=WAYS
        />
    }
}

#[component]
fn Confirm(link: OpenLink, token: String) -> impl IntoView {
    let action = ServerAction::<VerifyEmail>::new();
    view! {
        <Question>
            "Hello " <span dir="auto">{link.name}</span> ", is " <strong class="break-all">{link.email}</strong>
            " your address? Confirm it and you are in."
        </Question>
        <ActionForm action attr:class="form">
            <LinkFields error=action_error(action) pending=underway(action) token button="Confirm e-mail address">
                <NextField/>
            </LinkFields>
        </ActionForm>
    }
}
