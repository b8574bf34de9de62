//! The form that invites somebody: a page of its own, and the content of a window on the list.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_navigate;

use super::super::success::on_success;
use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::{
        AppError,
        permission::{Permission, Role},
    },
    page,
    ui::{
        Card, Choice, FormActions, FormError, PageBody, PageHeader, RadioCards, Skeleton, SkeletonShape, SubmitButton,
        TextField, Width, action_error, field_error, underway, use_toasts,
    },
    workspaces::{
        rpc::{InviteMember, read_team},
        types::roles::Post,
    },
};

page!(
    /// `/w/{handle}/members/invite`
    pub InviteRoute, Invite
);

#[component]
fn Invite() -> impl IntoView {
    let open = use_workspace();
    let members = open.path("members");
    let navigate = use_navigate();
    let list = members.clone();
    let done = Callback::new(move |()| navigate(&list, Default::default()));
    let content = if open.can(Permission::ManageMembers) {
        view! {
            <PageHeader
                title="Invite a member"
                about=Some("They get a mail with a link that works for 7 days.".to_owned())
                back=(members, "Members".to_owned())
            />
            <Card><InviteForm done/></Card>
        }
        .into_any()
    } else {
        view! { <ErrorView error=AppError::Forbidden(Permission::ManageMembers.refusal())/> }.into_any()
    };
    view! {
        <Title text="Invite a member"/>
        <PageBody width=Width::Narrow>{content}</PageBody>
    }
}

/// Address and role.
#[component]
pub fn InviteForm(
    /// The mail is on its way.
    done: Callback<()>,
) -> impl IntoView {
    let (workspace, toasts) = (use_workspace().id, use_toasts());
    let action = ServerAction::<InviteMember>::new();
    let error = action_error(action);
    let email = RwSignal::new(String::new());
    on_success(action, move |_| {
        toasts.success(format!("Invitation sent to {}", email.get_untracked().trim()));
        done.run(());
    });
    let team = Resource::new(move || workspace, read_team);
    view! {
        <ActionForm action attr:class="form">
            <FormError error/>
            <input type="hidden" name="workspace" value=workspace.to_string()/>
            <TextField
                name="email"
                label="E-mail address"
                type_="email"
                bind=email
                error=field_error(error, "email")
                required=true
                maxlength=254usize
                autocomplete="off"
                autofocus=true
            />
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form count=2/> }>
                {move || Suspend::new(async move {
                    let givable = team.await.map(|team| team.givable).unwrap_or_default();
                    view! { <RoleChoice givable error/> }
                })}
            </Transition>
            <FormActions>
                <SubmitButton pending=underway(action)>"Send invitation"</SubmitButton>
            </FormActions>
        </ActionForm>
    }
}

/// The roles that the person may give; an editor is the first guess.
#[component]
fn RoleChoice(givable: Vec<Post>, error: Signal<Option<AppError>>) -> impl IntoView {
    let guess = |post: &&Post| post.value == Role::Editor.as_str();
    let first = givable.iter().find(guess).or(givable.last()).map(|post| post.value.clone()).unwrap_or_default();
    let choices: Vec<_> =
        givable.into_iter().map(|post| Choice::new(post.value, post.label).about(post.about)).collect();
    view! {
        <RadioCards name="role" label="Role" choices value=first required=true error=field_error(error, "role")/>
    }
}
