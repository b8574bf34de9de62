//! Deleting a role: whoever has it gets another one first.

use leptos::prelude::*;

use super::super::{members::open_if_closed, success::on_success};
use crate::{
    app::layout::current::use_workspace,
    ui::{Button, ConfirmDialog, Kind, SelectField, SelectOption, Size, action_error, field_error, use_toasts},
    workspaces::{
        rpc::roles::DeleteRole,
        types::roles::{OwnRole, Post},
    },
};

/// The button and the question behind it.
#[component]
pub fn Delete(
    /// Which role.
    role: OwnRole,
    /// What its holders can get instead.
    others: Vec<Post>,
    /// It is gone.
    changed: Callback<()>,
) -> impl IntoView {
    let (workspace, toasts) = (use_workspace().id, use_toasts());
    let action = ServerAction::<DeleteRole>::new();
    let error = action_error(action);
    on_success(action, move |()| {
        toasts.success("Role deleted");
        changed.run(());
    });
    let shown = RwSignal::new(false);
    let (dialog, form) = (format!("delete-{}", role.id), format!("delete-form-{}", role.id));
    let lost = match role.holders {
        0 => "Nobody has it, so nobody loses anything.".to_owned(),
        1 => "One person has it or is invited with it. Choose what they get instead.".to_owned(),
        count => format!("{count} people have it or are invited with it. Choose what they get instead."),
    };
    let options: Vec<_> = others.into_iter().map(|post| SelectOption::new(post.value, post.label)).collect();
    let held = role.holders > 0;
    let form_id = form.clone();
    view! {
        <Button
            kind=Kind::DangerQuiet
            size=Size::Small
            attr:command="show-modal"
            attr:commandfor=dialog.clone()
            attr:aria-label=format!("Delete {}", role.name)
            on_click=move |()| open_if_closed(shown)
        >
            "Delete"
        </Button>
        <ConfirmDialog
            id=dialog
            open=shown
            title=format!("Delete the role {}?", role.name)
            lost
            action="Delete role"
            form
            pending=action.pending()
            error
        >
            <ActionForm action attr:id=form_id attr:class="form">
                <input type="hidden" name="workspace" value=workspace.to_string()/>
                <input type="hidden" name="role" value=role.id.to_string()/>
                {held.then(|| view! {
                    <SelectField
                        name="replacement"
                        label="New role"
                        options
                        nothing="Choose a role"
                        required=true
                        error=field_error(error, "replacement")
                    />
                })}
            </ActionForm>
        </ConfirmDialog>
    }
}
