//! `/register`: a new account with its workspace.

use leptos::prelude::*;

use super::{
    door::{Door, NextField, OnlyStrangers, door_path, first_email},
    new_password::NewPassword,
    providers::OtherWays,
};
use crate::{
    accounts::{
        rpc::{Register, typed::Typed},
        types::NAME_MAX,
    },
    page,
    ui::*,
};

page!(
    /// `/register`.
    pub RegisterRoute, RegisterPage
);

#[component]
fn RegisterPage() -> impl IntoView {
    view! {
        <OnlyStrangers/>
        <Door title="Create your account" about="Your first page can be online in a few minutes.">
            <RegisterForm/>
            <OtherWays/>
            <p class="text-muted">
                "You have an account already? "
                <a class="link" href=door_path("/sign-in")>"Sign in"</a>
            </p>
        </Door>
    }
}

#[component]
fn RegisterForm() -> impl IntoView {
    let action = ServerAction::<Register>::new();
    let error = action_error(action);
    let typed = Typed::read();
    let name = RwSignal::new(typed.text("name"));
    let email = RwSignal::new(first_email(&typed));
    view! {
        <ActionForm action attr:class="form">
            <FormError error/>
            <NextField/>
            <TextField
                name="name"
                label="Your name"
                autocomplete="name"
                bind=name
                error=field_error(error, "name")
                maxlength=NAME_MAX
                required=true
                autofocus=true
            />
            <TextField
                name="email"
                label="E-mail address"
                type_="email"
                autocomplete="username"
                inputmode="email"
                bind=email
                error=field_error(error, "email")
                required=true
            />
            <NewPassword name email error=field_error(error, "password")/>
            <Consents terms=typed.ticked("terms") marketing=typed.ticked("marketing") error=field_error(error, "terms")/>
            <SubmitButton pending=underway(action) size=Size::Large class="btn-wide">"Create account"</SubmitButton>
        </ActionForm>
    }
}

#[component]
pub(super) fn Consents(terms: bool, marketing: bool, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <div class="flex flex-col gap-3">
            <Checkbox name="terms" label="I accept the " checked=terms error required=true>
                <a class="link" href="/terms" target="_blank">"terms"</a>
                " and have read how my "
                <a class="link" href="/privacy" target="_blank">"data is handled"</a>
            </Checkbox>
            <Checkbox name="marketing" label="Send me news about the product by e-mail" checked=marketing/>
        </div>
    }
}
