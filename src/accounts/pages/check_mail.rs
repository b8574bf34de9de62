//! `/check-mail`: after registering, and after signing in with an address that is not confirmed yet.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::door::{DevelopmentMails, Door};
use crate::{
    accounts::{
        rpc::{ResendVerification, typed::Typed, waiting_for},
        types::Waiting,
    },
    page,
    ui::*,
};

page!(
    /// `/check-mail`.
    pub CheckMailRoute, CheckMailPage
);

#[component]
fn CheckMailPage() -> impl IntoView {
    let waiting = Resource::new(|| (), |()| waiting_for());
    view! {
        <Door title="Check your mail" icon=icondata_lu::LuMailOpen>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {move || Suspend::new(async move {
                    let waiting = waiting.await.unwrap_or_default();
                    view! { <Inside waiting/> }
                })}
            </Suspense>
        </Door>
    }
}

#[component]
fn Inside(waiting: Waiting) -> impl IntoView {
    let query = use_query_map();
    let sent = move || query.with(|query| query.get("sent").is_some());
    let Waiting { email, mails } = waiting;
    let unconfirmed = move || query.with(|query| query.get("from").is_some());
    let known = email.clone();
    let about = move || {
        match (unconfirmed(), &known) {
        (true, _) => "Your password is right, but the address is not confirmed yet. Open the link in the mail that you got when you registered, or let us send a new one.".to_owned(),
        (false, Some(email)) => format!("We wrote to {email}. Open the mail and follow the link in it to go on."),
        (false, None) => "Open the mail that we sent you and follow the link in it to go on.".to_owned(),
    }
    };
    view! {
        <div class="flex flex-col gap-4">
            <p class="text-lg text-balance">{about}</p>
            {move || sent().then(|| view! {
                <Alert tone=Tone::Success title="A new link is on its way">"The links sent before stopped working."</Alert>
            })}
            <DevelopmentMails mails/>
        </div>
        <Resend email/>
        <p class="text-muted">
            "A wrong address? " <a class="link" href="/register">"Register again"</a> ". Confirmed already? "
            <a class="link" href="/sign-in">"Sign in"</a>
        </p>
    }
}

/// Sends the link once more: to the known address by one button, otherwise to the one that is typed.
#[component]
fn Resend(email: Option<String>) -> impl IntoView {
    let action = ServerAction::<ResendVerification>::new();
    let error = action_error(action);
    let typed = Typed::read();
    let field = match email {
        Some(email) => view! {
            <p class="text-muted">"Nothing there after a minute? Look into the spam folder, then:"</p>
            <input type="hidden" name="email" value=email/>
        }
        .into_any(),
        None => view! {
            <TextField
                name="email"
                label="E-mail address"
                type_="email"
                autocomplete="email"
                value=typed.text("email")
                error=field_error(error, "email")
                required=true
            />
        }
        .into_any(),
    };
    view! {
        <ActionForm action attr:class="form">
            <FormError error/>
            {field}
            <SubmitButton pending=action.pending() kind=Kind::Secondary class="w-fit">"Send the link again"</SubmitButton>
        </ActionForm>
    }
}
