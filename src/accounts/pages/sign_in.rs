//! `/sign-in`: address and password.

use leptos::prelude::*;

use super::{
    door::{Door, NextField, OnlyStrangers, Or, door_path, first_email},
    providers::OtherWays,
};
use crate::{
    accounts::rpc::{SignIn, typed::Typed},
    page,
    ui::*,
};

page!(
    /// `/sign-in`.
    pub SignInRoute, SignInPage
);

#[component]
fn SignInPage() -> impl IntoView {
    view! {
        <OnlyStrangers/>
        <Door title="Sign in" about="Welcome back.">
            <SignInForm/>
            <Or/>
            <div class="flex flex-col gap-2">
                <OtherWays sign_in=true/>
                <ButtonLink href=door_path("/sign-in/mail") size=Size::Large icon=icondata_lu::LuMail class="btn-wide">
                    "E-mail me a sign-in link"
                </ButtonLink>
            </div>
            <p class="text-muted">
                "New here? "
                <a class="link" href=door_path("/register")>"Create an account"</a>
            </p>
        </Door>
    }
}

#[component]
fn SignInForm() -> impl IntoView {
    let action = ServerAction::<SignIn>::new();
    let error = action_error(action);
    let typed = Typed::read();
    view! {
        <ActionForm action attr:class="form">
            <FormError error/>
            <NextField/>
            <TextField
                name="email"
                label="E-mail address"
                type_="email"
                autocomplete="username webauthn"
                inputmode="email"
                value=first_email(&typed)
                error=field_error(error, "email")
                required=true
                autofocus=true
            />
            <div class="flex flex-col gap-1">
                <PasswordField error=field_error(error, "password")/>
                <a class="link w-fit text-sm" href="/forgot-password">"Forgot your password?"</a>
            </div>
            <Checkbox name="remember" label="Keep me signed in for 30 days" checked=typed.ticked("remember")/>
            <SubmitButton pending=underway(action) size=Size::Large class="btn-wide">"Sign in"</SubmitButton>
        </ActionForm>
    }
}
