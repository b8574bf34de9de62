//! `/sign-in/mail`: asks for a link that signs in.

use leptos::prelude::*;

use super::{
    ask_mail::{AskFields, AskForMail},
    door::door_path,
};
use crate::{
    accounts::{rpc::links::AskSignInLink, types::LinkKind},
    page,
    ui::*,
};

page!(
    /// `/sign-in/mail`.
    pub SignInMailRoute, SignInMailPage
);

#[component]
fn SignInMailPage() -> impl IntoView {
    view! {
        <AskForMail
            title="Sign in by mail"
            icon=icondata_lu::LuMail
            kind=LinkKind::SignIn
            here="/sign-in/mail"
            form=|| view! { <AskForm/> }.into_any()
        >
            "You have your password? " <a class="link" href=door_path("/sign-in")>"Sign in with it"</a>
        </AskForMail>
    }
}

#[component]
fn AskForm() -> impl IntoView {
    let action = ServerAction::<AskSignInLink>::new();
    view! {
        <ActionForm action attr:class="form">
            <AskFields
                about="Enter the address of your account. We send a link that signs you in, without your password."
                error=action_error(action)
                pending=underway(action)
            />
        </ActionForm>
    }
}
