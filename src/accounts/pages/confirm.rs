//! `/confirm?next=…`: asks for a proof that it is the person, before what a borrowed browser must not do.

use leptos::{context::Provider, prelude::*};

use super::{
    door::{Door, NextField},
    passkeys::PasskeyProof,
};
use crate::{
    accounts::{
        rpc::{
            SignOut,
            proofs::{ProveIt, list_proofs},
        },
        types::Proofs,
    },
    app::layout::error_view::ErrorView,
    page,
    ui::*,
};

page!(
    /// `/confirm`.
    pub ConfirmRoute, ConfirmPage
);

#[component]
fn ConfirmPage() -> impl IntoView {
    let ways = Resource::new(|| (), |()| list_proofs());
    let retry = Callback::new(move |()| ways.refetch());
    view! {
        <Door title="Confirm that it is you" icon=icondata_lu::LuShieldCheck>
            <p class="text-muted">"What you are about to do changes who gets into your account. It counts for ten minutes."</p>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {move || Suspend::new(async move {
                    match ways.await {
                        Ok(ways) => view! { <Ways ways/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Suspense>
        </Door>
    }
}

#[component]
fn Ways(ways: Proofs) -> impl IntoView {
    let none = !ways.password && !ways.code && !ways.passkey;
    view! {
        {ways.password.then(|| view! { <Provider value=FieldScope::new("by-password")><ByPassword/></Provider> })}
        {ways.code.then(|| view! { <Provider value=FieldScope::new("by-code")><ByCode first=!ways.password/></Provider> })}
        {ways.passkey.then(|| view! { <PasskeyProof/> })}
        {none.then(|| view! { <Anew/> })}
    }
}

#[component]
fn ByPassword() -> impl IntoView {
    let action = ServerAction::<ProveIt>::new();
    let error = action_error(action);
    view! {
        <ActionForm action attr:class="form">
            <FormError error/>
            <NextField/>
            <PasswordField error=field_error(error, "password") autofocus=true/>
            <SubmitButton pending=underway(action) size=Size::Large class="btn-wide">"Confirm with password"</SubmitButton>
        </ActionForm>
    }
}

#[component]
fn ByCode(first: bool) -> impl IntoView {
    let action = ServerAction::<ProveIt>::new();
    let error = action_error(action);
    let kind = if first { Kind::Primary } else { Kind::Secondary };
    view! {
        <ActionForm action attr:class="form">
            <FormError error/>
            <NextField/>
            <TextField
                name="code"
                label="Code"
                help="From your authenticator app, or a backup code."
                autocomplete="one-time-code"
                error=field_error(error, "code")
                maxlength=20
                required=true
            />
            <SubmitButton pending=underway(action) kind size=Size::Large class="btn-wide">"Confirm with a code"</SubmitButton>
        </ActionForm>
    }
}

/// For an account that has neither password nor code: a new sign-in is the proof.
#[component]
fn Anew() -> impl IntoView {
    let action = ServerAction::<SignOut>::new();
    view! {
        <p>"Your account has no password. Sign out and in again, the way you usually do; then you have ten minutes."</p>
        <ActionForm action attr:class="form">
            <SubmitButton pending=underway(action) size=Size::Large class="btn-wide">"Sign out to sign in again"</SubmitButton>
        </ActionForm>
    }
}
