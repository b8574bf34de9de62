//! Deleting the workspace; the owner alone sees it.

use leptos::prelude::*;

use super::super::success::on_success;
use crate::{
    app::layout::current::use_current,
    ui::{
        FormActions, FormError, Kind, PasswordField, SettingsSection, SubmitButton, TextField, action_error,
        field_error, use_toasts,
    },
    workspaces::{rpc::owners::DeleteWorkspace, types::owners::GRACE_DAYS},
};

/// The section "Delete workspace".
#[component]
pub fn EndingSection() -> impl IntoView {
    let (current, toasts) = (use_current(), use_toasts());
    let open = current.get_untracked();
    let action = ServerAction::<DeleteWorkspace>::new();
    let error = action_error(action);
    on_success(action, move |()| {
        toasts.success("The workspace will be erased");
        current.refresh();
    });
    let about = format!(
        "Its public pages go offline at once. After {GRACE_DAYS} days everything in it is erased for good: sites, pictures, \
         contacts, messages and numbers. Until then you can bring it back."
    );
    let leaving = current.read(|open| open.erase_at.is_some());
    let handle = StoredValue::new(open.handle.clone());
    view! {
        <SettingsSection title="Delete workspace" about>
            {move || match leaving.get() {
                true => view! { <p class="text-muted">"It is being deleted. The notice above brings it back."</p> }.into_any(),
                false => view! {
                    <ActionForm action attr:class="form">
                        <FormError error/>
                        <input type="hidden" name="workspace" value=open.id.to_string()/>
                        <TextField
                            name="handle"
                            label=format!("Type {} to delete it", handle.get_value())
                            error=field_error(error, "handle")
                            required=true
                            autocomplete="off"
                        />
                        <PasswordField name="password" label="Your password" error=field_error(error, "password")/>
                        <FormActions>
                            <SubmitButton kind=Kind::Danger pending=action.pending()>"Delete workspace"</SubmitButton>
                        </FormActions>
                    </ActionForm>
                }
                .into_any(),
            }}
        </SettingsSection>
    }
}
