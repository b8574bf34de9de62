//! Setting it up: what it is, then the QR code and the first code.

use leptos::prelude::*;

use super::Actions;
use crate::ui::*;

/// Nothing is set up.
#[component]
pub(super) fn Off(actions: Actions) -> impl IntoView {
    view! {
        <section class="card" aria-label="Set up">
            <div class="card-body flex flex-col items-start gap-4">
                <FormError error=action_error(actions.start)/>
                <p>
                    "You need an authenticator app on your phone or computer, for example one that keeps your passwords. It shows a
                    new code every 30 seconds. Every other device will be signed out."
                </p>
                <ActionForm action=actions.start>
                    <SubmitButton pending=actions.start.pending()>"Set up two-factor sign-in"</SubmitButton>
                </ActionForm>
            </div>
        </section>
    }
}

/// The app is being set up.
#[component]
pub(super) fn Pending(key: String, address: String, picture: String, actions: Actions) -> impl IntoView {
    let spaced = key.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    view! {
        <section class="card" aria-labelledby="scan">
            <div class="card-body flex flex-col gap-4 sm:flex-row sm:gap-6">
                <img class="size-48 flex-none self-center rounded-lg bg-white" src=picture alt="QR code for your authenticator app"/>
                <div class="flex min-w-0 flex-col gap-3">
                    <h2 class="text-base" id="scan">"1. Add it to your app"</h2>
                    <p>"Scan the code with your authenticator app. On this device, "
                        <a class="link" href=address rel="external">"open the app"</a> " instead."</p>
                    <p class="text-muted">"It cannot be scanned? Type this key into the app:"</p>
                    <p class="flex flex-wrap items-center gap-2">
                        <code class="break-all font-mono" data-key=key.clone()>{spaced}</code>
                        <CopyButton text=key label="Copy key"/>
                    </p>
                </div>
            </div>
        </section>
        <FirstCode actions/>
    }
}

#[component]
fn FirstCode(actions: Actions) -> impl IntoView {
    let error = action_error(actions.confirm);
    view! {
        <section class="card" aria-labelledby="first">
            <div class="card-body flex flex-col gap-4">
                <h2 class="text-base" id="first">"2. Enter the code that it shows"</h2>
                <ActionForm action=actions.confirm attr:class="form">
                    <FormError error/>
                    <div class="max-w-60">
                        <TextField
                            name="code"
                            label="Code"
                            help="Six digits; a new one every 30 seconds."
                            inputmode="numeric"
                            autocomplete="one-time-code"
                            error=field_error(error, "code")
                            maxlength=12
                            required=true
                        />
                    </div>
                    <FormActions>
                        <SubmitButton pending=actions.confirm.pending()>"Turn it on"</SubmitButton>
                        <Button type_="submit" form="stop-set-up" kind=Kind::Ghost pending=actions.disable.pending()>
                            "Do not set it up"
                        </Button>
                    </FormActions>
                </ActionForm>
                <ActionForm action=actions.disable attr:id="stop-set-up" attr:class="hidden">""</ActionForm>
            </div>
        </section>
    }
}
