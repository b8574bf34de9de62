//! One member: who, role, since when, and what can be done about it.

use leptos::prelude::*;

use crate::{
    app::layout::current::use_workspace,
    kernel::permission::Role,
    ui::{Avatar, Badge, Button, Cell, ConfirmDialog, Kind, Row, Size, SubmitButton, TimeForm, Tone, When, ready},
    workspaces::{
        rpc::{ChangeRole, RemoveMember},
        types::{Member, roles::Post},
    },
};

/// The actions that all rows share, so that an answer is shown once.
#[derive(Clone, Copy)]
pub struct MemberActions {
    /// Changes a role.
    pub change: ServerAction<ChangeRole>,
    /// Removes a member.
    pub remove: ServerAction<RemoveMember>,
}

/// A row of the table of members.
#[component]
pub fn MemberRow(
    /// Who.
    member: Member,
    /// The roles that can be given.
    givable: Vec<Post>,
    /// What the row does.
    actions: MemberActions,
) -> impl IntoView {
    // Who holds more than one can give is somebody else's to change.
    let reachable = givable.iter().any(|post| post.value == member.post.value);
    let manageable = reachable && member.role != Role::Owner && !member.me;
    let joined = member.joined_at;
    let who = member.clone();
    let role = if manageable {
        view! { <RoleForm member=member.clone() givable actions/> }.into_any()
    } else {
        view! { <span title=member.post.about.clone()>{member.post.label.clone()}</span> }.into_any()
    };
    view! {
        <Row>
            <Cell main=true><Who member=who/></Cell>
            <Cell label="Role">{role}</Cell>
            <Cell label="Since">
                <span class="text-muted"><When at=joined show=TimeForm::Day/></span>
            </Cell>
            <Cell>{manageable.then(|| view! { <Remove member actions/> })}</Cell>
        </Row>
    }
}

#[component]
fn Who(member: Member) -> impl IntoView {
    let name = member.name.clone();
    view! {
        <span class="flex min-w-0 items-center gap-3">
            <Avatar name=member.name src=member.avatar.unwrap_or_default()/>
            <span class="min-w-0">
                <span class="flex flex-wrap items-center gap-2">
                    <span class="font-medium" dir="auto">{name}</span>
                    {member.me.then(|| view! { <Badge tone=Tone::Accent>"You"</Badge> })}
                </span>
                <span class="block text-sm font-normal break-all text-muted">{member.email}</span>
            </span>
        </span>
    }
}

/// Another role is chosen first and saved then. Before the page can react the button is always there.
#[component]
fn RoleForm(member: Member, givable: Vec<Post>, actions: MemberActions) -> impl IntoView {
    let workspace = use_workspace().id;
    let ready = ready();
    let (id, now) = (member.id, member.post.clone());
    let chosen = RwSignal::new(now.value.clone());
    let pending =
        move || actions.change.pending().get() && actions.change.input().get().is_some_and(|input| input.member == id);
    let before = now.value.clone();
    let hidden = move || ready.get() && chosen.with(|chosen| *chosen == before);
    let options = givable.into_iter().map(move |one| {
        let selected = one.value == now.value;
        view! { <option value=one.value selected=selected title=one.about>{one.label}</option> }
    });
    view! {
        <ActionForm action=actions.change attr:class="flex items-center gap-2 max-md:flex-row-reverse">
            <input type="hidden" name="workspace" value=workspace.to_string()/>
            <input type="hidden" name="member" value=id.to_string()/>
            <select
                name="role"
                class="input input-sm !w-auto"
                aria-label=format!("Role of {}", member.name)
                on:change=move |event| chosen.set(event_target_value(&event))
            >
                {options.collect_view()}
            </select>
            <span class:invisible=hidden>
                <SubmitButton size=Size::Small pending=Signal::derive(pending)>"Save role"</SubmitButton>
            </span>
        </ActionForm>
    }
}

/// Opens the window in browsers that do not know the `command` attribute; the others have opened it by then.
pub fn open_if_closed(shown: RwSignal<bool>) {
    request_animation_frame(move || _ = shown.try_set(true));
}

#[component]
fn Remove(member: Member, actions: MemberActions) -> impl IntoView {
    let open = use_workspace();
    let shown = RwSignal::new(false);
    let (dialog, form) = (format!("remove-{}", member.id), format!("remove-form-{}", member.id));
    let name = member.name.clone();
    let lost = format!(
        "{} loses access to {} at once. What they made stays. You can invite them again later.",
        member.name, open.name
    );
    view! {
        <span class="flex justify-end">
            <Button
                kind=Kind::DangerQuiet
                size=Size::Small
                attr:command="show-modal"
                attr:commandfor=dialog.clone()
                attr:aria-label=format!("Remove {name}")
                on_click=move |()| open_if_closed(shown)
            >
                "Remove"
            </Button>
        </span>
        <ActionForm action=actions.remove attr:id=form.clone() attr:class="hidden">
            <input type="hidden" name="workspace" value=open.id.to_string()/>
            <input type="hidden" name="member" value=member.id.to_string()/>
        </ActionForm>
        <ConfirmDialog
            id=dialog
            open=shown
            title=format!("Remove {name} from {}?", open.name)
            lost
            action="Remove member"
            form
            pending=actions.remove.pending()
        />
    }
}
