//! The name of the workspace.

use leptos::prelude::*;

use super::{super::success::on_success, SectionError};
use crate::{
    app::layout::current::use_current,
    ui::{FormActions, Kind, SettingsSection, SubmitButton, TextField, action_error, field_error, use_toasts},
    workspaces::{rpc::RenameWorkspace, types::MAX_NAME},
};

/// The section "General".
#[component]
pub fn General() -> impl IntoView {
    let (current, toasts) = (use_current(), use_toasts());
    let open = current.get_untracked();
    let action = ServerAction::<RenameWorkspace>::new();
    let error = action_error(action);
    on_success(action, move |version| {
        let version = *version;
        current.update(|open| open.version = version);
        current.refresh();
        toasts.success("Name saved");
    });
    view! {
        <SettingsSection title="General" about="How the workspace is called in the dashboard and in mails.">
            <ActionForm action attr:class="form">
                <SectionError error/>
                <input type="hidden" name="workspace" value=open.id.to_string()/>
                <input type="hidden" name="version" value=current.read(|open| open.version)/>
                <TextField
                    name="name"
                    label="Name"
                    value=open.name
                    error=field_error(error, "name")
                    required=true
                    maxlength=MAX_NAME
                    autocomplete="organization"
                />
                <FormActions>
                    <SubmitButton kind=Kind::Secondary pending=action.pending()>"Save name"</SubmitButton>
                </FormActions>
            </ActionForm>
        </SettingsSection>
    }
}
