//! The section "Password": changed with the old one.

use leptos::prelude::*;

use super::super::new_password::NewPassword;
use crate::{accounts::rpc::profile::ChangePassword as Change, ui::*};

/// The old password and the new one.
#[component]
pub fn ChangePassword(
    /// The person's name, which must not be part of it.
    name: String,
    /// The person's address, likewise.
    email: String,
) -> impl IntoView {
    let (action, toasts) = (ServerAction::<Change>::new(), use_toasts());
    let error = action_error(action);
    let done = Memo::new(move |_| matches!(action.value().get(), Some(Ok(()))));
    Effect::new(move |_| {
        if done.get() {
            toasts.success("Password changed");
        }
    });
    view! {
        <ActionForm action attr:class="form">
            <FormError error/>
            // Tells password managers whose password this is.
            <input class="sr-only" type="email" autocomplete="username" value=email.clone() readonly tabindex="-1" aria-hidden="true"/>
            <PasswordField name="old" label="Old password" error=field_error(error, "old")/>
            <NewPassword label="New password" name email error=field_error(error, "password")/>
            <FormActions>
                <SubmitButton kind=Kind::Secondary pending=action.pending()>"Change password"</SubmitButton>
                <a class="link" href="/forgot-password">"Forgot the old one?"</a>
            </FormActions>
        </ActionForm>
    }
}
