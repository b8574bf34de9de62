//! Handing the workspace over to a member; the owner alone sees it.

use leptos::prelude::*;

use super::super::success::on_success;
use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::AppError,
    ui::{
        Alert, FormActions, FormError, Kind, PasswordField, SelectField, SelectOption, SettingsSection, Size, Skeleton,
        SkeletonShape, SubmitButton, TimeForm, Tone, When, action_error, field_error, use_toasts,
    },
    workspaces::{
        rpc::{
            owners::{CancelOwnership, OfferOwnership, waiting_ownership},
            read_team,
        },
        types::{
            Member,
            owners::{Offer, TRANSFER_DAYS},
        },
    },
};

/// The section "Owner".
#[component]
pub fn OwnershipSection() -> impl IntoView {
    let id = use_workspace().id;
    let state = Resource::new(move || id, load);
    let changed = Callback::new(move |()| state.refetch());
    let about =
        format!("Hand the workspace over to a member. They accept within {TRANSFER_DAYS} days; you stay as an admin.");
    async fn load(id: crate::kernel::id::WorkspaceId) -> Result<(Vec<Member>, Option<Offer>), AppError> {
        let team = read_team(id).await?;
        Ok((team.members, waiting_ownership(id).await?))
    }
    view! {
        <SettingsSection title="Owner" about>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form count=2/> }>
                {move || Suspend::new(async move {
                    match state.await {
                        Ok((members, offer)) => view! { <Handover members offer changed/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry=changed/> }.into_any(),
                    }
                })}
            </Transition>
        </SettingsSection>
    }
}

#[component]
fn Handover(members: Vec<Member>, offer: Option<Offer>, changed: Callback<()>) -> impl IntoView {
    let (open, toasts) = (use_workspace(), use_toasts());
    let action = ServerAction::<OfferOwnership>::new();
    let error = action_error(action);
    on_success(action, move |()| {
        toasts.success("Offer sent");
        changed.run(());
    });
    let others: Vec<_> = members
        .into_iter()
        .filter(|member| !member.me)
        .map(|member| SelectOption::new(member.id.to_string(), format!("{} ({})", member.name, member.email)))
        .collect();
    if others.is_empty() {
        return view! { <p class="text-muted">"Invite somebody first: only a member can become the owner."</p> }
            .into_any();
    }
    view! {
        <div class="form">
            {offer.map(|offer| view! { <Waiting offer changed/> })}
            <ActionForm action attr:class="form">
                <FormError error/>
                <input type="hidden" name="workspace" value=open.id.to_string()/>
                <SelectField
                    name="member"
                    label="New owner"
                    options=others
                    nothing="Choose a member"
                    required=true
                    error=field_error(error, "member")
                />
                <PasswordField name="password" label="Your password" error=field_error(error, "password")/>
                <FormActions>
                    <SubmitButton kind=Kind::Secondary pending=action.pending()>"Offer the workspace"</SubmitButton>
                </FormActions>
            </ActionForm>
        </div>
    }
    .into_any()
}

#[component]
fn Waiting(offer: Offer, changed: Callback<()>) -> impl IntoView {
    let (id, toasts) = (use_workspace().id, use_toasts());
    let action = ServerAction::<CancelOwnership>::new();
    on_success(action, move |()| {
        toasts.success("Offer taken back");
        changed.run(());
    });
    view! {
        <Alert tone=Tone::Info title=format!("{} has been asked to become the owner.", offer.to)>
            <p>"The offer can be accepted until " <When at=offer.expires_at show=TimeForm::Exact/> ". A new offer replaces it."</p>
            <ActionForm action attr:class="mt-2">
                <input type="hidden" name="workspace" value=id.to_string()/>
                <SubmitButton size=Size::Small kind=Kind::Secondary pending=action.pending()>"Take the offer back"</SubmitButton>
            </ActionForm>
        </Alert>
    }
}
