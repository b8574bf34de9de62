//! `/reset-password?token=…`: a new password, which ends every other session.

use leptos::prelude::*;

use super::{
    door::Way,
    mail_link::{LinkFields, MailLink},
    new_password::NewPassword,
};
use crate::{
    accounts::{
        rpc::{ResetPassword, look_at_link},
        types::{LinkKind, OpenLink},
    },
    page,
    ui::*,
};

page!(
    /// `/reset-password`.
    pub ResetPasswordRoute, ResetPasswordPage
);

const WAYS: &[Way] = &[("/forgot-password", "Ask for a new link"), ("/sign-in", "Sign in")];

#[component]
fn ResetPasswordPage() -> impl IntoView {
    view! {
        <MailLink
            title="Choose a new password"
            icon=icondata_lu::LuKeyRound
            look=|token| look_at_link(LinkKind::Reset, token)
            shown=|link, token| view! { <Choose link token/> }.into_any()
            ways=WAYS
        />
    }
}

#[component]
fn Choose(link: OpenLink, token: String) -> impl IntoView {
    let action = ServerAction::<ResetPassword>::new();
    let error = action_error(action);
    let OpenLink { name, email } = link;
    view! {
        <p class="text-muted">
            "For " <strong class="break-all font-medium text-text">{email.clone()}</strong>
            ". Every device that is signed in now will be signed out."
        </p>
        <ActionForm action attr:class="form">
            <LinkFields error pending=underway(action) token button="Save the new password">
                // Tells password managers whose password this is.
                <input class="sr-only" type="email" autocomplete="username" value=email.clone() readonly tabindex="-1" aria-hidden="true"/>
                <NewPassword label="New password" name email error=field_error(error, "password")/>
            </LinkFields>
        </ActionForm>
    }
}
