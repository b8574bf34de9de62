//! `/forgot-password`: asks for a link to choose a new password.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::door::{DevelopmentMails, Door};
use crate::{
    accounts::rpc::{ForgotPassword, typed::Typed, waiting_for},
    page,
    ui::*,
};

page!(
    /// `/forgot-password`.
    pub ForgotPasswordRoute, ForgotPasswordPage
);

#[component]
fn ForgotPasswordPage() -> impl IntoView {
    let query = use_query_map();
    let sent = Memo::new(move |_| query.with(|query| query.get("sent").is_some()));
    view! {
        <Door title="Choose a new password" icon=icondata_lu::LuKeyRound>
            {move || match sent.get() {
                true => view! { <Sent/> }.into_any(),
                false => view! { <ForgotForm/> }.into_any(),
            }}
            <p class="text-muted">
                "You remember it? " <a class="link" href="/sign-in">"Sign in"</a>
            </p>
        </Door>
    }
}

#[component]
fn ForgotForm() -> impl IntoView {
    let action = ServerAction::<ForgotPassword>::new();
    let error = action_error(action);
    let typed = Typed::read();
    view! {
        <p class="text-muted">"Enter the address of your account. We send a link by which you choose a new password."</p>
        <ActionForm action attr:class="form">
            <FormError error/>
            <TextField
                name="email"
                label="E-mail address"
                type_="email"
                autocomplete="username"
                inputmode="email"
                value=typed.text("email")
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
                "If there is an account with this address, a mail with a link is on its way to it. The link works for 30 minutes."
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
            <a class="link" href="/forgot-password">"try another address"</a> "."
        </p>
    }
}
