//! `/keep-two-factor?token=…`: from the mail that says that staff will turn two-factor sign-in off. The button stops it.

use leptos::prelude::*;

use super::{
    door::Way,
    mail_link::{LinkFields, MailLink, Question},
};
use crate::{
    accounts::{
        rpc::{look_at_link, two_factor::KeepTwoFactor},
        types::{LinkKind, OpenLink},
    },
    page,
    ui::*,
};

page!(
    /// `/keep-two-factor`.
    pub KeepTwoFactorRoute, KeepTwoFactorPage
);

const WAYS: &[Way] = &[("/sign-in", "Sign in")];

#[component]
fn KeepTwoFactorPage() -> impl IntoView {
    view! {
        <MailLink
            title="Keep two-factor sign-in on"
            icon=icondata_lu::LuShieldCheck
            look=|token| look_at_link(LinkKind::KeepTwoFactor, token)
            shown=|link, token| view! { <Keep link token/> }.into_any()
            ways=WAYS
        />
    }
}

#[component]
fn Keep(link: OpenLink, token: String) -> impl IntoView {
    let action = ServerAction::<KeepTwoFactor>::new();
    let stopped = Memo::new(move |_| action.value().with(|value| matches!(value, Some(Ok(())))));
    let form = move || {
        let (email, token) = (link.email.clone(), token.clone());
        view! {
            <Question>
                "Somebody asked our staff to turn two-factor sign-in of " <strong class="break-all">{email}</strong>
                " off. Was it not you? Then stop it."
            </Question>
            <ActionForm action attr:class="form">
                <LinkFields error=action_error(action) pending=underway(action) token button="Keep it on"/>
            </ActionForm>
        }
    };
    view! {
        <div role="status" class="empty:hidden">
            {move || stopped.get().then(|| view! {
                <Alert tone=Tone::Success title="Two-factor sign-in stays on">
                    "Somebody may know your password. " <a class="link" href="/forgot-password">"Choose a new one"</a> "."
                </Alert>
            })}
        </div>
        {move || (!stopped.get()).then(&form)}
    }
}
