//! `/sign-in/code`: the second step of a sign-in, a code of the authenticator app or a backup code.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::door::{Door, Ended, Way};
use crate::{
    accounts::rpc::second_step::{EnterCode, look_at_second_step},
    kernel::AppError,
    page,
    ui::*,
};

page!(
    /// `/sign-in/code`.
    pub SecondStepRoute, SecondStepPage
);

const WAYS: &[Way] = &[("/sign-in", "Sign in")];

#[component]
fn SecondStepPage() -> impl IntoView {
    let step = Resource::new(|| (), |()| look_at_second_step());
    view! {
        <Door title="One more step" icon=icondata_lu::LuShieldCheck>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {move || Suspend::new(async move {
                    match step.await {
                        Ok(()) => view! { <CodeForm/> }.into_any(),
                        Err(error) => view! { <Ended title="This sign-in has ended" error ways=WAYS/> }.into_any(),
                    }
                })}
            </Suspense>
        </Door>
    }
}

#[component]
fn CodeForm() -> impl IntoView {
    let action = ServerAction::<EnterCode>::new();
    let error = action_error(action);
    let query = use_query_map();
    let backup = Memo::new(move |_| query.with(|query| query.get("with").as_deref() == Some("backup")));
    let field = move || match backup.get() {
        true => view! { <BackupField error/> }.into_any(),
        false => view! { <AppField error/> }.into_any(),
    };
    let over = move || error.with(|error| matches!(error, Some(AppError::Gone(_))));
    view! {
        <ActionForm action attr:class="form">
            <FormError error/>
            {field}
            <SubmitButton pending=underway(action) size=Size::Large class="btn-wide">"Sign in"</SubmitButton>
        </ActionForm>
        {move || over().then(|| view! { <ButtonLink href="/sign-in">"Begin again"</ButtonLink> })}
        <Others backup/>
    }
}

#[component]
fn AppField(error: Signal<Option<AppError>>) -> impl IntoView {
    view! {
        <TextField
            name="code"
            label="Code"
            help="Six digits, as your authenticator app shows them now."
            inputmode="numeric"
            autocomplete="one-time-code"
            error=field_error(error, "code")
            maxlength=12
            required=true
            autofocus=true
        />
    }
}

#[component]
fn BackupField(error: Signal<Option<AppError>>) -> impl IntoView {
    view! {
        <TextField
            name="code"
            label="Backup code"
            help="One of the ten that you kept when you set this up. Each works once."
            placeholder="k7mq2-zt4wn"
            autocomplete="off"
            error=field_error(error, "code")
            maxlength=20
            required=true
            autofocus=true
        />
    }
}

/// The way to the other kind of code, and out.
#[component]
fn Others(backup: Memo<bool>) -> impl IntoView {
    let other = move || match backup.get() {
        true => view! { <a class="link" href="/sign-in/code">"Use a code of your app"</a> },
        false => view! { <a class="link" href="/sign-in/code?with=backup">"Use a backup code"</a> },
    };
    view! {
        <p class="text-muted">
            "No phone at hand? " {other} ". Wrong account? " <a class="link" href="/sign-in">"Sign in again"</a>
        </p>
    }
}
