//! Invitations that wait: sent again, taken back.

use leptos::prelude::*;

use super::super::success::on_success;
use crate::{
    app::layout::current::use_workspace,
    kernel::time::now,
    ui::{
        Badge, Cell, Column, FormError, Kind, Row, Size, SubmitButton, Table, Tone, When, action_error, exactly,
        use_toasts,
    },
    workspaces::{
        rpc::{ResendInvitation, RevokeInvitation},
        types::Invitation,
    },
};

/// The table of waiting invitations; nothing when none waits.
#[component]
pub fn PendingInvitations(invitations: Vec<Invitation>, changed: Callback<()>) -> impl IntoView {
    let toasts = use_toasts();
    let (resend, revoke) = (ServerAction::<ResendInvitation>::new(), ServerAction::<RevokeInvitation>::new());
    on_success(resend, move |()| {
        toasts.success("Invitation sent again");
        changed.run(());
    });
    on_success(revoke, move |()| {
        toasts.success("Invitation taken back");
        changed.run(());
    });
    if invitations.is_empty() {
        return ().into_any();
    }
    let columns = vec![
        Column::text("Address"),
        Column::text("Role"),
        Column::text("Sent"),
        Column::text("State"),
        Column::quiet("Actions"),
    ];
    let rows =
        invitations.into_iter().map(|invitation| view! { <PendingRow invitation resend revoke/> }).collect_view();
    view! {
        <section class="flex flex-col gap-3" aria-labelledby="waiting">
            <h2 class="text-lg" id="waiting">"Waiting for an answer"</h2>
            <FormError error=action_error(resend)/>
            <FormError error=action_error(revoke)/>
            <Table caption="Invitations that wait" columns>{rows}</Table>
        </section>
    }
    .into_any()
}

#[component]
fn PendingRow(
    invitation: Invitation,
    resend: ServerAction<ResendInvitation>,
    revoke: ServerAction<RevokeInvitation>,
) -> impl IntoView {
    let workspace = use_workspace().id;
    let Invitation { id, email, post, invited_by, sent_at, expires_at, expired } = invitation;
    let days = (expires_at - now()).num_hours().max(0) / 24 + 1;
    let state = match (expired, days) {
        (true, _) => view! { <Badge tone=Tone::Warning dot=true>"Expired"</Badge> }.into_any(),
        (_, 1) => view! { <Badge dot=true>"1 day left"</Badge> }.into_any(),
        _ => view! { <Badge dot=true>{format!("{days} days left")}</Badge> }.into_any(),
    };
    let until = format!("Until {}", exactly(expires_at));
    let by = invited_by.map(|name| format!(" by {name}")).unwrap_or_default();
    let sending = move || resend.pending().get() && resend.input().get().is_some_and(|input| input.invitation == id);
    let revoking = move || revoke.pending().get() && revoke.input().get().is_some_and(|input| input.invitation == id);
    let ids = move || {
        view! {
            <input type="hidden" name="workspace" value=workspace.to_string()/>
            <input type="hidden" name="invitation" value=id.to_string()/>
        }
    };
    view! {
        <Row>
            <Cell main=true><span class="break-all">{email.clone()}</span></Cell>
            <Cell label="Role">{post.label}</Cell>
            <Cell label="Sent">
                <span class="text-muted"><When at=sent_at/> {by}</span>
            </Cell>
            <Cell label="State"><span title=until>{state}</span></Cell>
            <Cell>
                <span class="flex gap-2 md:justify-end">
                    <ActionForm action=resend>
                        {ids()}
                        <SubmitButton kind=Kind::Secondary size=Size::Small pending=Signal::derive(sending)>
                            "Send again"
                        </SubmitButton>
                    </ActionForm>
                    <ActionForm action=revoke>
                        {ids()}
                        <SubmitButton kind=Kind::DangerQuiet size=Size::Small pending=Signal::derive(revoking)>
                            "Take back"
                        </SubmitButton>
                    </ActionForm>
                </span>
            </Cell>
        </Row>
    }
}
