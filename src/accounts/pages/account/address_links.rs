//! `/account/confirm-address` and `/account/undo-address`: a new address counts from here on; a change is taken back.

use leptos::prelude::*;

use super::super::{
    door::Way,
    mail_link::{LinkFields, MailLink, Question},
};
use crate::{
    accounts::{
        rpc::profile::{ConfirmAddress, UndoAddress, look_at_address, look_at_undo},
        types::profile::AddressChange,
    },
    page,
    ui::*,
};

page!(
    /// `/account/confirm-address`.
    pub ConfirmAddressRoute, ConfirmAddressPage
);

page!(
    /// `/account/undo-address`.
    pub UndoAddressRoute, UndoAddressPage
);

const WAYS: &[Way] = &[("/account", "Open your account"), ("/sign-in", "Sign in")];

#[component]
fn ConfirmAddressPage() -> impl IntoView {
    view! {
        <MailLink
            title="Confirm your new address"
            icon=icondata_lu::LuMailCheck
            look=look_at_address
            shown=|change, token| view! { <Confirm change token/> }.into_any()
            ways=WAYS
        />
    }
}

#[component]
fn Confirm(change: AddressChange, token: String) -> impl IntoView {
    let action = ServerAction::<ConfirmAddress>::new();
    view! {
        <Question>
            "From now on the account of " <strong class="break-all">{change.old}</strong> " uses "
            <strong class="break-all">{change.new}</strong> "."
        </Question>
        <ActionForm action attr:class="form">
            <LinkFields error=action_error(action) pending=underway(action) token button="Use this address"/>
        </ActionForm>
    }
}

#[component]
fn UndoAddressPage() -> impl IntoView {
    view! {
        <MailLink
            title="Take the change back"
            icon=icondata_lu::LuUndo2
            look=look_at_undo
            shown=|change, token| view! { <Undo change token/> }.into_any()
            ways=WAYS
        />
    }
}

#[component]
fn Undo(change: AddressChange, token: String) -> impl IntoView {
    let action = ServerAction::<UndoAddress>::new();
    view! {
        <Question>
            "The account goes back from " <strong class="break-all">{change.new}</strong> " to "
            <strong class="break-all">{change.old}</strong>
            ". Every device is signed out, and we send you a link to choose a new password."
        </Question>
        <ActionForm action attr:class="form">
            <LinkFields error=action_error(action) pending=underway(action) token button="Take the account back"/>
        </ActionForm>
    }
}
