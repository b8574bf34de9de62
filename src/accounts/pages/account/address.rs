//! The section "E-mail address": the one that counts, and a new one that waits.

use leptos::prelude::*;

use crate::{
    accounts::{
        rpc::profile::{AskAddress, CancelAddress},
        types::profile::{UNDO_DAYS, WaitingAddress},
    },
    ui::*,
};

/// The address, and how to change it.
#[component]
pub fn Address(
    /// The address now.
    email: String,
    /// The one that waits.
    waiting: Option<WaitingAddress>,
    /// Something was changed.
    changed: Callback<()>,
) -> impl IntoView {
    let action = ServerAction::<AskAddress>::new();
    let error = action_error(action);
    Effect::new(move |_| {
        if let Some(Ok(())) = action.value().get() {
            changed.run(());
        }
    });
    let help = format!(
        "We send a link to the new address, and nothing changes before it is opened. The old address is told and can take \
         the change back for {UNDO_DAYS} days."
    );
    view! {
        <div class="form">
            <p>"Now: " <strong class="break-all font-medium">{email}</strong></p>
            {waiting.map(|waiting| view! { <Waiting waiting changed/> })}
            <ActionForm action attr:class="form">
                <FormError error/>
                <TextField
                    name="email"
                    label="New e-mail address"
                    type_="email"
                    help=Some(help)
                    error=field_error(error, "email")
                    required=true
                    maxlength=254usize
                    autocomplete="email"
                />
                <PasswordField name="password" label="Your password" error=field_error(error, "password")/>
                <FormActions>
                    <SubmitButton kind=Kind::Secondary pending=action.pending()>"Change address"</SubmitButton>
                </FormActions>
            </ActionForm>
        </div>
    }
}

#[component]
fn Waiting(waiting: WaitingAddress, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<CancelAddress>::new();
    Effect::new(move |_| {
        if let Some(Ok(())) = action.value().get() {
            changed.run(());
        }
    });
    view! {
        <Alert tone=Tone::Info title=format!("Open the mail to {} to confirm it.", waiting.email)>
            <p>"The link works until " <When at=waiting.expires_at show=TimeForm::Exact/> "."</p>
            <ActionForm action attr:class="mt-2">
                <SubmitButton size=Size::Small kind=Kind::Secondary pending=action.pending()>"Keep the old address"</SubmitButton>
            </ActionForm>
        </Alert>
    }
}
