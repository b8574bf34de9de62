//! `/forgot-password`: asks for a link to choose a new password.

use leptos::prelude::*;

use super::ask_mail::{AskFields, AskForMail};
use crate::{
    accounts::{rpc::ForgotPassword, types::LinkKind},
    page,
    ui::*,
};

page!(
    /// `/forgot-password`.
    pub ForgotPasswordRoute, ForgotPasswordPage
);

#[component]
fn ForgotPasswordPage() -> impl IntoView {
    view! {
        <AskForMail
            title="Choose a new password"
            icon=icondata_lu::LuKeyRound
            kind=LinkKind::Reset
            here="/forgot-password"
            form=|| view! { <ForgotForm/> }.into_any()
        >
            "You remember it? " <a class="link" href="/sign-in">"Sign in"</a>
        </AskForMail>
    }
}

#[component]
fn ForgotForm() -> impl IntoView {
    let action = ServerAction::<ForgotPassword>::new();
    view! {
        <ActionForm action attr:class="form">
            <AskFields
                about="Enter the address of your account. We send a link by which you choose a new password."
                error=action_error(action)
                pending=underway(action)
            />
        </ActionForm>
    }
}
