//! Leaving a workspace.

use leptos::prelude::*;

use super::row::open_if_closed;
use crate::{
    app::layout::current::use_workspace,
    ui::{Button, ConfirmDialog, FormError, Kind, LastCard, action_error, underway},
    workspaces::rpc::LeaveWorkspace,
};

/// For everybody but the owner.
#[component]
pub fn Leave() -> impl IntoView {
    let open = use_workspace();
    let shown = RwSignal::new(false);
    let action = ServerAction::<LeaveWorkspace>::new();
    view! {
        <FormError error=action_error(action)/>
        <LastCard about="You no longer work here? You can come back with an invitation only.">
            <Button
                kind=Kind::DangerQuiet
                attr:command="show-modal"
                attr:commandfor="leave"
                on_click=move |()| open_if_closed(shown)
            >
                "Leave workspace"
            </Button>
        </LastCard>
        <ActionForm action attr:id="leave-form" attr:class="hidden">
            <input type="hidden" name="workspace" value=open.id.to_string()/>
        </ActionForm>
        <ConfirmDialog
            id="leave"
            open=shown
            title=format!("Leave {}?", open.name)
            lost="You lose access to its sites, contacts and numbers at once. What you made stays with the workspace."
            action="Leave workspace"
            form="leave-form"
            pending=underway(action)
        />
    }
}
