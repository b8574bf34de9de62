//! `/account/confirm-address` and `/account/undo-address`: opened from mails. Opening them changes nothing; the button does.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::door::Door;
use crate::{
    accounts::{
        rpc::profile::{ConfirmAddress, UndoAddress, look_at_address, look_at_undo},
        types::profile::AddressChange,
    },
    app::layout::error_view::set_status,
    kernel::AppError,
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

fn token() -> StoredValue<String> {
    StoredValue::new(use_query_map().with_untracked(|query| query.get("token").unwrap_or_default()))
}

#[component]
fn ConfirmAddressPage() -> impl IntoView {
    let token = token();
    let change = Resource::new(move || token.get_value(), look_at_address);
    view! {
        <Door title="Confirm your new address" icon=icondata_lu::LuMailCheck>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {move || Suspend::new(async move {
                    match change.await {
                        Ok(change) => view! { <Confirm change token=token.get_value()/> }.into_any(),
                        Err(error) => view! { <Refused error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Door>
    }
}

#[component]
fn Confirm(change: AddressChange, token: String) -> impl IntoView {
    let action = ServerAction::<ConfirmAddress>::new();
    view! {
        <p class="text-lg">
            "From now on the account of " <strong class="break-all">{change.old}</strong> " uses "
            <strong class="break-all">{change.new}</strong> "."
        </p>
        <ActionForm action attr:class="form">
            <FormError error=action_error(action)/>
            <input type="hidden" name="token" value=token/>
            <SubmitButton pending=action.pending() size=Size::Large class="btn-wide">"Use this address"</SubmitButton>
        </ActionForm>
    }
}

#[component]
fn UndoAddressPage() -> impl IntoView {
    let token = token();
    let change = Resource::new(move || token.get_value(), look_at_undo);
    view! {
        <Door title="Take the change back" icon=icondata_lu::LuUndo2>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {move || Suspend::new(async move {
                    match change.await {
                        Ok(change) => view! { <Undo change token=token.get_value()/> }.into_any(),
                        Err(error) => view! { <Refused error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Door>
    }
}

#[component]
fn Undo(change: AddressChange, token: String) -> impl IntoView {
    let action = ServerAction::<UndoAddress>::new();
    view! {
        <p class="text-lg">
            "The account goes back from " <strong class="break-all">{change.new}</strong> " to "
            <strong class="break-all">{change.old}</strong>
            ". Every device is signed out, and we send you a link to choose a new password."
        </p>
        <ActionForm action attr:class="form">
            <FormError error=action_error(action)/>
            <input type="hidden" name="token" value=token/>
            <SubmitButton pending=action.pending() size=Size::Large class="btn-wide">"Take the account back"</SubmitButton>
        </ActionForm>
    }
}

#[component]
fn Refused(error: AppError) -> impl IntoView {
    set_status(error.status());
    view! {
        <Alert tone=Tone::Warning title="This link does not work any more">{error.to_string()}</Alert>
        <div class="form-actions">
            <ButtonLink href="/account" kind=Kind::Primary>"Open your account"</ButtonLink>
            <ButtonLink href="/sign-in">"Sign in"</ButtonLink>
        </div>
    }
}
