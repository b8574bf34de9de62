//! `/sign-in/mail`: asks for a link that signs in.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::door::{DevelopmentMails, Door, NextField, door_path, first_email};
use crate::{
    accounts::rpc::{links::AskSignInLink, typed::Typed, waiting_for},
    page,
    ui::*,
};

page!(
    /// `/sign-in/mail`.
    pub SignInMailRoute, SignInMailPage
);

#[component]
fn SignInMailPage() -> impl IntoView {
    let query = use_query_map();
    let sent = Memo::new(move |_| query.with(|query| query.get("sent").is_some()));
    view! {
        <Door title="Sign in by mail" icon=icondata_lu::LuMail>
            {move || match sent.get() {
                true => view! { <Sent/> }.into_any(),
                false => view! { <AskForm/> }.into_any(),
            }}
            <p class="text-muted">
                "You have your password? " <a class="link" href=door_path("/sign-in")>"Sign in with it"</a>
            </p>
        </Door>
    }
}

#[component]
fn AskForm() -> impl IntoView {
    let action = ServerAction::<AskSignInLink>::new();
    let error = action_error(action);
    let typed = Typed::read();
    view! {
        <p class="text-muted">"Enter the address of your account. We send a link that signs you in, without your password."</p>
        <ActionForm action attr:class="form">
            <FormError error/>
            <NextField/>
            <TextField
                name="email"
                label="E-mail address"
                type_="email"
                autocomplete="username"
                inputmode="email"
                value=first_email(&typed)
                error=field_error(error, "email")
                required=true
                autofocus=true
            />
            <SubmitButton pending=action.pending() size=Size::Large class="btn-wide">"Send the link"</SubmitButton>
        </ActionForm>
    }
}

#[component]
fn Sent() -> impl IntoView {
    let waiting = Resource::new(|| (), |()| waiting_for());
    view! {
        <div class="flex flex-col gap-4" role="status">
            <p class="text-lg text-balance">
                "If there is an account with this address, a mail with a link is on its way to it. The link works for 15 minutes."
            </p>
        </div>
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                let mails = waiting.await.unwrap_or_default().mails;
                view! { <DevelopmentMails mails/> }
            })}
        </Suspense>
        <p class="text-muted">
            "Nothing there? Look into the spam folder, or "
            <a class="link" href="/sign-in/mail">"try another address"</a> "."
        </p>
    }
}
