//! What every page of a workspace says when its owner has deleted it.

use leptos::prelude::*;

use super::current::use_current;
use crate::{
    kernel::permission::Role,
    ui::{Alert, FormError, Kind, SubmitButton, Tone, action_error, day_of, use_toasts},
    workspaces::rpc::owners::RestoreWorkspace,
};

/// The notice, with the way back for the owner.
#[component]
pub fn LeavingNotice() -> impl IntoView {
    let current = use_current();
    let leaving = current.read(|open| open.erase_at);
    move || leaving.get().map(|at| view! { <Notice erased_on=day_of(at)/> })
}

#[component]
fn Notice(erased_on: String) -> impl IntoView {
    let (current, toasts) = (use_current(), use_toasts());
    let open = current.get_untracked();
    let action = ServerAction::<RestoreWorkspace>::new();
    Effect::new(move |_| {
        if let Some(Ok(())) = action.value().get() {
            toasts.success("The workspace stays");
            current.update(|open| open.erase_at = None);
        }
    });
    let back = (open.role == Role::Owner).then(|| {
        view! {
            <ActionForm action attr:class="mt-2">
                <input type="hidden" name="workspace" value=open.id.to_string()/>
                <FormError error=action_error(action)/>
                <SubmitButton kind=Kind::Secondary pending=action.pending()>"Bring the workspace back"</SubmitButton>
            </ActionForm>
        }
    });
    let asks = if back.is_some() { "" } else { " Only the owner can bring it back." };
    view! {
        <div class="px-4 pt-4 sm:px-8">
            <Alert tone=Tone::Danger title=format!("{} will be erased on {erased_on}", open.name)>
                <p>{format!("Its public pages are offline.{asks}")}</p>
                {back}
            </Alert>
        </div>
    }
}
