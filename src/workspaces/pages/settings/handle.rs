//! The handle of the workspace.

use leptos::prelude::*;

use super::{
    super::{handle_field::HandleField, success::on_success},
    SectionError,
};
use crate::{
    app::layout::current::use_workspace,
    ui::{FormActions, Kind, SettingsSection, SubmitButton, action_error, field_error, use_toasts},
    workspaces::{rpc::ChangeHandle, types::REDIRECT_DAYS},
};

/// The section "Handle".
#[component]
pub fn HandleSection() -> impl IntoView {
    let (open, toasts) = (use_workspace(), use_toasts());
    let action = ServerAction::<ChangeHandle>::new();
    let error = action_error(action);
    on_success(action, move |()| toasts.success("Handle changed"));
    let about = format!(
        "The address of your public pages. When you change it, the old one leads to the new one for {REDIRECT_DAYS} days; \
         after that somebody else can have it."
    );
    view! {
        <SettingsSection title="Handle" about>
            <ActionForm action attr:class="form">
                <SectionError error/>
                <input type="hidden" name="workspace" value=open.id.to_string()/>
                <HandleField
                    workspace=Some(open.id)
                    value=open.handle
                    origin=open.origin
                    help=Some("3 to 30 of the letters a to z, digits, - and _.".to_owned())
                    error=field_error(error, "handle")
                />
                <FormActions>
                    <SubmitButton kind=Kind::Secondary pending=action.pending()>"Change handle"</SubmitButton>
                </FormActions>
            </ActionForm>
        </SettingsSection>
    }
}
