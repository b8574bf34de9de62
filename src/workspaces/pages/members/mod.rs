//! The members of a workspace and the invitations that wait.

mod invite;
mod leave;
mod pending;
mod row;

use leptos::{ev, html, prelude::*};
use leptos_meta::Title;

use self::{
    invite::InviteForm,
    leave::Leave,
    pending::PendingInvitations,
    row::{MemberActions, MemberRow},
};
use super::success::on_success;
use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::permission::Permission,
    page,
    ui::{
        ButtonLink, Column, Dialog, EmptyState, FormError, Kind, PageBody, PageHeader, Skeleton, SkeletonShape, Table,
        action_error, ready, use_toasts,
    },
    workspaces::{
        rpc::{ChangeRole, RemoveMember, read_team},
        types::Team,
    },
};

pub use invite::InviteRoute;
pub(super) use row::open_if_closed;

page!(
    /// `/w/{handle}/members`
    pub MembersRoute, Members
);

#[component]
fn Members() -> impl IntoView {
    let open = use_workspace();
    let toasts = use_toasts();
    let id = open.id;
    let team = Resource::new(move || id, read_team);
    let retry = Callback::new(move |()| team.refetch());
    let count = move || team.get().and_then(Result::ok).map(|team| team.members.len() as u64);
    let actions =
        MemberActions { change: ServerAction::<ChangeRole>::new(), remove: ServerAction::<RemoveMember>::new() };
    on_success(actions.change, move |()| {
        toasts.success("Role changed");
        team.refetch();
    });
    on_success(actions.remove, move |()| {
        toasts.success("Member removed");
        team.refetch();
    });
    let may_manage = open.can(Permission::ManageMembers);
    let invited = Callback::new(move |()| team.refetch());
    view! {
        <Title text="Members"/>
        <PageBody>
            <Transition fallback=|| view! { <PageHeader title="Members"/> }>
                <PageHeader
                    title="Members"
                    about=Some("Who works in this workspace, and what each of them may do.".to_owned())
                    count=Signal::derive(count)
                    actions=move || may_manage.then(|| view! { <RolesLink/> <InviteButton invited/> })
                />
            </Transition>
            <FormError error=action_error(actions.change)/>
            <FormError error=action_error(actions.remove)/>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Rows/> }>
                {move || Suspend::new(async move {
                    match team.await {
                        Ok(team) => view! { <TeamView team actions changed=retry/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </PageBody>
    }
}

#[component]
fn TeamView(team: Team, actions: MemberActions, changed: Callback<()>) -> impl IntoView {
    let open = use_workspace();
    let columns = vec![Column::text("Name"), Column::text("Role"), Column::text("Since"), Column::quiet("Actions")];
    let rows = team
        .members
        .into_iter()
        .map(|member| {
            let givable = team.givable.clone();
            view! { <MemberRow member givable actions/> }
        })
        .collect::<Vec<_>>();
    let owner = open.role == crate::kernel::permission::Role::Owner;
    let alone = rows.len() == 1 && team.invitations.is_empty() && open.can(Permission::ManageMembers);
    view! {
        <Table caption="Members" columns>{rows}</Table>
        {alone.then(|| view! { <Alone/> })}
        {open.can(Permission::ManageMembers).then(|| view! {
            <PendingInvitations invitations=team.invitations changed/>
        })}
        {(!owner).then(|| view! { <Leave/> })}
    }
}

/// Nobody else is here and nobody is invited.
#[component]
fn Alone() -> impl IntoView {
    let invite = use_workspace().path("members/invite");
    view! {
        <div class="card">
            <EmptyState
                icon=icondata_lu::LuUsers
                title="You work here alone"
                about="Invite the people you work with: each gets a role that says what they may see and change."
            >
                <ButtonLink href=invite icon=icondata_lu::LuUserPlus>"Invite somebody"</ButtonLink>
            </EmptyState>
        </div>
    }
}

/// The way to the roles.
#[component]
fn RolesLink() -> impl IntoView {
    let roles = use_workspace().path("settings/roles");
    view! { <ButtonLink href=roles icon=icondata_lu::LuUserCog>"Roles"</ButtonLink> }
}

/// A link to the form; once the page can react, the form opens in a window instead.
#[component]
fn InviteButton(invited: Callback<()>) -> impl IntoView {
    let workspace = use_workspace();
    let shown = RwSignal::new(false);
    let ready = ready();
    let clicked = move |event: ev::MouseEvent| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key());
        if ready.get_untracked() && plain {
            event.prevent_default();
            shown.set(true);
        }
    };
    let done = Callback::new(move |()| {
        shown.set(false);
        invited.run(());
    });
    let form = NodeRef::<html::Div>::new();
    view! {
        <ButtonLink
            href=workspace.path("members/invite")
            kind=Kind::Primary
            icon=icondata_lu::LuUserPlus
            on:click=clicked
        >
            "Invite member"
        </ButtonLink>
        <Dialog
            id="invite"
            open=shown
            title="Invite a member"
            about=Some("They get a mail with a link that works for 7 days.".to_owned())
        >
            <div node_ref=form>
                <Show when=move || shown.get()>
                    <InviteForm done/>
                </Show>
            </div>
        </Dialog>
    }
}
