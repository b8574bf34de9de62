//! What the workspace asks of its members' sign-in.

use leptos::prelude::*;

use super::{super::success::on_success, SectionError};
use crate::{
    app::layout::current::use_current,
    kernel::AppError,
    ui::{FormActions, Kind, SettingsSection, SubmitButton, Switch, action_error, use_toasts},
    workspaces::rpc::RequireTwoFactor,
};

/// The section "Sign-in".
#[component]
pub fn SignInSection() -> impl IntoView {
    let (current, toasts) = (use_current(), use_toasts());
    let open = current.get_untracked();
    let action = ServerAction::<RequireTwoFactor>::new();
    let error = action_error(action);
    on_success(action, move |()| {
        current.refresh();
        toasts.success("Sign-in rule saved");
    });
    let missing = move || error.with(|error| matches!(error, Some(AppError::OneFactor)));
    view! {
        <SettingsSection title="Sign-in" about="What members need to get in. Whoever lacks it is led to set it up first.">
            <ActionForm action attr:class="form">
                <SectionError error/>
                {move || missing().then(|| view! {
                    <a class="link" href="/account/security/two-factor">"Set up two-factor sign-in for yourself first"</a>
                })}
                <input type="hidden" name="workspace" value=open.id.to_string()/>
                <Switch
                    name="required"
                    label="Members must use two-factor sign-in"
                    help="A code of their phone besides the password, or a passkey."
                    checked=open.two_factor_required
                />
                <FormActions>
                    <SubmitButton kind=Kind::Secondary pending=action.pending()>"Save sign-in rule"</SubmitButton>
                </FormActions>
            </ActionForm>
        </SettingsSection>
    }
}
